#!/usr/bin/env python3
"""What the project is built from, out of `cargo metadata` and the Android app's list of versions.

  inventory.py notices            writes THIRD-PARTY.md, and the licences' texts to target/third-party-licenses.txt
  inventory.py notices --check    exits 1 when THIRD-PARTY.md is not what it would write
  inventory.py android FOLDER     writes what the Android app shows of them, with the licences' texts, as raw resources below FOLDER
  inventory.py ios FOLDER         writes the same of the iPhone app, as files in FOLDER
  inventory.py sbom [FILE]        writes a CycloneDX 1.5 bill of materials (target/sbom.json)

Both hold the Android app's libraries and the crates of every platform in Cargo.lock, with the features of the whole workspace together, so the same
lock file gives the same list on every machine. Standard library only.
"""

import datetime
import importlib.util
import json
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path

import licence_texts

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "THIRD-PARTY.md"
TEXTS = ROOT / "target" / "third-party-licenses.txt"
SBOM = ROOT / "target" / "sbom.json"

# What somebody runs. What neither needs is for building, or for the demo, the tests and the benches.
PROGRAMS = {"phone": ["clubbook-core", "clubbook-ffi"], "centre": ["clubbook-server"]}

# Crates that carry the source of something else, which `license` in Cargo.toml may not tell in full.
# A build dependency among them still ends up in the program.
CARRIED = {
    "sqlcipher-src": "SQLCipher (BSD-3-Clause, Zetetic LLC), SQLite (public domain), LibTomCrypt (public domain or WTFPL)",
    "zstd-sys": "Zstandard (BSD-3-Clause, Meta Platforms, Inc. and affiliates)",
    "ring": "parts of BoringSSL and OpenSSL (Apache-2.0, ISC) and fiat-crypto (MIT)",
    "openssl-src": "OpenSSL (Apache-2.0)",
}


class Crate:
    """A package of the lock file: its metadata, and what it is there for."""

    def __init__(self, package, checksum):
        self.id = package["id"]
        self.name = package["name"]
        self.version = package["version"]
        self.description = " ".join((package["description"] or "").split())
        self.repository = package["repository"]
        self.authors = package["authors"]
        self.licence = spdx(package["license"]) or f"see {package['license_file']}"
        self.local = package["source"] is None
        self.folder = Path(package["manifest_path"]).parent
        self.proc_macro = any("proc-macro" in target["kind"] for target in package["targets"])
        self.binary = any("bin" in target["kind"] for target in package["targets"])
        self.checksum = checksum
        self.uses = []
        self.roles = set()

    @property
    def ref(self):
        return f"pkg:cargo/{self.name}@{self.version}"

    @property
    def role(self):
        """Where the crate's code ends up, in words."""
        return ", ".join(role for role in ("phone", "centre", "build") if role in self.roles) or "tests, demo"

    @property
    def shipped(self):
        return bool(self.roles & set(PROGRAMS))


def spdx(expression):
    """Older crates write "MIT/Apache-2.0", which SPDX writes as "MIT OR Apache-2.0"."""
    return re.sub(r"\s*/\s*", " OR ", expression) if expression else None


def checksums():
    """(name, version) -> SHA-256 of the crate file, as Cargo.lock has it."""
    lock = (ROOT / "Cargo.lock").read_text(encoding="utf-8")
    found = {}
    for block in lock.split("[[package]]")[1:]:
        field = dict(re.findall(r'^(name|version|checksum) = "(.*)"$', block, re.MULTILINE))
        found[field["name"], field["version"]] = field.get("checksum")
    return found


