#!/usr/bin/env bash
# Packs the Android app: compiled, shrunk, signed, verified; android/target/apk/clubbook.apk, with its size by part.
#
# Signed with a key made for this machine, or with CLUBBOOK_KEYSTORE, CLUBBOOK_KEYSTORE_PASSWORD and CLUBBOOK_KEY_ALIAS. The Rust
# library for phones is built where there is an NDK (ANDROID_NDK_HOME) and cargo-ndk; elsewhere it is missing, and that is said.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

scripts/setup.sh build apk

lacks=""
rm -rf android/target/rust
if [ ! -d "${ANDROID_NDK_HOME:-${ANDROID_NDK_ROOT:-}}" ]; then
  lacks="there is no NDK here (ANDROID_NDK_HOME)"
elif ! have cargo-ndk; then
  lacks="cargo-ndk is not installed (cargo install cargo-ndk)"
else
  oldest=$(sed -n 's/^min-sdk = "\(.*\)"/\1/p' android/gradle/libs.versions.toml)
  cargo ndk -t arm64-v8a -t armeabi-v7a -t x86_64 -P "$oldest" -o android/target/rust rustc --locked --profile phone -p clubbook-ffi --lib --crate-type cdylib
fi

say "compiling"
android_mvn package -DskipTests package
say "shrinking, packing and signing (some minutes)"
android_mvn apk -N -P apk package
sed -n 's/^\[INFO\] *\[exec\] //p' target/android/apk.log
if [ -n "$lacks" ]; then say "MISSING in this APK: the Rust library for phones, for $lacks. It installs, and cannot open a book."; fi
