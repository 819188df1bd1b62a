#!/usr/bin/env bash
# Shrinks the app with R8, packs it with its resources and native parts, signs and verifies it; called by pom.xml
# (./mvn -N -P apk package), which sets what is in capitals. scripts/apk.sh does all of it.
#
# The Rust library is taken from target/rust/<abi>/, where scripts/apk.sh puts it on a machine with the NDK.
set -euo pipefail

framework=$(<app/target/framework.cp)
shopt -s nullglob

out=target/apk
rm -rf $out
mkdir -p $out/dex $out/lib
java_home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")

(cd target/jna && jar xf jna.aar)

# The program: our classes, the Android libraries', the plain jars; JNA as its AAR has it.
jar cf $out/app.jar -C app/target/classes vn -C app/target/classes androidx -C bridge/target/classes vn -C presentation/target/classes vn
jar cf $out/androidx.jar -C androidx/target/classes .
mapfile -t jars < <(tr ':' '\n' <app/target/runtime.cp | grep '\.jar$' | grep -vE '/(jna|app|bridge|presentation|androidx)-[^/]*\.jar$|/target/')

# What must stay: what the manifest names, what each library says, what we say.
rules=(--pg-conf app/target/res/aapt.pro --pg-conf app/rules.pro)
for file in androidx/target/aar/*.d/proguard.txt; do [ -s "$file" ] && rules+=(--pg-conf "$file"); done

program=("$out/app.jar" "$out/androidx.jar" target/jna/classes.jar "${jars[@]}")

shrink() {
  java "-Xmx${R8_MEMORY:-3g}" -XX:+UseSerialGC -cp "$TOOLS" com.android.tools.r8.R8 --release --lib "$framework" --lib "$java_home" \
    "${rules[@]}" "$@" >$out/r8.txt 2>&1 || { cat $out/r8.txt && exit 1; }
}

begin=$SECONDS
shrink --min-api "$MIN_SDK" --pg-map-output $out/mapping.txt --output $out/dex "${program[@]}"
echo "R8: $((SECONDS - begin)) s"

# The same program by the same rules as classes of this machine, and one who goes over to Rust and back through them.
javac -d $out/roundtrip -cp "$out/app.jar:$(IFS=: && echo "${jars[*]}")" tools/RoundTrip.java
jar cf $out/roundtrip.jar -C $out/roundtrip .
echo '-keep class RoundTrip { public static void main(java.lang.String[]); }' >$out/roundtrip.pro
shrink --classfile --pg-conf $out/roundtrip.pro --output $out/shrunk.jar $out/roundtrip.jar "${program[@]}"
# JNA's library for this machine, without its classes.
jna=$(tr ':' '\n' <app/target/runtime.cp | grep '/jna-[^/]*\.jar$')
mkdir $out/natives
(cd $out/natives && jar xf "$jna" && find . -name '*.class' -delete)
java -cp $out/shrunk.jar:$out/natives "-Djna.library.path=$BINDINGS/lib" RoundTrip $out

# The phones of the clubs (64 and 32 bit), and the emulators of developers.
for abi in arm64-v8a armeabi-v7a x86_64; do
  mkdir -p "$out/lib/$abi"
  cp target/jna/jni/"$abi"/*.so androidx/target/aar/*.d/jni/"$abi"/*.so target/rust/"$abi"/*.so "$out/lib/$abi/"
done

store=${CLUBBOOK_KEYSTORE:-target/debug.p12}
if [ "$store" = target/debug.p12 ] && [ ! -f "$store" ]; then
  keytool -genkeypair -keystore "$store" -storetype PKCS12 -storepass android -alias debug -dname CN=debug -keyalg RSA -keysize 2048 -validity 10000 2>/dev/null
fi
CLUBBOOK_KEYSTORE=$store CLUBBOOK_KEYSTORE_PASSWORD=${CLUBBOOK_KEYSTORE_PASSWORD:-android} CLUBBOOK_KEY_ALIAS=${CLUBBOOK_KEY_ALIAS:-debug} \
  java -cp "$TOOLS" tools/PackApk.java "$MIN_SDK" app/target/res/resources.apk $out/dex $out/lib $out/clubbook.apk
