#!/usr/bin/env bash
# Measures what the project has promised in numbers, beside PouchDB in the same run.
#
#   scripts/bench.sh [OPTION]...
#
#   --runs N       how often each work is done (5)
#   --only WORK    only this one, may be repeated: club, set, push, slow, phone, names, centre
#   --strict       fails when a gate is not held
#
# Prints a table and leaves target/bench/results.json; with the work "phone" also what the Android app adds to it, on the same
# phone, in target/bench/app.json, where there are a JDK and Maven. The peer is installed from its lock file into target/bench/peer;
# without node or npm its columns stay empty, which is said aloud. A gate that is not held is shown as FAIL and fails this
# script only with --strict.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh build bench

PEER=target/bench/peer
peer=()
if left_out node || left_out npm; then
  warn "bench: LEFT OUT: PouchDB, for want of node or npm; what is compared with it has no verdict."
else
  mkdir -p "$PEER"
  cp tests/bench/peer/* "$PEER"
  # npm ci begins by removing what is there: only a changed lock file is a reason to.
  if ! cmp -s "$PEER/package-lock.json" "$PEER/node_modules/.installed"; then
    say "== the peer: npm ci"
    (cd "$PEER" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$PEER/package-lock.json" "$PEER/node_modules/.installed"
  fi
  peer=(--peer "$PEER")
fi

# shellcheck disable=SC2046 # a flag or nothing
cargo build --release $(locked) -p clubbook-tests --bin clubbook-bench
bench="${CARGO_TARGET_DIR:-target}/release/clubbook-bench"
phone=target/bench/phone
rm -rf "$phone"
"$bench" --json target/bench/results.json --leave-phone "$phone" "${peer[@]}" "$@"

if [ ! -d "$phone" ]; then exit 0; fi
if left_out jdk || left_out maven; then
  warn "bench: LEFT OUT: what the Android app adds, for want of a JDK or Maven."
  exit 0
fi
say "== the Android app"
# shellcheck disable=SC2046 # a flag or nothing
cargo rustc --quiet --profile phone $(locked) -p clubbook-ffi --lib --crate-type cdylib
android_mvn bench test -pl presentation -am -Dtest=AppBench -Dsurefire.failIfNoSpecifiedTests=false \
  "-Dlibrary=$(cd "${CARGO_TARGET_DIR:-target}/phone" && pwd)" "-Dbench.phone=$PWD/$phone" "-Dbench.json=$PWD/target/bench/app.json"
judge=("$bench" --judge target/bench/app.json)
for argument in "$@"; do
  if [ "$argument" = --strict ]; then judge+=(--strict); fi
done
"${judge[@]}"
