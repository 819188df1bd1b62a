"""What has to hold of what stands around the iPhone app's code: project.yml and AppBundle, next to the code, Android and the core.

Each rule is given the app and says what is wrong, in words, or nothing. `bundle_test.py` applies them, and shows of each that a slip
makes it speak.
"""

from __future__ import annotations

import plistlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import assets
import words

HERE = Path("ios")
LINK_PAGE = Path("server/src/pages/enrol_link.rs")

# The app asks for these in code; Apple's list: https://developer.apple.com/documentation/bundleresources/protected-resources.
USAGE = {"NSMicrophoneUsageDescription": r"^import (Speech|AVF\w+)", "NSSpeechRecognitionUsageDescription": r"^import Speech"}

# Which code falls under which category, and the reasons that are approved for it:
# https://developer.apple.com/documentation/bundleresources/describing-use-of-required-reason-api. What SQLite asks cannot be seen in Swift.
REASONS = {
    "NSPrivacyAccessedAPICategoryUserDefaults": {"CA92.1", "1C8F.1", "C56D.1", "AC6B.1"},
    "NSPrivacyAccessedAPICategoryFileTimestamp": {"DDA9.1", "C617.1", "3B52.1", "0A2A.1"},
    "NSPrivacyAccessedAPICategoryDiskSpace": {"85F4.1", "E174.1", "7D9E.1", "B728.1"},
    "NSPrivacyAccessedAPICategorySystemBootTime": {"35F9.1", "8FFB.1", "3D61.1"},
    "NSPrivacyAccessedAPICategoryActiveKeyboards": {"3EC4.1", "54BD.1"},
}
IN_SWIFT = {
    "NSPrivacyAccessedAPICategoryUserDefaults": r"\bUserDefaults\b|@AppStorage",
    "NSPrivacyAccessedAPICategoryFileTimestamp": r"\b(creationDate|modificationDate|contentModificationDateKey|fstatat?|lstat)\b",
    "NSPrivacyAccessedAPICategoryDiskSpace": r"\bvolume\w*Capacity\w*|\bsystemFreeSize\b|\bf?statv?fs\b",
    "NSPrivacyAccessedAPICategorySystemBootTime": r"\bsystemUptime\b|\bmach_absolute_time\b",
    "NSPrivacyAccessedAPICategoryActiveKeyboards": r"\bactiveInputModes\b",
}
BY_SQLITE = {"NSPrivacyAccessedAPICategoryFileTimestamp", "NSPrivacyAccessedAPICategoryDiskSpace"}

# How many lines of declarations LinuxSupport may have: views that ask more of Apple's frameworks do too much, or are not made of the
# parts in App/Design.
MOST_DECLARATIONS = 525

# Which colour is read on which.
ON = {"OnBackground": "Background", "Primary": "Background", "Error": "Background"}
LEAST_CONTRAST = 7


@dataclass
class App:
    """What the rules look at."""

    root: Path
    project: dict[str, Any]
    info: dict[str, Any]
    entitlements: dict[str, Any]
    privacy: dict[str, Any]
    strings: dict[str, dict[str, str]]
    """InfoPlist.strings of each language."""
    declarations: int
    """Lines of LinuxSupport."""
    swift: dict[str, str]
    """The code by its file: that of the app, and of the package's modules in it."""
    manifest: str
    """Package.swift."""
    android: str
    """AndroidManifest.xml and build.gradle.kts."""
    cargo: dict[str, Any]
    builds: str
    """What scripts/build-xcframework.sh does, as it says itself."""

    @property
    def target(self) -> dict[str, Any]:
        target: dict[str, Any] = self.project["targets"]["ClubbookApp"]
        return target

    @property
    def settings(self) -> dict[str, Any]:
        return {**self.project["settings"]["base"], **self.target["settings"]["base"]}

    def asked(self, pattern: str) -> bool:
        return any(re.search(pattern, code, re.MULTILINE) for code in self.swift.values())


