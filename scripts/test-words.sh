#!/usr/bin/env bash
# The words of both apps: complete in both languages, asked for on both platforms, none said twice; and what ios/words.py makes of them
# for the iPhone. Then that each of these rules sees a slip.
#
# needs: tomllib
# on failure: the test says which key. `ios/words.py` writes the iPhone's files anew; what may differ stands with its reason in ios/words/exceptions.toml.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

for tests in words_test completeness_test; do
  python3 "ios/$tests.py"
done
