#!/usr/bin/env bash
# The officers' pages in headless Chromium, against the real program on loopback.
#
#   scripts/test-browser.sh [TEST]...      (no name: all; names as unittest has them, for example SignIn)
#
# Pictures of every page are left in target/screenshots.
#
# needs: chromium driver python-env axe
# on failure: look at target/screenshots and at target/test/browser-server.log; one test alone: scripts/test-browser.sh NAME
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export CLUBBOOK_AXE="$ROOT/target/axe/node_modules/axe-core/axe.min.js"
if [ ! -e "$CLUBBOOK_AXE" ]; then
  warn "browser: axe-core is not there: run scripts/setup.sh test"
  exit 1
fi

# shellcheck disable=SC2046 # a flag or nothing
cargo build --quiet -p clubbook-server --bins $(locked)
export CLUBBOOK_SERVER="${CARGO_TARGET_DIR:-$ROOT/target}/debug/clubbook-server"

mkdir -p target/screenshots target/test
exec "$CLUBBOOK_PYTHON" tests/browser/run.py "$@"
