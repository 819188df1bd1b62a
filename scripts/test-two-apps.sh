#!/usr/bin/env bash
# Two phones meet, one of the Android app's and one of the iPhone app's, in one club of a real centre: what both record and correct in
# turn has to be on both, with equal state sums of every book.
#
#   scripts/test-two-apps.sh
#
# needs: jdk maven tomllib swift
# on failure: the story is android/bridge/src/test/…/TwoApps.kt, the other phone ios/Tests/SecondPhone; the log is target/android/two-apps.log
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

# shellcheck disable=SC2046 # a flag or nothing
cargo build --quiet -p clubbook-server --bins $(locked)
scripts/bindings.sh swift
mkdir -p target/swift
if ! scripts/swift.sh build --product SecondPhone >target/swift/second-phone.log 2>&1; then
  grep -v '^\[' target/swift/second-phone.log >&2
  exit 1
fi

status=0
android_mvn two-apps test -pl bridge -Dtest=TwoApps \
  "-Dserver=$(cd "${CARGO_TARGET_DIR:-target}/debug" && pwd)/clubbook-server" \
  "-Dsecond.phone=$ROOT/scripts/swift.sh run --skip-build SecondPhone" || status=$?
grep -h 'the same sums of' target/android/two-apps.log || true
awk '
  /^\[[A-Z]+\] Tests run:/ && !/Time elapsed/ { gsub(/,/, ""); run += $4; failed += $6 + $8; skipped += $10 }
  END { printf "%d passed, %d failed, %d skipped\n", run - failed - skipped, failed, skipped; exit failed > 0 }' target/android/two-apps.log
exit $status
