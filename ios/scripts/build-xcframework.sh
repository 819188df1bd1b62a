#!/usr/bin/env bash
# Builds the core for iPhones and for the simulators of both kinds of Mac: ios/Frameworks/ClubbookCore.xcframework, the Swift side of it,
# linked into ios/Sources, and what the app shows of the licences, in ios/Frameworks/Licences.
#
#   ios/scripts/build-xcframework.sh [--dry-run]
#
# Needs a Mac with Xcode, Python 3.11 or newer and `rustup target add aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios`. --dry-run
# prints the commands and runs none of them, on any machine.
#
# Its headers come with a plain module map, and not with what `uniffi-bindgen-swift --xcframework` writes: a "framework module" is for
# frameworks, and beside a static library the compiler does not find its header (mozilla/uniffi-rs, issue 2646).
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

PHONE=aarch64-apple-ios
SIMULATORS="aarch64-apple-ios-sim x86_64-apple-ios"
FRAMEWORK="${CLUBBOOK_IOS_FRAMEWORKS:-ios/Frameworks}/ClubbookCore.xcframework"
WORK=target/ios
OLDEST=$(sed -n 's/.*\.iOS(\.v\([0-9]*\)).*/\1.0/p' ios/Package.swift)

dry_run=no
case "${1:-}" in
  "") ;;
  --dry-run) dry_run=yes ;;
  -h | --help) usage; exit 0 ;;
  *) warn "build-xcframework: there is no \"$1\"; there is --dry-run."; exit 2 ;;
esac

run() {
  say "$*"
  if [ "$dry_run" = no ]; then "$@"; fi
}

lacks() {
  warn "build-xcframework: $*"
  exit 1
}

if [ "$dry_run" = no ]; then
  [ "$(uname)" = Darwin ] || lacks "this is no Mac: Xcode's tools make the framework. --dry-run shows what would be done."
  python3 -c 'import tomllib' 2>/dev/null || lacks "python3 is older than 3.11."
  for tool in xcodebuild lipo; do have "$tool" || lacks "$tool is missing: install Xcode, and run xcode-select."; done
  installed=$(rustup target list --installed)
  for target in $PHONE $SIMULATORS; do
    grep -qxF "$target" <<<"$installed" || lacks "Rust cannot build for it yet: rustup target add $target"
  done
fi

built() { say "${CARGO_TARGET_DIR:-target}/$1/phone/libclubbook_ffi.a"; }

# The library alone: a dynamic one would have to be linked for each of them too.
for target in $PHONE $SIMULATORS; do
  run env IPHONEOS_DEPLOYMENT_TARGET="$OLDEST" \
    cargo rustc --locked --profile phone -p clubbook-ffi --lib --crate-type staticlib --target "$target"
done

run scripts/bindings.sh swift
run rm -rf "$WORK" "$FRAMEWORK"
run mkdir -p "$WORK/headers" "$WORK/simulator" "$(dirname "$FRAMEWORK")"
# In a folder of its name, so that another library's module map may lie beside it.
run cp -R target/bindings/swift/ClubbookCore "$WORK/headers"

simulators=()
for target in $SIMULATORS; do simulators+=("$(built "$target")"); done
run lipo -create "${simulators[@]}" -output "$WORK/simulator/libclubbook_ffi.a"
run xcodebuild -create-xcframework \
  -library "$(built "$PHONE")" -headers "$WORK/headers" \
  -library "$WORK/simulator/libclubbook_ffi.a" -headers "$WORK/headers" \
  -output "$FRAMEWORK"
run python3 scripts/inventory.py ios "$(dirname "$FRAMEWORK")/Licences"
