#!/usr/bin/env bash
# Plays many schedules of faults, each made from a number, its seed: the same seed plays the same faults.
#
#   SEEDS=100000 scripts/soak.sh      (FIRST_SEED=1 is where it begins)
#
# Optimised, because it is long. The first schedule that fails is shrunk and printed with its seed, and ends the run.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export SEEDS="${SEEDS:-100000}"
# shellcheck disable=SC2046 # a flag or nothing
exec cargo test --release $(locked) -p clubbook-tests --test world -- --nocapture
