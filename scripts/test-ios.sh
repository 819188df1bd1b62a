#!/usr/bin/env bash
# The iPhone app without an iPhone: its bridge over the real Rust core and a real centre, the models of its screens, and whether the type
# check of the views sees a slip.
#
#   scripts/test-ios.sh [TEST]       (no name: all; a name as Swift has it: CoreBridgeTests, BookTests, BookTests/sleeps)
#
# needs: swift
# on failure: look for ✘ above; one test alone: scripts/test-ios.sh NAME
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

# shellcheck disable=SC2046 # a flag or nothing
cargo build --quiet -p clubbook-server --bins $(locked)
scripts/bindings.sh swift
CLUBBOOK_SERVER="$(cd "${CARGO_TARGET_DIR:-target}/debug" && pwd)/clubbook-server"
export CLUBBOOK_SERVER

# The tests are Swift Testing's; a release's worth of progress lines goes into the log alone.
log=target/swift/test.log
mkdir -p target/swift
arguments=(--disable-xctest --enable-swift-testing)
if [ $# -gt 0 ]; then arguments+=(--filter "$1"); fi
status=0
# In the background, so that a signal to this script is heard at once and handed on.
scripts/swift.sh test "${arguments[@]}" >"$log" 2>&1 &
trap 'kill "$!"; wait; exit 143' INT TERM HUP
wait "$!" || status=$?
trap - INT TERM HUP
grep -v '^\[[0-9]*/[0-9]*\]\|^◇\|^✔ Test ["a-zA-Z].* passed after' "$log" || true
awk '
  /^(✔|✘) Test run / { next }
  /^✔ Test .* passed after / { passed++ }
  /^✘ Test .* failed after / { failed++ }
  /^➜ Test .* skipped/ { skipped++ }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 }' "$log"
if [ $# = 0 ]; then python3 ios/slips_test.py || status=1; fi
exit $status
