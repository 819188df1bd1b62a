#!/usr/bin/env bash
# The client in Python that was written from docs/sync-protocol.md alone: first against the vectors, then against the real
# centre on loopback.
#
#   scripts/test-interop.sh [vectors|live]...      (none: both)
#
# needs: python-env
# on failure: one part alone: scripts/test-interop.sh vectors, or live. Where a vector failed, either the protocol was changed by mistake, or the document, docs/vectors and tests/interop/client.py have to follow.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

passed=0 failed=0

# Runs a part and adds the counts of its last line.
part() {
  local log="target/test/interop-$1.log" counts
  shift
  "$@" 2>&1 | tee "$log" | sed '$d' || true
  counts=$(tail -n 1 "$log")
  if [[ "$counts" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    say "$counts"
    failed=$((failed + 1))
  fi
}

vectors() { part vectors "$CLUBBOOK_PYTHON" -B tests/interop/client.py check-vectors docs/vectors model/data; }

live() {
  # shellcheck disable=SC2046 # a flag or nothing
  cargo build --quiet -p clubbook-server --bins $(locked)
  part live "$CLUBBOOK_PYTHON" -B tests/interop/live.py "${CARGO_TARGET_DIR:-$ROOT/target}/debug/clubbook-server"
}

mkdir -p target/test
[ $# -gt 0 ] || set -- vectors live
for name in "$@"; do
  case "$name" in
    vectors | live) "$name" ;;
    -h | --help) usage; exit 0 ;;
    *) warn "interop: \"$name\" is not vectors or live."; exit 2 ;;
  esac
done
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
