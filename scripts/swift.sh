#!/usr/bin/env bash
# Runs Swift in ios/: this machine's own from 6.0 on, or else the one of scripts/swift-root.sh.
#
#   scripts/swift.sh ARGUMENT...     for example: scripts/swift.sh test --filter BookTests
#   scripts/swift.sh swiftc ARGUMENT...     the compiler alone
#   scripts/swift.sh --look          only tells, by its status, whether there is one
#
# What is built lies in target/swift/build. In the root the checkout stands at its own path, by mounts that nobody else sees and that
# end with the program; the environment is that of the caller. When this script ends by INT, TERM or HUP, so does all that it started, in
# the root by KILL too: SwiftPM gives its tests a process group of their own, which a signal to this one's does not reach.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

OLDEST=6.0

# Another program of this name speaks to OpenStack.
machine_has_swift() {
  local version
  version=$(swift --version 2>/dev/null </dev/null | sed -n 's/.*Swift version \([0-9.]*[0-9]\).*/\1/p' | head -n 1)
  [ -n "$version" ] && version_at_least "$version" "$OLDEST"
}
root_has_swift() { [ -d "$SWIFT_ROOT" ] && may_be_root; }

# inside CALLER ROOT DIRECTORY:... USER PROGRAM...: with the mounts and the processes of namespaces of its own. This is the first process
# there, with which all others end; it ends at the latest when nobody has the pipe CALLER open any more, as a caller that was killed.
inside() {
  local caller="$1" root="$2" directories="$3" user="$4" directory watching
  shift 4
  exec {held}<"$caller"
  rm "$caller"
  # Some containers allow no new one.
  mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
  mount --rbind /dev "$root/dev"
  while IFS= read -r directory; do
    mkdir -p "$root$directory"
    mount --bind "$directory" "$root$directory"
  done < <(printf '%s' "$directories" | tr ':' '\n'; echo)
  cat <&"$held" >/dev/null &
  watching=$!
  chroot --userspec="$user" "$root" "$@" <&0 {held}<&- &
  wait -n "$watching" "$!"
  exit
}

program=swift
case "${1:-}" in
  swiftc) program=swiftc; shift ;;
  --look) machine_has_swift || root_has_swift; exit ;;
  --inside) inside "${@:2}" ;;
  build | test | run | package) set -- "$1" --scratch-path "$ROOT/target/swift/build" "${@:2}" ;;
esac

# A shell hears a signal while it waits, and not while a program is in front of it. Each way below says how it ends what it started.
hear_signals() {
  trap 'end_started; exit 130' INT
  trap 'end_started; exit 143' TERM
  trap 'end_started; exit 129' HUP
}

if machine_has_swift; then
  cd ios
  # A Mac has no setsid.
  have setsid || exec "$program" "$@"
  # shellcheck disable=SC2317 # called by a signal
  end_started() { pkill -KILL -s "$!"; }
  setsid "$program" "$@" <&0 &
  hear_signals
  wait "$!"
  exit
fi
if ! root_has_swift; then
  warn "swift: there is none on this machine; scripts/setup.sh test makes a root that has one."
  exit 3
fi

mkdir -p target/swift/home
directories="$ROOT"
if [ -n "${CARGO_TARGET_DIR:-}" ]; then directories="$directories:$(cd "$CARGO_TARGET_DIR" && pwd)"; fi
# sudo takes the environment away.
passed=(HOME="$ROOT/target/swift/home" PATH=/usr/bin:/bin LANG=C.UTF-8)
for name in CI CLUBBOOK_SERVER "${!CLUBBOOK_IOS_@}"; do
  if [ -n "${!name:-}" ]; then passed+=("$name=${!name}"); fi
done
caller="$ROOT/target/swift/caller.$$"
rm -f "$caller"
mkfifo "$caller"
exec {held}<>"$caller"
end_started() {
  exec {held}>&-
  wait
}
# shellcheck disable=SC2016 # for the shell in there
as_root unshare --mount --pid --fork --propagation private "$ROOT/scripts/swift.sh" \
  --inside "$caller" "$SWIFT_ROOT" "$directories" "$(id -u):$(id -g)" \
  env -i "${passed[@]}" sh -c 'cd "$0" && exec "$@"' "$ROOT/ios" "$program" "$@" <&0 {held}>&- &
hear_signals
wait "$!"
