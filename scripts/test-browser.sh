#!/usr/bin/env bash
# The officers' pages in headless Chromium, against the real program on loopback.
#
#   scripts/test-browser.sh [TEST]...      (no name: all; names as unittest has them, for example SignIn)
#
# Pictures of every page are left in target/screenshots.
#
# needs: chromium driver python-env
# on failure: look at target/screenshots and at target/test/browser-server.log; one test alone: scripts/test-browser.sh NAME
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# axe-core, the accessibility rules that browsers' own tools use; of this package only that one file is needed.
AXE_PACKAGE=axe-playwright-python==0.1.8
AXE_FOLDER="target/axe/$AXE_PACKAGE"
if [ ! -e "$AXE_FOLDER/axe_playwright_python/axe.min.js" ]; then
  say "browser: fetching axe-core"
  mkdir -p target/axe
  "$CLUBBOOK_PYTHON" -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps \
    --target "$AXE_FOLDER" "$AXE_PACKAGE"
fi
export CLUBBOOK_AXE="$ROOT/$AXE_FOLDER/axe_playwright_python/axe.min.js"

# shellcheck disable=SC2046 # a flag or nothing
cargo build --quiet -p clubbook-server --bins $(locked)
export CLUBBOOK_SERVER="${CARGO_TARGET_DIR:-$ROOT/target}/debug/clubbook-server"

mkdir -p target/screenshots target/test
exec "$CLUBBOOK_PYTHON" tests/browser/run.py "$@"
