#!/usr/bin/env bash
# The club's guide against the app: every word that it prints in bold is on a screen in that language, every picture is one that a
# screen test draws, both languages tell the same.
#
# needs: python-env
# on failure: mend docs/huong-dan, or `make guide PICTURES=new` where a picture is missing.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

exec "$CLUBBOOK_PYTHON" tests/guide/run.py
