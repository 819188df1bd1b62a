#!/usr/bin/env bash
# The order and the folding of more than 50,000 names against ICU's Vietnamese collation and its transliteration. Where they
# differ, tests/names/judge.py says in which texts and why.
#
# needs: icu
# on failure: the texts are in the log, each pair as ICU orders it. What is meant to differ is listed with its reason in tests/names/judge.py.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

NAMES=target/test/names.txt

mkdir -p target/test
# shellcheck disable=SC2046 # a flag or nothing
cargo run --quiet -p clubbook-tests --example written-names $(locked) >"$NAMES"
"$(icu_python)" -B tests/names/judge.py "$NAMES"
