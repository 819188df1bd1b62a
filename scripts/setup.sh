#!/usr/bin/env bash
# Installs what this project needs and this machine lacks.
#
#   scripts/setup.sh [--look] [build|test|check|bench|apk|guide]...      (no purpose: all of them)
#
# System packages are installed by apt-get where we are root or sudo asks for no password; cargo-deny goes to cargo's own
# directory, the Python packages of the tests to target/venv, axe-core to target/axe, Swift to target/swift-root where the
# system has none. What cannot be installed is said aloud and counted, and its names are left in target/setup/left-out, so
# that whoever needs it can skip it; with CI=true that is an error. What every build needs (Rust, a C compiler, OpenSSL's headers) is always an error.
#
# --look, or CLUBBOOK_INSTALL=no, installs nothing and only tells.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CARGO_DENY=0.20.2
CARGO_DENY_AT_LEAST=0.18

# name | purposes | Debian packages | what is lost without it ("!": nothing can be built)
PIECES="
rust       | build                      |                                                 | !
cc         | build                      | build-essential                                 | !
openssl    | build                      | libssl-dev pkg-config                           | !
python     | test check bench guide     | python3                                         | the tests of the tools, the software bill, the list of third-party work
python-env | test guide                 | python3 python3-venv                            | the tests that speak to the centre from Python, the club's guide
icu        | test                       | python3-icu                                     | the judge of the order of names
chromium   | test guide                 | chromium                                        | the browser tests of the officers' pages, the club's guide on paper
fonts      | guide                      | fonts-dejavu-core fonts-dejavu-extra fontconfig | the letters of the club's guide on paper
driver     | test                       | chromium-driver                                 | the browser tests of the officers' pages
jdk        | test check bench apk guide | default-jdk-headless                            | the Android app
maven      | test check bench apk guide | maven                                           | the Android app
tomllib    | test check bench apk guide | python3                                         | the Android app
swift      | test check                 | debootstrap                                     | the iPhone app
rustfmt    | check                      |                                                 | the check of the formatting
clippy     | check                      |                                                 | the lints
shellcheck | check                      | shellcheck                                      | the check of the shell scripts
cargo-deny | check                      |                                                 | the check of licences, bans and sources
node       | test bench                 | nodejs                                          | the peer of the benchmarks, the rules that the browser tests hold pages to
npm        | test bench                 | npm                                             | the peer of the benchmarks, the rules that the browser tests hold pages to
axe        | test                       |                                                 | the browser tests of the officers' pages
"

rust_wanted() { sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml; }

present() {
  case "$1" in
    rust) have cargo && version_at_least "$(rustc --version 2>/dev/null | cut -d ' ' -f 2)" "$(rust_wanted)" ;;
    cc) have cc && have make ;;
    openssl) [ -n "${OPENSSL_DIR:-}" ] || { have pkg-config && pkg-config --exists libcrypto; } ;;
    python) have python3 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' ;;
    python-env) cmp -s scripts/requirements.txt target/venv/requirements.txt && "$CLUBBOOK_PYTHON" -I -S -c '' 2>/dev/null ;;
    icu) icu_python >/dev/null ;;
    chromium) have chromium ;;
    driver) have chromedriver ;;
    fonts) have fc-list && [ -n "$(fc-list 'DejaVu Sans Condensed')" ] ;;
    axe) cmp -s tests/browser/axe/package-lock.json target/axe/installed.json ;;
    jdk) have javac && version_at_least "$(javac -version 2>&1 | cut -d ' ' -f 2)" 17 ;;
    maven) have mvn ;;
    swift) scripts/swift.sh --look ;;
    tomllib) python3 -c 'import tomllib' 2>/dev/null ;;
    rustfmt) rustfmt --version >/dev/null 2>&1 ;;
    clippy) cargo clippy --version >/dev/null 2>&1 ;;
    cargo-deny)
      have cargo-deny && version_at_least "$(cargo-deny --version 2>/dev/null | cut -d ' ' -f 2)" "$CARGO_DENY_AT_LEAST"
      ;;
    *) have "$1" ;;
  esac
}

field() { say "$PIECES" | awk -F '|' -v name="$1" -v n="$2" '{ gsub(/^ +| +$/, "", $1); gsub(/^ +| +$/, "", $n) } $1 == name { print $n }'; }

may_install=yes
[ "${CLUBBOOK_INSTALL:-yes}" = no ] && may_install=no
purposes=""
for argument in "$@"; do
  case "$argument" in
    --look) may_install=no ;;
    build | test | check | bench | apk | guide) purposes="$purposes $argument" ;;
    -h | --help) usage; exit 0 ;;
    *) warn "setup: \"$argument\" is not one of build, test, check, bench, apk, guide, --look."; exit 2 ;;
  esac