def read():
    """All crates by id, with their roles."""
    # An old list is told apart from a new dependency: the lock file is never written here.
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit("inventory: `cargo metadata --locked` failed; is Cargo.lock up to date?")
    metadata = json.loads(done.stdout)
    known = checksums()
    crates = {p["id"]: Crate(p, known.get((p["name"], p["version"]))) for p in metadata["packages"]}
    edges = {}
    for node in metadata["resolve"]["nodes"]:
        kinds = {(dep["pkg"], kind["kind"]) for dep in node["deps"] for kind in dep["dep_kinds"]}
        edges[node["id"]] = kinds
        crates[node["id"]].uses = sorted({to for to, kind in kinds if kind != "dev"}, key=lambda to: crates[to].ref)

    def mark(start, role):
        todo = [start]
        while todo:
            crate = crates[todo.pop()]
            if role in crate.roles:
                continue
            crate.roles.add(role)
            for to, kind in edges[crate.id]:
                into_program = kind is None and not crates[to].proc_macro
                if role == "build":
                    todo += [to] if kind in (None, "build") else []
                elif into_program or (kind == "build" and crates[to].name in CARRIED):
                    todo.append(to)
                elif kind != "dev":
                    mark(to, "build")

    for role, names in PROGRAMS.items():
        for crate in list(crates.values()):
            if crate.local and crate.name in names:
                mark(crate.id, role)
    return sorted(crates.values(), key=lambda crate: (crate.name, version_key(crate.version)))


def libraries():
    """(module, version, licence) of what is in the Android app beside the crates."""
    spec = importlib.util.spec_from_file_location("licences", ROOT / "android" / "licences.py")
    licences = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(licences)
    return sorted(licences.libraries())


def version_key(version):
    return [int(part) if part.isdigit() else 0 for part in re.split(r"[.+-]", version)]


def notices(crates):
    """THIRD-PARTY.md."""
    others = [crate for crate in crates if not crate.local]
    shipped = sum(crate.shipped for crate in others)
    lines = [
        "# The work of others",
        "",
        "Written by `make notices` from Cargo.lock and android/gradle/libs.versions.toml; do not edit.",
        "",
        f"{len(others)} crates, counted over all platforms; the code of {shipped} of them is in what a phone or a centre runs. "
        "Where a licence offers a choice, it is used under Apache-2.0, else under MIT. "
        "The texts of the licences go with every binary: `make notices` collects them in `target/third-party-licenses.txt`.",
        "",
        "## Carried inside crates",
        "",
        "| crate | carries |",
        "|---|---|",
    ]
    lines += [f"| {crate.name} {crate.version} | {CARRIED[crate.name]} |" for crate in others if crate.name in CARRIED]
    lines += [
        "",
        "On a desk SQLCipher uses the system's OpenSSL library (Apache-2.0), which is not handed out.",
        "",
        "## Crates",
        "",
        "| crate | version | licence | in |",
        "|---|---|---|---|",
    ]
    lines += [f"| {crate.name} | {crate.version} | {crate.licence} | {crate.role} |" for crate in others]
    lines += ["", "## Libraries of the Android app", "", "| library | version | licence |", "|---|---|---|"]
    lines += [f"| {module} | {version} | {licence} |" for module, version, licence in libraries()]
    return "\n".join(lines) + "\n"


def texts(crates):
    """The licence files of what is handed out, for people."""
    works = [(f"{crate.name} {crate.version}", licence_texts.texts_of(crate)) for crate in crates if crate.shipped and not crate.local]
    works += [(f"{module} {version}", [licence_texts.text_of_library(licence)]) for module, version, licence in libraries()]
    return licence_texts.for_people(works)


def write_for_app(crates, libraries_of_app, folder):
    """What an app is made of, for its screen of licences: Sổ CLB itself first, the works of others by name."""
    version = next(crate.version for crate in crates if crate.local)
    own = ("Sổ CLB (Clubbook)", version, "Apache-2.0", [("LICENSE", licence_texts.read(ROOT / "LICENSE"))])
    works = []
    for crate in crates:
        if "phone" in crate.roles and not crate.local:
            texts_of_crate = licence_texts.texts_of(crate)
            works.append((crate.name, crate.version, crate.licence, texts_of_crate))
            if crate.name in CARRIED:
                works.append((f"{crate.name}, inside", crate.version, CARRIED[crate.name], texts_of_crate))
    works += [(*library, [licence_texts.text_of_library(library[2])]) for library in libraries_of_app]
    licence_texts.for_app(folder, [own, *sorted(works, key=lambda work: (work[0].lower(), work[1]))])


