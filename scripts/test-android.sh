#!/usr/bin/env bash
# The Android app on the JVM: presenters, and the real screens on the real framework, drawn to android/app/target/pictures.
#
#   scripts/test-android.sh [TEST]      (no name: all; a name as Maven has it, for example 'DesignTest#a counter')
#
# PICTURES=all draws every combination of size, type, theme, language and state instead of every pair. RUNS=10000 makes so many random
# runs against a real centre instead of 300. target/android/screens.png shows the first picture of each screen.
#
# needs: jdk maven tomllib
# on failure: look at android/app/target/pictures and at target/android/test.log; one test alone: scripts/test-android.sh NAME
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

arguments=("-Dpictures=${PICTURES:-pairs}")
if [ $# -gt 0 ]; then arguments+=("-Dtest=$1" -Dsurefire.failIfNoSpecifiedTests=false); fi

# The tests speak to a real centre.
# shellcheck disable=SC2046 # a flag or nothing
cargo build --quiet -p clubbook-server --bins $(locked)
arguments+=("-Dserver=$(cd "${CARGO_TARGET_DIR:-target}/debug" && pwd)/clubbook-server" "-Druns=${RUNS:-300}")

rm -rf android/app/target/pictures
status=0
android_mvn test "${arguments[@]}" test || status=$?

# Each module ends with its sums; a class alone says "Time elapsed" too.
sed -n '/^\[[A-Z]*\] Tests run:.* in /s/^\[[A-Z]*\] //p' target/android/test.log
awk '
  /^\[[A-Z]+\] Tests run:/ && !/Time elapsed/ { gsub(/,/, ""); run += $4; failed += $6 + $8; skipped += $10 }
  END { printf "%d passed, %d failed, %d skipped\n", run - failed - skipped, failed, skipped; exit failed > 0 }' target/android/test.log || status=1

mapfile -t first < <(find android/app/target/pictures -name '*-vi-360x640-1.0-day.png' ! -name 'checks-*' 2>/dev/null | sort)
if [ "${#first[@]}" -gt 0 ]; then java android/tools/ContactSheet.java target/android/screens.png 6 "${first[@]}"; fi
# Said, and no failure: whoever changes a screen need not print the guide.
if [ $# = 0 ] && "$CLUBBOOK_PYTHON" -c 'import PIL' 2>/dev/null; then "$CLUBBOOK_PYTHON" scripts/guide/pictures.py compare || true; fi

# Last of all, so that whoever sees only the end of a run sees which test failed, and of what.
if [ "$status" != 0 ]; then
  grep -E -A 3 '^\[ERROR\] .*<<< (FAILURE|ERROR)!$' target/android/test.log | grep -v 'Tests run:' | cut -c 1-300 | head -n 24 || true
fi
exit $status
