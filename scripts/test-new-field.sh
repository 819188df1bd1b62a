#!/usr/bin/env bash
# Adding a text field to `person` touches the registry and nothing else: a copy of the sources gets one more line there, and
# in the copy every text field of a person still goes from one phone through the centre to another.
# on failure: something names the fields of a person one by one; read the end of the log, and let it ask the registry.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

COPY=target/new-field
LINE='        /// What they like to sing.\n        favourite_song: String = 900,'

mkdir -p "$COPY"
# Times are kept, so that a second run builds only what changed since.
for part in Cargo.toml Cargo.lock model core bindings server corpus demo tests; do
  [ -e "$part" ] || continue
  rm -rf "$COPY/$part.old"
  mkdir -p "$(dirname "$COPY/$part")"
  rm -rf "${COPY:?}/$part"
  cp -a "$part" "$COPY/$part"
done
kinds="$COPY/model/src/registry/kinds/roster.rs"
stamp=$(stat -c %Y "$kinds")
awk -v line="$LINE" '
  { print }
  /^    Person "person"/ { gsub(/\\n/, "\n", line); print line; added = 1 }
  END { exit !added }' model/src/registry/kinds/roster.rs >"$kinds"
touch -d "@$stamp" "$kinds"

changed=$({ diff -rq model "$COPY/model" || true; } | wc -l)
if [ "$changed" != 1 ] || ! grep -q favourite_song "$kinds"; then
  warn "the copy differs in more than the registry, or not at all"
  exit 1
fi
cd "$COPY"
# Artefacts of its own: two copies of a workspace in one target folder are taken for each other. What others' crates are built
# into is the same, so the first time it is taken over: libraries as links, which cost no room, and what cargo notes about them.
BUILT="${CARGO_TARGET_DIR:-$ROOT/target}/debug"
OWN="$ROOT/target/new-field-build/debug"
if [ ! -d "$OWN" ] && [ -d "$BUILT/deps" ]; then
  mkdir -p "$OWN/deps"
  cp -a "$BUILT/.fingerprint" "$BUILT/build" "$OWN/"
  find "$OWN" -maxdepth 2 -name '*clubbook*' -exec rm -rf {} +
  find "$BUILT/deps" -type f \( -name '*.rlib' -o -name '*.rmeta' -o -name '*.so' -o -name '*.d' \) ! -name '*clubbook*' \
    -exec ln -t "$OWN/deps" {} + 2>/dev/null || warn "the other crates are built once more: what there is cannot be linked"
fi
# shellcheck disable=SC2046 # a flag or nothing
CLUBBOOK_EXPECT_FIELD=favourite_song CARGO_TARGET_DIR="$ROOT/target/new-field-build" cargo test $(locked) -p clubbook-tests --test every_field