def read(root: Path) -> App:
    def plist(name: str) -> dict[str, Any]:
        found: dict[str, Any] = plistlib.loads((root / HERE / "AppBundle" / name).read_bytes())
        return found

    def text(path: str) -> str:
        return (root / path).read_text(encoding="utf-8")

    resources = root / words.APP / "Resources"
    strings = {language: (resources / f"{language}.lproj/InfoPlist.strings").read_text(encoding="utf-8") for language in words.LANGUAGES}
    return App(
        root,
        yaml.safe_load(text("ios/project.yml")),
        plist("Info.plist"),
        plist("Clubbook.entitlements"),
        plist("PrivacyInfo.xcprivacy"),
        {language: dict(re.findall(r'^"(\w+)" = "(.*)";$', said, re.MULTILINE)) for language, said in strings.items()},
        sum(len(file.read_text(encoding="utf-8").splitlines()) for file in (root / HERE / "LinuxSupport").rglob("*.swift")),
        {str(file): file.read_text(encoding="utf-8") for file in sorted((root / HERE / "Sources").rglob("*.swift"))},
        text("ios/Package.swift"),
        text("android/app/src/main/AndroidManifest.xml") + text("android/app/build.gradle.kts"),
        tomllib.loads(text("Cargo.toml")),
        text("ios/scripts/build-xcframework.plan"),
    )


def wrong_identity(app: App) -> Iterator[str]:
    """The app is called as on Android, and has the version that the whole project has."""
    version = app.cargo["workspace"]["package"]["version"]
    major, minor, patch = map(int, version.split("."))
    wanted = {
        "MARKETING_VERSION": version,
        "CURRENT_PROJECT_VERSION": major * 10_000 + minor * 100 + patch,
        "PRODUCT_BUNDLE_IDENTIFIER": re.findall(r'applicationId = "(.+)"', app.android)[0],
        "CLUBBOOK_CENTRE": re.findall(r'"enrol.host"\).getOrElse\("(.+)"\)', app.android)[0],
        "PRODUCT_MODULE_NAME": "ClubbookApp",
        "TARGETED_DEVICE_FAMILY": "1",
    }
    for name, value in wanted.items():
        if app.settings.get(name) != value:
            yield f"project.yml: {name} is {app.settings.get(name)}, not {value}"
    for key, setting in {
        "CFBundleIdentifier": "PRODUCT_BUNDLE_IDENTIFIER",
        "CFBundleShortVersionString": "MARKETING_VERSION",
        "CFBundleVersion": "CURRENT_PROJECT_VERSION",
        "ClubbookCentre": "CLUBBOOK_CENTRE",
    }.items():
        if app.info.get(key) != f"$({setting})":
            yield f"Info.plist: {key} is not $({setting})"
    read = {key for code in app.swift.values() for key in re.findall(r'forInfoDictionaryKey: "(\w+)"', code)}
    for key in sorted(read - app.info.keys()):
        yield f"Swift reads {key}, which Info.plist does not have"


def wrong_project(app: App) -> Iterator[str]:
    """project.yml names files and products that there are, for the systems and the Swift that the package is for."""
    named = [source if isinstance(source, str) else source["path"] for source in app.target["sources"]]
    named += [app.settings[setting] for setting in ("INFOPLIST_FILE", "CODE_SIGN_ENTITLEMENTS")]
    for path in named:
        # What scripts/build-xcframework.sh makes.
        if path.startswith("Frameworks/"):
            if f"{HERE}/{path}" not in app.builds:
                yield f"project.yml names {path}, which no script makes"
        elif not (app.root / HERE / path).exists():
            yield f"project.yml names {path}, which is not there"
    catalog = app.root / assets.CATALOG
    for setting, ending in {"APPICON_NAME": "appiconset", "GLOBAL_ACCENT_COLOR_NAME": "colorset"}.items():
        if not (catalog / f"{app.settings[f'ASSETCATALOG_COMPILER_{setting}']}.{ending}").exists():
            yield f"project.yml: there is no such {ending}"
    if app.settings.get("ASSETCATALOG_COMPILER_GENERATE_SWIFT_ASSET_SYMBOL_EXTENSIONS") is not False:
        yield "project.yml lets Xcode name colours that the palette names"
    privacy = [source for source in app.target["sources"] if isinstance(source, dict) and source["path"].endswith(".xcprivacy")]
    if [source.get("buildPhase") for source in privacy] != ["resources"]:
        yield "project.yml: the privacy manifest is not copied into the app"
    products = set(re.findall(r"\.library\(name: \"(\w+)\"", app.manifest))
    asked = {product for dependency in app.target["dependencies"] for product in dependency["products"]}
    for product in sorted(asked - products):
        yield f"project.yml asks for {product}, which the package does not have"
    system = app.project["options"]["deploymentTarget"]["iOS"]
    if f".iOS(.v{system.removesuffix('.0')})" not in app.manifest:
        yield f"project.yml is for iOS {system}, the package is not"
    if f"swift-tools-version: {app.settings['SWIFT_VERSION']}" not in app.manifest:
        yield "project.yml and the package are of different Swift"