def made_at():
    """The time of the last commit, so that the same commit gives the same bytes; now where there is no commit."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        command = ["git", "log", "-1", "--format=%ct"]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        epoch = done.stdout.strip()
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else datetime.datetime.now(datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def component(crate):
    shown = {
        "type": "application" if crate.local and crate.binary else "library",
        "bom-ref": crate.ref,
        "name": crate.name,
        "version": crate.version,
        "scope": "required" if crate.shipped else "excluded",
    }
    if crate.description:
        shown["description"] = crate.description
    if crate.checksum:
        shown["hashes"] = [{"alg": "SHA-256", "content": crate.checksum}]
    if not crate.licence.startswith("see "):
        shown["licenses"] = [{"expression": crate.licence}]
    if not crate.local:
        shown["purl"] = crate.ref.replace("+", "%2B")
    if crate.repository:
        shown["externalReferences"] = [{"type": "vcs", "url": crate.repository}]
    shown["properties"] = [{"name": "clubbook:in", "value": crate.role}]
    return shown


def library_component(module, version, licence):
    group, name = module.split(":")
    ref = f"pkg:maven/{group}/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": ref,
        "group": group,
        "name": name,
        "version": version,
        "scope": "required",
        "licenses": [{"expression": licence}],
        "purl": ref,
        "properties": [{"name": "clubbook:in", "value": "phone"}],
    }


def sbom(crates):
    """The bill of materials; its serial number is derived from what it says, so the same content has the same number."""
    version = next(crate.version for crate in crates if crate.local)
    whole = {"type": "application", "bom-ref": "clubbook", "name": "clubbook", "version": version, "licenses": [{"expression": "Apache-2.0"}]}
    refs = {crate.id: crate.ref for crate in crates}
    android = [library_component(*library) for library in libraries()]
    components = [component(crate) for crate in crates] + android
    direct = [crate.ref for crate in crates if crate.local] + [library["bom-ref"] for library in android]
    dependencies = [{"ref": "clubbook", "dependsOn": direct}]
    dependencies += [{"ref": crate.ref, "dependsOn": [refs[to] for to in crate.uses]} for crate in crates]
    content = json.dumps([components, dependencies], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}",
        "version": 1,
        "metadata": {
            "timestamp": made_at(),
            "tools": {"components": [{"type": "application", "name": "scripts/inventory.py", "version": version}]},
            "component": whole,
        },
        "components": components,
        "dependencies": dependencies,
    }


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"inventory: {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path} written")


def main(arguments):
    if arguments == ["notices", "--check"]:
        if not NOTICES.exists() or NOTICES.read_text(encoding="utf-8") != notices(read()):
            sys.exit("inventory: THIRD-PARTY.md is not what Cargo.lock and android/gradle/libs.versions.toml say; `make notices` writes it anew.")
        print("inventory: THIRD-PARTY.md is up to date")
    elif arguments == ["notices"]:
        crates = read()
        write(NOTICES, notices(crates))
        write(TEXTS, texts(crates))
    elif arguments[:1] == ["android"] and len(arguments) == 2:
        write_for_app(read(), libraries(), Path(arguments[1]) / "raw")
    elif arguments[:1] == ["ios"] and len(arguments) == 2:
        write_for_app(read(), [], Path(arguments[1]))
    elif arguments[:1] == ["sbom"] and len(arguments) <= 2:
        path = Path(arguments[1]) if len(arguments) == 2 else SBOM
        write(path, json.dumps(sbom(read()), indent=1, ensure_ascii=False) + "\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
