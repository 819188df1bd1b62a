#!/usr/bin/env bash
# Merges the manifests and links the resources of the app and of every library; called by pom.xml, which sets what is in capitals.
# Leaves target/res/{AndroidManifest.xml,resources.apk,aapt.pro} and target/gen/**/R.java.
set -euo pipefail

framework=$(<target/framework.cp)
out=target/res
mkdir -p $out/flat target/gen target/classes/com/android/tools

shopt -s nullglob
manifests=("$AARS"/*.d/AndroidManifest.xml)
java -XX:TieredStopAtLevel=1 -cp "$MERGER" com.android.manifmerger.Merger \
  --main src/main/AndroidManifest.xml --libs "$(IFS=: && echo "${manifests[*]}")" \
  --property "MIN_SDK_VERSION=$MIN_SDK" --property "TARGET_SDK_VERSION=$TARGET_SDK" --property PACKAGE=vn.clubbook.app \
  --placeholder "enrolHost=$ENROL_HOST" \
  --remove-tools-declarations --out $out/AndroidManifest.xml --log WARNING

libraries=()
for aar in "$AARS"/*.d; do
  [ -d "$aar/res" ] || continue
  flat="$out/flat/$(basename "$aar" .aar.d).zip"
  if [ "$flat" -ot "$aar/res" ]; then "$AAPT2" compile --dir "$aar/res" -o "$flat"; fi
  libraries+=(-R "$flat")
done
"$AAPT2" compile --dir src/main/res -o $out/app.zip
python3 ../../scripts/inventory.py android target/made
"$AAPT2" compile --dir target/made -o $out/made.zip

packages=$(sed -n 's/.*package="\([^"]*\)".*/\1/p' "${manifests[@]}" | sort -u | paste -sd:)
"$AAPT2" link -I "$framework" --manifest $out/AndroidManifest.xml -o $out/resources.apk \
  --auto-add-overlay --non-final-ids --java target/gen --extra-packages "$packages" --proguard $out/aapt.pro \
  --min-sdk-version "$MIN_SDK" --target-sdk-version "$TARGET_SDK" -c en,vi --no-version-vectors \
  --version-code "$VERSION_CODE" --version-name "$VERSION_NAME" "${libraries[@]}" -R $out/app.zip -R $out/made.zip

# read by Robolectric
cat >target/classes/com/android/tools/test_config.properties <<P
android_custom_package=vn.clubbook.app
android_merged_manifest=$PWD/$out/AndroidManifest.xml
android_resource_apk=$PWD/$out/resources.apk
P