def wrong_words(app: App) -> Iterator[str]:
    """Info.plist says in the app's first language what InfoPlist.strings says in each, and asks for nothing that it does not explain."""
    languages = list(words.LANGUAGES)
    if [app.info["CFBundleDevelopmentRegion"], *app.info["CFBundleLocalizations"]] != [languages[0], *languages]:
        yield "Info.plist and ios/words.py have different languages"
    if app.project["options"]["developmentLanguage"] != languages[0]:
        yield "project.yml has another first language"
    said = {key for key in app.info if key == words.DISPLAY_NAME or key.endswith("UsageDescription")}
    for language, strings in app.strings.items():
        for key in sorted(said ^ strings.keys()):
            yield f"{key} stands in Info.plist or in InfoPlist.strings of {language}, not in both"
    for key in sorted(said & app.strings[languages[0]].keys()):
        if app.info[key] != app.strings[languages[0]][key]:
            yield f"Info.plist says {key} otherwise than the words"
    for key in sorted(key for key in app.info if key.endswith("UsageDescription")):
        if not app.asked(USAGE.get(key, "(?!)")):
            yield f"{key}: no code asks for it"
    for key, pattern in USAGE.items():
        if app.asked(pattern) and key not in app.info:
            yield f"{key} is missing, and code asks for it"


def wrong_links(app: App) -> Iterator[str]:
    """The links that open the app are those that open it on Android, and the one behind the button of the centre's page."""
    schemes = [scheme for kind in app.info["CFBundleURLTypes"] for scheme in kind["CFBundleURLSchemes"]]
    on_android = set(re.findall(r'android:scheme="(\w+)"', app.android)) - {"https"}
    if set(schemes) != on_android:
        yield f"Info.plist opens {', '.join(schemes)}, Android {', '.join(sorted(on_android))}"
    page = (app.root / LINK_PAGE).read_text(encoding="utf-8")
    for scheme in schemes:
        if f'"{scheme}://' not in page:
            yield f"no page of the centre has a link {scheme}://"
    if app.entitlements["com.apple.developer.associated-domains"] != ["applinks:$(CLUBBOOK_CENTRE)"]:
        yield "the entitlements do not name the centre's links"


def wrong_background(app: App) -> Iterator[str]:
    """The jobs that Info.plist permits are those that code names, and the modes are theirs."""
    permitted = app.info["BGTaskSchedulerPermittedIdentifiers"]
    code = [text for text in app.swift.values() if re.search(r"^import BackgroundTasks", text, re.MULTILINE)]
    if code:
        named = {name for text in code for name in re.findall(r'"(vn\.clubbook\.[\w.]+)"', text)}
        for name in sorted(named ^ set(permitted)):
            yield f"the job {name} stands in {'Swift' if name in named else 'Info.plist'} alone"
    modes = {"fetch": r"\bBGAppRefreshTaskRequest\(", "processing": r"\bBGProcessingTaskRequest\("}
    if set(app.info["UIBackgroundModes"]) != set(modes):
        yield f"Info.plist has not just the modes {', '.join(modes)}"
    for mode, pattern in modes.items():
        if code and not app.asked(pattern):
            yield f"no code submits a job of the mode {mode}"


