# shellcheck shell=bash
# What the scripts share; sourced, never run. Leaves the shell in the root of the repository.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT" || exit 1

# Cargo's own directory may hold the tools and not be on the PATH.
PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
export PYTHONDONTWRITEBYTECODE=1

# What setup.sh could not install for the purposes it was last asked for, one name a line.
LEFT_OUT_FILE=target/setup/left-out

# The Python of the tests, with the packages of scripts/requirements.txt.
export CLUBBOOK_PYTHON="$ROOT/target/venv/bin/python"

# A Python that has PyICU: the system's package belongs to the system's Python, which need not be the first on the PATH.
icu_python() {
  local python
  for python in python3 /usr/bin/python3 "$CLUBBOOK_PYTHON"; do
    if "$python" -c 'import icu' 2>/dev/null; then
      echo "$python"
      return 0
    fi
  done
  return 1
}

# A Debian with Swift in it (scripts/swift-root.sh).
export SWIFT_ROOT="${CLUBBOOK_SWIFT_ROOT:-$ROOT/target/swift-root}"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n -- "$@"; fi
}
may_be_root() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }

in_ci() { [ "${CI:-}" = true ]; }
have() { command -v "$1" >/dev/null 2>&1; }
say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

left_out() { [ -f "$LEFT_OUT_FILE" ] && grep -qxF "$1" "$LEFT_OUT_FILE"; }

# In CI the committed lock file is what is built.
locked() { if in_ci; then echo --locked; fi; }

# android_mvn NAME ARGUMENT...: Maven over the Android app. Silent while all is well; the log is in target/android/NAME.log.
android_mvn() {
  local log="target/android/$1.log"
  shift
  mkdir -p target/android
  scripts/bindings.sh kotlin
  if ! android/mvn -B "$@" >"$log" 2>&1 </dev/null; then
    sed -n 's/^\[INFO\] *\[\(exec\|java\)\] //p; /^\[ERROR\]/p' "$log"
    warn "android: the log is $log"
    return 1
  fi
}

# version_at_least HAVE WANT: compares dotted numbers.
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# What a script says of itself: the comment at its top, down to the first line of code.
usage() { awk 'NR == 1 && /^#!/ { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0"; }
case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
