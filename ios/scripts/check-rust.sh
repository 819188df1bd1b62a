#!/usr/bin/env bash
# Type-checks the core as iPhones get it, on any machine: every line of Rust under iOS's own conditions, ours and other people's.
#
#   ios/scripts/check-rust.sh
#
# The C of SQLCipher and of ring is not compiled: that needs Apple's headers, so a stand-in for the compiler makes empty files of it.
# Needs `rustup target add aarch64-apple-ios`.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/lib.sh"

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

tools="$ROOT/target/ios-check"
mkdir -p "$tools"
cat >"$tools/cc" <<'END'
#!/usr/bin/env bash
previous=""
for word in "$@"; do
  if [ "$previous" = -o ]; then : >"$word"; fi
  previous="$word"
done
END
cat >"$tools/ar" <<'END'
#!/usr/bin/env bash
for word in "$@"; do
  case "$word" in *.a) printf '!<arch>\n' >"$word" ;; esac
done
END
chmod +x "$tools/cc" "$tools/ar"

SDKROOT="$tools" CC_aarch64_apple_ios="$tools/cc" AR_aarch64_apple_ios="$tools/ar" \
  cargo check --locked -p clubbook-ffi --target aarch64-apple-ios --target-dir "${CARGO_TARGET_DIR:-target}/ios-check"
