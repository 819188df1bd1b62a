#!/usr/bin/env python3
"""Gives Maven the versions of gradle/libs.versions.toml, the one list.

    versions.py write     writes .mvn/maven.config (each version as a property version.NAME) and androidx/pom.xml (the bundles)
    versions.py check     does every pom take its versions from the list, is everything in it used, and is it complete: each
                          library that a listed one asks for is listed too, at least at that version (after a build: it reads
                          the libraries' own poms where Maven keeps them)

`./mvn` calls the first before every run.
"""

import re
import shutil
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
CATALOG = HERE / "gradle/libs.versions.toml"
# Asked for by old poms, needed by nobody: empty since their classes moved into the library of the plain name, or annotations that only
# compilers read. The same holds of everything in -ktx. R8 fails on a class that is really missing.
NOT_NEEDED = {"androidx.lifecycle:lifecycle-common-java8", "org.jetbrains:annotations"}
POM = "{http://maven.apache.org/POM/4.0.0}"


def read_catalog(path=CATALOG):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def app_version():
    """The version that the whole project has: Cargo.toml's."""
    return tomllib.loads((HERE.parent / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"]["version"]


def maven_config(catalog, version):
    major, minor, patch = (int(part) for part in version.split("."))
    lines = [f"-Dversion.{name}={value}" for name, value in catalog["versions"].items()]
    return "\n".join([f"-Drevision={version}", f"-Dversion.code={major * 10_000 + minor * 100 + patch}", *lines, ""])


def coordinates(catalog, bundle):
    """The libraries of a bundle as (group, artifact, name of the version)."""
    for key in catalog["bundles"][bundle]:
        library = catalog["libraries"][key]
        yield (*library["module"].split(":"), library["version"]["ref"])


def androidx_pom(catalog):
    pom = (HERE / "androidx/pom.template.xml").read_text(encoding="utf-8")
    for bundle in ("app-aar", "test-aar"):
        items = "\n".join(
            f"                <artifactItem><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
            f"<version>${{version.{version}}}</version><type>aar</type></artifactItem>"
            for group, artifact, version in coordinates(catalog, bundle)
        )
        pom = pom.replace(f"<!-- {bundle} -->", items.lstrip())
    dependencies = "\n".join(
        f"    <dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>${{version.{version}}}</version>"
        "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>"
        for group, artifact, version in coordinates(catalog, "app-jar")
    )
    return pom.replace("<!-- app-jar -->", dependencies.lstrip())


def write(path, text):
    """Leaves a file alone that is as it should be, so that nothing is built again for nothing; was there a change?"""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def repository():
    """Where Maven keeps what it has fetched: there the build found the framework, at <group>/<artifact>/<version>/<file>."""
    found = HERE / "app/target/framework.cp"
    if not found.exists():
        sys.exit("versions: nothing is built yet; ./mvn test-compile first")
    return Path(found.read_text(encoding="utf-8").strip()).parents[4]


def poms():
    return {path: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("**/pom*.xml")) if "target" not in path.parts}


def literal_versions(texts):
    """A version that is written in a pom, instead of taken from the list, is a second list."""
    for path, text in texts.items():
        for found in re.findall(r"<version>([^<]*)</version>", text):
            if not found.startswith("${"):
                yield f"{path.name} of {path.parent.name}: version {found} is not taken from the list"


def undefined_versions(catalog, texts):
    known = set(catalog["versions"]) | {"code"}
    for path, text in texts.items():
        for name in re.findall(r"\$\{version\.([^}]*)\}", text):
            if name not in known:
                yield f"{path.name} of {path.parent.name}: the list has no version {name}"


def unused(catalog, texts):
    gradle = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("**/*.gradle.kts")))
    in_poms = set(re.findall(r"\$\{version\.([^}]*)\}", "\n".join(texts.values())))
    bundled = {key for keys in catalog["bundles"].values() for key in keys}
    referred = {item["version"]["ref"] for table in ("libraries", "plugins") for item in catalog[table].values()}

    def in_gradle(accessor):
        return re.search(rf"\blibs\.{re.escape(accessor)}\b", gradle) is not None

    for key in catalog["libraries"]:
        if key not in bundled and not in_gradle(key.replace("-", ".")):
            yield f"library {key} is used nowhere"
    for key in catalog["versions"]:
        if key not in referred | in_poms and not in_gradle("versions." + key.replace("-", ".")):
            yield f"version {key} is used nowhere"


def number(version):
    return [int(part) for part in re.findall(r"\d+", version)]


def missing(catalog, fetched):
    """What a listed library asks for and the list has not, or has too old."""
    listed, libraries = {}, []
    for bundle in ("app-aar", "app-jar", "test-aar"):
        for group, artifact, ref in coordinates(catalog, bundle):
            listed[group, artifact] = catalog["versions"][ref]
            if bundle != "test-aar":
                libraries.append((group, artifact, catalog["versions"][ref]))
    for group, artifact, version in libraries:
        pom = fetched / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.pom"
        if not pom.exists():
            yield f"{group}:{artifact}:{version} has no pom in Maven's repository; was anything built?"
            continue
        for wanted in ET.parse(pom).getroot().findall(f"{POM}dependencies/{POM}dependency"):

            def field(tag, default="", element=wanted):
                return (element.findtext(POM + tag) or default).strip()

            if field("scope", "compile") not in ("compile", "runtime") or field("optional") == "true":
                continue
            name = field("artifactId").removesuffix("-android").removesuffix("-ktx")
            if f"{field('groupId')}:{name}" in NOT_NEEDED:
                continue
            have = [listed[key] for suffix in ("", "-android", "-jvm") if (key := (field("groupId"), name + suffix)) in listed]
            least = field("version").strip("[]")
            if not have:
                yield f"{group}:{artifact} asks for {field('groupId')}:{name}:{least}, which is not listed"
            elif least and "$" not in least and number(max(have, key=number)) < number(least):
                yield f"{group}:{artifact} asks for {field('groupId')}:{name}:{least}, the list has {max(have, key=number)}"


def main(arguments):
    catalog = read_catalog()
    if arguments == ["write"]:
        config = write(HERE / ".mvn/maven.config", maven_config(catalog, app_version()))
        if write(HERE / "androidx/pom.xml", androidx_pom(catalog)) or config:
            shutil.rmtree(HERE / "androidx/target", ignore_errors=True)  # unpacked libraries of the list as it was
        return 0
    if arguments == ["check"]:
        texts = poms()
        found = [
            *literal_versions(texts),
            *undefined_versions(catalog, texts),
            *unused(catalog, texts),
            *missing(catalog, repository()),
        ]
        for line in found:
            print(f"versions: {line}")
        return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
