#!/usr/bin/env bash
# The club's guide, docs/huong-dan/*.md, printed on A4: target/guide/*.pdf, one in each language, and the sheet for the wall.
#
#   scripts/guide.sh [--pictures]
#
# --pictures draws the screens anew by the tests of the Android app and puts those that the guide shows into docs/images/app, where they
# are committed. Without it the committed ones are printed. A page of the text that needs more than one sheet is an error.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  "" | --pictures) ;;
  *) warn "guide: \"$1\" is not --pictures."; exit 2 ;;
esac

if [ "${1:-}" = --pictures ]; then
  rm -rf android/app/target/pictures
  android_mvn guide test -pl app -am -Dpictures=guide -Dtest='*ScreenTest,*ScreensTest' -Dsurefire.failIfNoSpecifiedTests=false
  "$CLUBBOOK_PYTHON" scripts/guide/pictures.py take
fi
exec "$CLUBBOOK_PYTHON" scripts/guide/paper.py
