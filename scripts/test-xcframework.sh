#!/usr/bin/env bash
# The core for iPhones as a Mac would build it, without a Mac: the plan is the one that was read and agreed to, and what runs is the plan.
#
#   scripts/test-xcframework.sh [--accept]
#
# --accept writes ios/scripts/build-xcframework.plan anew.
#
# on failure: a wanted change of the plan: scripts/test-xcframework.sh --accept
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PLAN=ios/scripts/build-xcframework.plan
WORK=target/test/xcframework
passed=0 failed=0

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
  --accept) env -u CARGO_TARGET_DIR ios/scripts/build-xcframework.sh --dry-run >"$PLAN"; exit 0 ;;
esac

same() {
  if diff -u "$2" "$3"; then
    passed=$((passed + 1))
    say "ok: $1"
  else
    failed=$((failed + 1))
    say "NOT SO: $1"
  fi
}

rm -rf "$WORK"
mkdir -p "$WORK/bin"
env -u CARGO_TARGET_DIR ios/scripts/build-xcframework.sh --dry-run >"$WORK/dry-run"
same "the plan is the one that is kept" "$PLAN" "$WORK/dry-run"

# In the place of a Mac's tools, programs that write down how they were called. What does not need a Mac is done.
stand_in() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$WORK/bin/$1"
  chmod +x "$WORK/bin/$1"
}
cargo=$(command -v cargo)
stand_in uname 'echo Darwin'
stand_in rustup 'printf "%s\n" aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios'
# shellcheck disable=SC2016 # for the program
stand_in lipo 'echo "lipo $*" >>"$CALLS"'
# shellcheck disable=SC2016 # for the program
stand_in xcodebuild 'echo "xcodebuild $*" >>"$CALLS"'
# shellcheck disable=SC2016 # for the program
stand_in cargo 'if [ "$1" = rustc ]; then
  echo "env IPHONEOS_DEPLOYMENT_TARGET=$IPHONEOS_DEPLOYMENT_TARGET cargo $*" >>"$CALLS"
else
  exec "$REAL_CARGO" "$@"
fi'
CALLS="$PWD/$WORK/calls" CLUBBOOK_IOS_FRAMEWORKS="$WORK/Frameworks" REAL_CARGO="$cargo" PATH="$PWD/$WORK/bin:$PATH" ios/scripts/build-xcframework.sh >"$WORK/run"
sed "s|${CARGO_TARGET_DIR:-target}/\([a-z0-9_-]*\)/phone/|target/\1/phone/|g; s|$WORK/Frameworks|ios/Frameworks|" "$WORK/calls" >"$WORK/called"
grep '^env \|^lipo \|^xcodebuild ' "$PLAN" >"$WORK/planned"
same "what runs is the plan" "$WORK/planned" "$WORK/called"

# A module as the compiler looks for it, and no framework's.
printf '%s\n' ClubbookCore.h module.modulemap >"$WORK/wanted"
(cd target/ios/headers/ClubbookCore && printf '%s\n' *) >"$WORK/headers"
same "the headers are a module's" "$WORK/wanted" "$WORK/headers"
echo 'module ClubbookCore {' >"$WORK/wanted"
head -n 1 target/ios/headers/ClubbookCore/module.modulemap >"$WORK/module"
same "the module is none of a framework" "$WORK/wanted" "$WORK/module"

# As the screen of licences reads them: this app first, the crates of a phone, and nothing of Android's.
printf '%s\n' 'Sổ CLB (Clubbook)' rusqlite >"$WORK/wanted"
cut -f 1 "$WORK/Frameworks/Licences/third_party.txt" | grep -x 'Sổ CLB (Clubbook)\|rusqlite\|androidx.*' >"$WORK/works"
same "the app lists what it is made of" "$WORK/wanted" "$WORK/works"

say "$passed passed, $failed failed"
[ "$failed" = 0 ]
