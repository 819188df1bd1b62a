#!/usr/bin/env bash
# Runs every test: set-up, the Rust workspace, then each scripts/test-NAME.sh.
#
#   scripts/test.sh [NAME]...      (no name: all; names: rust, and what stands after "test-" in the scripts)
#
# Each stage ends with one line and its log is in target/test/NAME.log; the last line counts all of them. The first stage
# that fails ends the run and tells what to do. A script test-NAME.sh ends with a line "N passed, N failed" (", N skipped"
# may follow); two comments at its top are read here:
#   # needs: PIECE...       skipped, aloud and counted, where setup.sh had to leave one of these out
#   # on failure: WORDS     what to do then
# Stages find CLUBBOOK_PYTHON (with the packages of scripts/requirements.txt) and CLUBBOOK_LEFT_OUT (words) set.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

LOGS=target/test
passed=0 skipped=0 ran=0 summary=""
mkdir -p "$LOGS"

# Adds up the closing lines of a log, cargo's and the plain ones, as "passed failed skipped".
count() {
  awk '
    /^test result: / { gsub(/[.;]/, ""); p += $4; f += $6; s += $8; next }
    /^([A-Za-z]+: )?[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ {
      sub(/^[A-Za-z]+: /, ""); p += $1; f += $3; s += $5
    }
    END { print p + 0, f + 0, s + 0 }' "$1"
}

# stage NAME ADVICE COMMAND...
stage() {
  local name="$1" advice="$2" begin=$SECONDS status=0 p f s
  shift 2
  say "== $name: $*"
  "$@" </dev/null 2>&1 | tee "$LOGS/$name.log" || status=$?
  read -r p f s < <(count "$LOGS/$name.log")
  passed=$((passed + p)) skipped=$((skipped + s)) ran=$((ran + 1))
  if [ "$status" = 0 ] && [ "$p" = 0 ] && [ "$s" = 0 ]; then
    warn "$name ran no test."
    status=1
  fi
  if [ "$status" != 0 ] || [ "$f" != 0 ]; then
    say "== $name: FAILED after $((SECONDS - begin)) s; $p passed, $f failed. The log is $LOGS/$name.log."
    say "What to do: $advice"
    exit 1
  fi
  summary="$summary$(printf '  %-12s %5d passed %4d skipped %5d s' "$name" "$p" "$s" "$((SECONDS - begin))")
"
  say "== $name: ok, $p passed, $s skipped, $((SECONDS - begin)) s"
}

# All programs first: some tests start the real ones as processes.
rust() {
  # shellcheck disable=SC2046 # a flag or nothing
  cargo build --workspace --bins $(locked) && cargo test --workspace $(locked)
}

comment() { sed -n "s/^# $2: *//p" "$1" | head -n 1; }

wanted() {
  local name
  [ "$#" -gt 1 ] || return 0
  for name in "${@:2}"; do
    if [ "$name" = "$1" ]; then return 0; fi
  done
  return 1
}

known=" rust $(for file in scripts/test-*.sh; do [ -e "$file" ] && basename "$file" .sh; done | sed 's/^test-//' | tr '\n' ' ')"
for name in "$@"; do
  case "$name" in
    -h | --help) usage; exit 0 ;;
  esac
  case "$known" in
    *" $name "*) ;;
    *) warn "test: there is no stage \"$name\"; there are:$known"; exit 2 ;;
  esac
done

scripts/setup.sh build test
CLUBBOOK_LEFT_OUT="$(tr '\n' ' ' <"$LEFT_OUT_FILE")"
export CLUBBOOK_LEFT_OUT

if wanted rust "$@"; then
  # A pipe is no terminal: cargo's colours are asked for where a person looks on.
  if [ -t 1 ]; then export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-always}"; fi
  stage rust "look for the first \"panicked\" or \"error\" above. One test alone: cargo test -p CRATE NAME; a schedule that failed printed its seed and how to play it again." rust
fi

for file in scripts/test-*.sh; do
  [ -e "$file" ] || continue
  name=$(basename "$file" .sh)
  name=${name#test-}
  wanted "$name" "$@" || continue
  lacks=""
  for piece in $(comment "$file" needs); do
    if left_out "$piece"; then lacks="$lacks $piece"; fi
  done
  if [ -n "$lacks" ]; then
    skipped=$((skipped + 1))
    summary="$summary$(printf '  %-12s left out, for want of:%s' "$name" "$lacks")
"
    say "== $name: LEFT OUT, for want of:$lacks"
    continue
  fi
  advice=$(comment "$file" "on failure")
  stage "$name" "${advice:-read the end of the log; alone: scripts/test.sh $name}" "$file"
done

say ""
printf '%s' "$summary"
if [ -n "$CLUBBOOK_LEFT_OUT" ]; then say "Not on this machine: $CLUBBOOK_LEFT_OUT(scripts/setup.sh says what that costs)"; fi
say "$ran stages in $SECONDS s"
say "total: $passed passed, 0 failed, $skipped skipped"
