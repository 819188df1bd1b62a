#!/usr/bin/env bash
# Android Lint, with Compose's own checks, over the app; called by pom.xml (./mvn -N -P lint validate, after a build), which sets
# what is in capitals. The report is target/lint/report.txt. A canary that is wrong on purpose shows that the checks are awake.
set -euo pipefail

framework=$(<app/target/framework.cp)

out=target/lint
rm -rf $out
mkdir -p $out
shopt -s nullglob

{
  echo "<project><root dir=\"$PWD\"/>"
  for checks in androidx/target/aar/*.d/lint.jar; do echo "<lint-checks jar=\"$PWD/$checks\"/>"; done
  echo "<module name=\"app\" android=\"true\" library=\"false\" compile-sdk-version=\"$COMPILE_SDK\">"
  echo "<manifest file=\"$PWD/app/src/main/AndroidManifest.xml\"/><merged-manifest file=\"$PWD/app/target/res/AndroidManifest.xml\"/>"
  find "$PWD/app/src/main/res" -name '*.xml' -printf '<resource file="%p"/>\n'
  find "$PWD"/{app,presentation,bridge}/src/main -name '*.kt' -printf '<src file="%p"/>\n'
  echo "<src file=\"$PWD/tools/lint/Canary.kt\"/>"
  for aar in androidx/target/aar/*.aar; do echo "<aar file=\"$PWD/$aar\" extracted=\"$PWD/$aar.d\"/>"; done
  tr ':' '\n' <app/target/runtime.cp | grep '\.jar$' | sed 's|.*|<classpath jar="&"/>|'
  echo "<classpath jar=\"$PWD/androidx/target/classes\"/>"
  echo "<classpath jar=\"$PWD/app/target/classes\"/><classpath jar=\"$framework\"/></module></project>"
} >$out/project.xml

java -Xmx2g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$LINT" com.android.tools.lint.Main \
  --project $out/project.xml --config lint.xml --client-id cli --client-name clubbook -Werror \
  --text $out/report.txt >$out/log.txt 2>&1 || { cat $out/log.txt && exit 1; }

grep -E '^[^ ].*: (Error|Warning|Hint|Information): ' $out/report.txt >$out/findings.txt || true
if ! grep -q 'Canary.kt.*UnrememberedMutableState' $out/findings.txt; then
  echo "lint: the canary was not found: Compose's checks do not run"
  exit 1
fi
if grep -v 'Canary.kt.*UnrememberedMutableState' $out/findings.txt; then
  cat $out/report.txt
  exit 1
fi
