#!/usr/bin/env bash
# The core as the apps load it, for this machine, and the Kotlin or Swift side of it.
#
#   scripts/bindings.sh kotlin|swift
#
# Leaves the library in target/bindings/lib and what UniFFI writes in target/bindings/kotlin or target/bindings/swift; the Swift
# side is linked into ios/Sources. Phones get their libraries by cargo-ndk (android/README.md) and by ios/scripts.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  kotlin | swift) side="$1" ;;
  *) warn "bindings: kotlin or swift?"; exit 2 ;;
esac

built="${CARGO_TARGET_DIR:-target}/debug"
out="target/bindings/$side"
# shellcheck disable=SC2046 # a flag or nothing
cargo build --quiet -p clubbook-ffi --features bindgen $(locked)

mkdir -p target/bindings/lib
# A file that is the same stays as it is, so that what is made of it need not be made anew.
# One that differs takes its place at once: a program that has the old one loaded goes on with it.
copy() { cmp -s "$1" "$2" || { cp "$1" "$2.new" && mv "$2.new" "$2"; }; }
library=""
for name in libclubbook_ffi.a libclubbook_ffi.dylib libclubbook_ffi.so; do
  if [ -e "$built/$name" ]; then
    library="target/bindings/lib/$name"
    copy "$built/$name" "$library"
  fi
done

fresh="target/bindings/fresh-$side"
rm -rf "$fresh"
mkdir -p "$fresh" "$out"
# From the crate's folder: there uniffi.toml is found.
absolute() { (cd "$(dirname "$1")" && printf '%s/%s\n' "$PWD" "$(basename "$1")"); }
program="$(absolute "$built/uniffi-bindgen-$side")"
library="$(absolute "$library")"
into="$(absolute "$fresh")"
case "$side" in
  kotlin) (cd bindings && "$program" generate --library "$library" --language kotlin --no-format --out-dir "$into") ;;
  swift)
    mkdir -p "$into/ClubbookFFI" "$into/ClubbookCore"
    (cd bindings && "$program" "$library" "$into/ClubbookFFI" --swift-sources --metadata-no-deps &&
      "$program" "$library" "$into/ClubbookCore" --headers --modulemap --metadata-no-deps \
        --module-name ClubbookCore --modulemap-filename module.modulemap)
    ;;
esac
while IFS= read -r file; do
  mkdir -p "$out/$(dirname "$file")"
  copy "$fresh/$file" "$out/$file"
done < <(cd "$fresh" && find . -type f | sed 's|^\./||')
rm -rf "$fresh"
if [ "$side" = swift ]; then
  for target in ClubbookFFI ClubbookCore; do ln -sfn "../../$out/$target" "ios/Sources/$target"; done
fi
say "bindings: $out"
