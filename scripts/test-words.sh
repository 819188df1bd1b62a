#!/usr/bin/env bash
# The words of both apps: complete in both languages, asked for on both platforms, none said twice; what ios/words.py makes of them for
# the iPhone; and what stands around that app's code: Info.plist, rights, privacy, icon, colours. Then that each of these rules sees a slip.
#
# needs: tomllib python-env
# on failure: the test says what. `ios/words.py` and `ios/assets.py` write their files anew; what may differ in words stands with its reason in ios/words/exceptions.toml.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

for tests in words completeness bundle; do
  "$CLUBBOOK_PYTHON" "ios/${tests}_test.py"
done