def wrong_protection(app: App) -> Iterator[str]:
    """Files open after the first unlocking, TLS without exception, and the truth about encryption."""
    if app.entitlements["com.apple.developer.default-data-protection"] != "NSFileProtectionCompleteUntilFirstUserAuthentication":
        yield "the entitlements protect files otherwise"
    if app.info["NSAppTransportSecurity"] != {"NSAllowsArbitraryLoads": False}:
        yield "Info.plist has exceptions from TLS"
    dependencies = app.cargo["workspace"]["dependencies"]
    own = "bundled-sqlcipher" in str(dependencies["rusqlite"]) or "rustls" in dependencies
    if app.info["ITSAppUsesNonExemptEncryption"] != own:
        yield "Info.plist tells of encryption what Cargo.toml does not"


def wrong_privacy(app: App) -> Iterator[str]:
    """Nothing is tracked; each interface that needs a reason is used and has an approved one, and none is used that is not named."""
    if app.privacy["NSPrivacyTracking"] or app.privacy["NSPrivacyTrackingDomains"]:
        yield "the privacy manifest tells of tracking"
    for kind in app.privacy["NSPrivacyCollectedDataTypes"]:
        purposes = kind["NSPrivacyCollectedDataTypePurposes"]
        if kind["NSPrivacyCollectedDataTypeTracking"] or purposes != ["NSPrivacyCollectedDataTypePurposeAppFunctionality"]:
            yield f"{kind['NSPrivacyCollectedDataType']} is for more than the app"
    told = {each["NSPrivacyAccessedAPIType"]: each["NSPrivacyAccessedAPITypeReasons"] for each in app.privacy["NSPrivacyAccessedAPITypes"]}
    carries_sqlite = "bundled" in str(app.cargo["workspace"]["dependencies"]["rusqlite"])
    for category, pattern in IN_SWIFT.items():
        used = app.asked(pattern) or (carries_sqlite and category in BY_SQLITE)
        if used != (category in told):
            yield f"{category} is {'used and not told' if used else 'told and not used'}"
    for category, reasons in told.items():
        if len(reasons) != 1 or not set(reasons) <= REASONS.get(category, set()):
            yield f"{category} has no approved reason"


def wrong_assets(app: App) -> Iterator[str]:
    """The catalogue is what Android's drawing and palette make, what is read on a colour stands out from it, and the app begins in it."""
    yield from (f"{file} is not current: run ios/assets.py" for file in assets.stale(app.root))
    colours = assets.palette(app.root)
    pairs = {name: ON.get(name, name.removeprefix("On")) for name in assets.named_colours(app.root) if name in ON or name.startswith("On")}
    for ink, paper in sorted(pairs.items()):
        for time, one, other in zip(("day", "night"), colours[ink], colours[paper], strict=True):
            if contrast(one, other) < LEAST_CONTRAST:
                yield f"{ink} on {paper} by {time}: {contrast(one, other):.1f}:1"
    first = app.info["UILaunchScreen"]["UIColorName"]
    begins = tuple(assets.resource_colour(app.root, folder, "window") for folder in ("values", "values-night"))
    if colours.get(first) != begins or first not in assets.named_colours(app.root):
        yield f"the app begins in {first}, which is not the colour in which Android's begins"


def wrong_declarations(app: App) -> Iterator[str]:
    """What the views use of Apple's frameworks is little enough to be declared by hand, and to be looked through."""
    if app.declarations > MOST_DECLARATIONS:
        yield f"LinuxSupport has {app.declarations} lines, more than {MOST_DECLARATIONS}"


def contrast(one: assets.Colour, other: assets.Colour) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio"""

    def light(colour: assets.Colour) -> float:
        parts = [part / 255 for part in colour]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


RULES = (
    wrong_identity,
    wrong_project,
    wrong_words,
    wrong_links,
    wrong_background,
    wrong_protection,
    wrong_privacy,
    wrong_assets,
    wrong_declarations,
)
