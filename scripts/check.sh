#!/usr/bin/env bash
# Everything that can be known without running the program: scripts, formatting, licences and bans, lints, documentation.
#
#   scripts/check.sh [NAME]...     (no name: all, the quick ones first)
#
# The names: scripts words format swift kotlin deny notices lints docs android.
#
# The first that fails ends the run and tells what to do.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ALL="scripts words format swift kotlin deny notices lints docs android"

# Names with a space in them there are none.
scripts() {
  # shellcheck disable=SC2046 # a list of words
  shellcheck -x .ci/run android/mvn $(find scripts tests android ios \( -name node_modules -o -name target \) -prune -o -name '*.sh' -print | sort)
}
words() { python3 ios/words.py --check; }
format() { cargo fmt --all --check; }
swift() {
  # What UniFFI writes is linked into Sources and so left out; ios/LinuxSupport holds signatures, one a line, however long.
  scripts/swift.sh format lint --strict --recursive Package.swift Sources Tests && no_concurrency_by_hand
}
# Whoever tells the compiler that he knows better says why, in the comment above or behind it.
no_concurrency_by_hand() {
  # shellcheck disable=SC2016 # for awk
  find ios/Sources ios/Tests -name '*.swift' -type f -print0 | sort -z | xargs -0 awk '
    FNR == 1 { comment = "" }
    /^ *\/\// { comment = comment $0; next }
    match($0, /@unchecked Sendable|nonisolated\(unsafe\)|@preconcurrency/) {
      word = substr($0, RSTART, RLENGTH)
      if ($0 !~ /\/\/ *[A-Z]/ && !(index(comment, word) && comment ~ /because/)) {
        printf "%s:%d: %s without its reason\n", FILENAME, FNR, word
        wrong = 1
      }
    }
    { comment = "" }
    END { exit wrong }'
}
kotlin() { android_mvn ktlint -N -P ktlint validate; }
# Duplicates of a crate are warnings, shown by `cargo deny check bans` alone.
deny() { cargo deny --log-level error --locked check bans licenses sources; }
notices() { python3 scripts/inventory.py notices --check; }
lints() { cargo clippy --workspace --all-targets --locked -- -D warnings; }
docs() { RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked; }
# Compiles (a warning is an error, and so is a call that the oldest phone does not know); then the list of versions, and Android Lint.
android() {
  android_mvn compile test-compile && android_mvn versions -N -P versions validate && android_mvn lint -N -P lint validate
}

piece_of() {
  case "$1" in
    scripts) echo shellcheck ;;
    words) echo tomllib ;;
    format) echo rustfmt ;;
    deny) echo cargo-deny ;;
    notices) echo python ;;
    lints) echo clippy ;;
    swift) echo swift ;;
    kotlin | android) android_lacks ;;
  esac
}

android_lacks() {
  local name
  for name in jdk maven tomllib; do
    if left_out "$name"; then echo "$name" && return; fi
  done
}

advice_of() {
  case "$1" in
    scripts) echo "shellcheck says which line; bash without its traps is worth the change." ;;
    words) echo "ios/words.py" ;;
    format) echo "cargo fmt --all" ;;
    swift) echo "scripts/swift.sh format --in-place --recursive Package.swift Sources Tests; a comment with \"because\" above @unchecked Sendable." ;;
    kotlin) echo "android/mvn -N -P ktlint -Dktlint=-F validate" ;;
    android) echo "mend what is shown; android/README.md says what each of these checks is for." ;;
    deny) echo "take the crate out, choose features without it, or say in deny.toml why it may stay." ;;
    notices) echo "make notices, and commit THIRD-PARTY.md." ;;
    lints) echo "mend what clippy shows; an \`#[expect(lint, reason = \"…\")]\` where the lint is wrong." ;;
    docs) echo "mend what rustdoc shows: cargo doc --no-deps" ;;
  esac
}

for name in "$@"; do
  case " $ALL " in
    *" $name "*) ;;
    *)
      if [ "$name" = -h ] || [ "$name" = --help ]; then usage; exit 0; fi
      warn "check: there is no \"$name\"; there are: $ALL"
      exit 2
      ;;
  esac
done

scripts/setup.sh build check
count=0 skipped=0
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- $ALL
for name in "$@"; do
  begin=$SECONDS
  piece=$(piece_of "$name")
  if [ -n "$piece" ] && left_out "$piece"; then
    say "== $name: LEFT OUT, for want of $piece"
    skipped=$((skipped + 1))
    continue
  fi
  if ! "$name" </dev/null; then
    say "== $name: FAILED"
    say "What to do: $(advice_of "$name")"
    exit 1
  fi
  count=$((count + 1))
  say "== $name: ok, $((SECONDS - begin)) s"
done
say "check: $count of $((count + skipped)) done, $skipped left out, $SECONDS s"
