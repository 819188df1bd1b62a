#!/usr/bin/env bash
# The lunar calendar, every day from 1900 to 2100 by both of its time zones, against two ephemerides, Hồ Ngọc Đức's algorithm
# and China's printed calendar. Where one of them has other dates, tests/calendar/judge.py lists the days with the reason.
#
# needs: python-env
# on failure: the days are in the log. Where the table was edited by hand: target/venv/bin/python tests/calendar/table.py writes it anew.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CALENDAR=target/test/lunar-calendar.txt

mkdir -p target/test
# shellcheck disable=SC2046 # a flag or nothing
cargo run --quiet -p clubbook-model --example lunar-calendar $(locked) >"$CALENDAR"
"$CLUBBOOK_PYTHON" -B tests/calendar/judge.py "$CALENDAR"