done
[ -n "$purposes" ] || purposes="build test check bench apk guide"

missing_of() {
  local name
  for name in $1; do present "$name" || echo "$name"; done
}

wanted=$(say "$PIECES" | awk -F '|' -v purposes="$purposes" '
  BEGIN { n = split(purposes, list, " ") }
  { for (i = 1; i <= n; i++) if (index(" " $2 " ", " " list[i] " ")) { print $1; next } }')
missing=$(missing_of "$wanted")

# The system's packages, in one go. A failure here is no end: what is then still missing is told below.
install_packages() {
  [ $# -gt 0 ] || return 0
  if ! have apt-get; then
    say "setup: this system has no apt-get; Debian calls what is missing: $*"
  elif ! may_be_root; then
    say "setup: not root, and sudo asks for a password; somebody who may can run: apt-get install $*"
  else
    say "setup: installing $*"
    mkdir -p target/setup
    { as_root apt-get -qq update &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "$@"
    } >target/setup/apt.log 2>&1 </dev/null || { say "setup: apt-get failed (target/setup/apt.log):"; tail -n 5 target/setup/apt.log; }
  fi
}

# Without optimisation: it builds in a minute of one core instead of five, and still runs in two seconds.
install_cargo_deny() {
  say "setup: building cargo-deny $CARGO_DENY (about a minute)"
  env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    cargo install --quiet --locked --force --version "$CARGO_DENY" cargo-deny
}

install_python_env() {
  say "setup: installing the Python packages of the tests into target/venv"
  mkdir -p target && rm -rf target/venv && python3 -m venv target/venv &&
    "$CLUBBOOK_PYTHON" -m pip install --quiet --disable-pip-version-check --only-binary :all: -r scripts/requirements.txt &&
    cp scripts/requirements.txt target/venv/
}

# axe-core, the accessibility rules that browsers' own tools use.
install_axe() {
  have npm || return 1
  say "setup: installing axe-core into target/axe"
  rm -rf target/axe && mkdir -p target/axe && cp tests/browser/axe/package*.json target/axe/ &&
    (cd target/axe && npm ci --no-audit --no-fund --loglevel=error >/dev/null) &&
    cp tests/browser/axe/package-lock.json target/axe/installed.json
}

# Debian has it from 13 on; where the machine is older, a root of its own.
install_swift() {
  if apt-cache show swiftlang 2>/dev/null | grep -q '^Version: [6-9]'; then install_packages swiftlang g++; else scripts/swift-root.sh; fi
}

if [ -n "$missing" ] && [ "$may_install" = yes ]; then
  packages=""
  for name in $missing; do
    # Python packages of the system only where this Python cannot make a virtual environment.
    if [ "$name" = python-env ] && python3 -c 'import ensurepip, venv' 2>/dev/null; then continue; fi
    packages="$packages $(field "$name" 3)"
  done
  # shellcheck disable=SC2086 # a list of words
  install_packages $packages
  for name in $missing; do
    case "$name" in
      cargo-deny) install_cargo_deny || say "setup: cargo-deny could not be built." ;;
      swift) install_swift || say "setup: no Swift could be installed." ;;
      axe) install_axe || say "setup: axe-core could not be installed." ;;
      python-env) install_python_env || say "setup: the Python packages could not be installed." ;;
      rustfmt | clippy) if have rustup; then rustup component add "$name" || say "setup: rustup could not add $name."; fi ;;
    esac
  done
  missing=$(missing_of "$missing")
fi

mkdir -p target/setup
printf '%s' "${missing:+$missing
}" >"$LEFT_OUT_FILE"
if [ -z "$missing" ]; then
  say "setup: nothing is missing."
  exit 0
fi

cannot_build=no
count=0
for name in $missing; do
  count=$((count + 1))
  case "$name" in
    rust) say "setup: MISSING Rust $(rust_wanted) or newer: install it by rustup, or run \`rustup update\`." ;;
    cc | openssl) say "setup: MISSING $name: on Debian \`apt-get install $(field "$name" 3)\`." ;;
    *) say "setup: left out: $name, so we do without $(field "$name" 4)." ;;
  esac
  if [ "$(field "$name" 4)" = "!" ]; then cannot_build=yes; fi
done
say "setup: $count left out."
if [ "$cannot_build" = yes ]; then
  warn "setup: without what is marked MISSING nothing can be built."
  exit 1
fi
if in_ci; then
  warn "setup: in CI nothing may be left out."
  exit 1
fi
