#!/usr/bin/env bash
# Makes target/swift-root: a Debian 13 with Swift, for machines that have no Swift of their own.
#
#   scripts/swift-root.sh
#
# By debootstrap, from where this machine's own apt gets its packages and with apt's own settings for the way there. Needs root, or a
# sudo that asks for no password, and 3 GB. A root that is there stays as it is; two who make it at once make it once. CLUBBOOK_SWIFT_ROOT
# names another place, which several checkouts may share. scripts/swift.sh uses it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

RELEASE=trixie
# What swiftlang leaves to those who compile: the C library's headers, and a linker.
PACKAGES="swiftlang libc6-dev libstdc++-14-dev binutils gcc"
log="$ROOT/target/setup/swift-root.log"

fail() {
  warn "swift-root: $*"
  exit 1
}

# Where this machine's apt gets its own release from.
archive() {
  local own
  own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # shellcheck disable=SC2016 # for apt
  apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
    awk -v own="$own" '$2 == own { print $1; exit }'
}

# Proxies, certificates, time-outs and passwords of the way to the archive; nothing else of the machine's apt.
take_settings_along() {
  local name file
  apt-config dump | grep '^Acquire::' >"$1/etc/apt/apt.conf.d/90machine" || true
  for name in /etc/apt/auth.conf /etc/apt/auth.conf.d; do
    if [ -e "$name" ]; then cp -rp "$name" "$1/etc/apt/"; fi
  done
  for file in $(apt-config dump | sed -n 's/^Acquire::.*::\(CaInfo\|SslCert\|SslKey\) "\(\/.*\)";$/\2/p') /etc/ssl/certs/ca-certificates.crt; do
    if [ -f "$file" ]; then mkdir -p "$1$(dirname "$file")" && cp -p "$file" "$1$file"; fi
  done
}

# With the mounts of a namespace of its own, so that nothing is left mounted, however this ends.
make_root() {
  local made="$1" from="$2"
  rm -rf --one-file-system "$made"
  mkdir -p "$made"
  debootstrap --variant=minbase --include=ca-certificates "$RELEASE" "$made" "$from"
  take_settings_along "$made"
  mountpoint -q "$made/proc" || mount --rbind /proc "$made/proc"
  chroot "$made" apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  chroot "$made" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $PACKAGES
  chroot "$made" apt-get clean
  rm -rf "$made/etc/apt/auth.conf" "$made/etc/apt/auth.conf.d" "$made/var/lib/apt/lists"
  umount -R "$made/proc"
  chroot "$made" test -x /usr/bin/swift
}

if [ "${1:-}" = --make ]; then
  make_root "$2" "$3"
  exit 0
fi

[ -d "$SWIFT_ROOT" ] && exit 0
have apt-get || fail "this system has no apt, by which a Debian root could be made."
have debootstrap || fail "debootstrap is missing."
may_be_root || fail "neither root nor a sudo without a password: no root can be made."
as_root unshare --mount true 2>/dev/null || fail "this machine lets nobody mount, and Swift does not run without /proc."

mkdir -p "$(dirname "$SWIFT_ROOT")" "$(dirname "$log")"
exec 9>"$SWIFT_ROOT.lock"
flock 9
[ -d "$SWIFT_ROOT" ] && exit 0

from=$(archive)
[ -n "$from" ] || fail "apt knows of no archive of this machine's release; apt-get update has to run first."
say "swift-root: making $SWIFT_ROOT (two minutes, 3 GB)"
if ! as_root unshare --mount --propagation private "$ROOT/scripts/swift-root.sh" --make "$SWIFT_ROOT.new" "$from" >"$log" 2>&1 </dev/null; then
  tail -n 5 "$log" >&2
  fail "it could not be made; the log is target/setup/swift-root.log."
fi
as_root mv -T "$SWIFT_ROOT.new" "$SWIFT_ROOT"
say "swift-root: $SWIFT_ROOT is ready."
