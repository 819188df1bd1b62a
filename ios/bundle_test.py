"""What stands around the iPhone app's code holds every rule of bundle.py, and each rule is red once. `scripts/test-words.sh` runs this."""

from __future__ import annotations

import copy
import shutil
import sys
import tempfile
import unittest
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image

import assets
import bundle
import words
from bundle import App
from suite import run

JOBS = 'import BackgroundTasks\n"vn.clubbook.refresh" "vn.clubbook.exchange" BGAppRefreshTaskRequest( BGProcessingTaskRequest('


@cache
def this() -> App:
    return bundle.read(words.ROOT)


class ThisProject(unittest.TestCase):
    """One test for each rule is added below."""

    maxDiff = None


def holds(rule: Callable) -> Callable:
    return lambda self: self.assertEqual(list(rule(this())), [], rule.__doc__)


for rule in bundle.RULES:
    setattr(ThisProject, f"test_has_no_{rule.__name__}", holds(rule))


class Slips(unittest.TestCase):
    maxDiff = None

    def check(self, rule: Callable, wanted: str | list[str], slip: Callable[[App], None]) -> None:
        app = copy.deepcopy(this())
        slip(app)
        self.assertEqual(list(rule(app)), [wanted] if isinstance(wanted, str) else wanted)

    def test_a_version_that_is_not_the_projects(self):
        settings = this().settings
        wanted = [
            f"project.yml: MARKETING_VERSION is {settings['MARKETING_VERSION']}, not 1.2.3",
            f"project.yml: CURRENT_PROJECT_VERSION is {settings['CURRENT_PROJECT_VERSION']}, not 10203",
        ]
        self.check(bundle.wrong_identity, wanted, lambda app: app.cargo["workspace"]["package"].update(version="1.2.3"))

    def test_another_name_than_on_android(self):
        slip = lambda app: app.target["settings"]["base"].update(PRODUCT_BUNDLE_IDENTIFIER="vn.clubbook.ios")
        self.check(bundle.wrong_identity, "project.yml: PRODUCT_BUNDLE_IDENTIFIER is vn.clubbook.ios, not vn.clubbook.app", slip)
        wanted = "Info.plist: CFBundleVersion is not $(CURRENT_PROJECT_VERSION)"
        self.check(bundle.wrong_identity, wanted, lambda app: app.info.update(CFBundleVersion="1"))

    def test_a_key_that_swift_reads_and_nobody_has(self):
        def slip(app: App) -> None:
            app.swift["Connect.swift"] = 'Bundle.main.object(forInfoDictionaryKey: "ClubbookCenter")'

        self.check(bundle.wrong_identity, "Swift reads ClubbookCenter, which Info.plist does not have", slip)

    def test_views_that_ask_too_much(self):
        wanted = f"LinuxSupport has {bundle.MOST_DECLARATIONS + 1} lines, more than {bundle.MOST_DECLARATIONS}"
        self.check(bundle.wrong_declarations, wanted, lambda app: setattr(app, "declarations", bundle.MOST_DECLARATIONS + 1))

    def test_a_file_that_is_not_there(self):
        wanted = "project.yml names AppBundle/Info.list, which is not there"
        self.check(bundle.wrong_project, wanted, lambda app: app.target["settings"]["base"].update(INFOPLIST_FILE="AppBundle/Info.list"))

    def test_a_folder_that_no_script_makes(self):
        slip = lambda app: app.target["sources"].append({"path": "Frameworks/Licenses", "buildPhase": "resources"})
        self.check(bundle.wrong_project, "project.yml names Frameworks/Licenses, which no script makes", slip)

    def test_an_icon_that_is_not_there(self):
        slip = lambda app: app.target["settings"]["base"].update(ASSETCATALOG_COMPILER_APPICON_NAME="Icon")
        self.check(bundle.wrong_project, "project.yml: there is no such appiconset", slip)

    def test_colours_that_are_named_twice(self):
        slip = lambda app: app.target["settings"]["base"].pop("ASSETCATALOG_COMPILER_GENERATE_SWIFT_ASSET_SYMBOL_EXTENSIONS")
        self.check(bundle.wrong_project, "project.yml lets Xcode name colours that the palette names", slip)

    def test_a_privacy_manifest_that_stays_out_of_the_app(self):
        wanted = "project.yml: the privacy manifest is not copied into the app"
        slip = lambda app: next(source for source in app.target["sources"] if "xcprivacy" in str(source)).pop("buildPhase")
        self.check(bundle.wrong_project, wanted, slip)

    def test_a_product_that_the_package_has_not(self):
        slip = lambda app: app.target["dependencies"][0]["products"].append("Presenters")
        self.check(bundle.wrong_project, "project.yml asks for Presenters, which the package does not have", slip)

    def test_another_system_than_the_packages(self):
        wanted = "project.yml is for iOS 16.0, the package is not"
        self.check(bundle.wrong_project, wanted, lambda app: app.project["options"]["deploymentTarget"].update(iOS="16.0"))
        wanted = "project.yml and the package are of different Swift"
        self.check(bundle.wrong_project, wanted, lambda app: app.project["settings"]["base"].update(SWIFT_VERSION="5.9"))

    def test_words_that_differ_from_those_of_the_first_language(self):
        wanted = "Info.plist says CFBundleDisplayName otherwise than the words"
        self.check(bundle.wrong_words, wanted, lambda app: app.info.update(CFBundleDisplayName="Clubbook"))

    def test_words_that_a_language_lacks(self):
        key = "NSMicrophoneUsageDescription"
        wanted = f"{key} stands in Info.plist or in InfoPlist.strings of en, not in both"
        self.check(bundle.wrong_words, wanted, lambda app: app.strings["en"].pop(key))

    def test_a_language_that_is_not_offered(self):
        slip = lambda app: app.info.update(CFBundleLocalizations=["vi"])
        self.check(bundle.wrong_words, "Info.plist and ios/words.py have different languages", slip)

    def test_a_permission_that_no_code_asks_for(self):
        wanted = [f"{key}: no code asks for it" for key in bundle.USAGE]
        self.check(bundle.wrong_words, wanted, lambda app: app.swift.clear())

    def test_a_permission_that_is_not_explained(self):
        key = "NSMicrophoneUsageDescription"

        def slip(app: App) -> None:
            app.swift["Dictation.swift"] = "import Speech\n"
            for words_of in (app.info, *app.strings.values()):
                words_of.pop(key)

        self.check(bundle.wrong_words, f"{key} is missing, and code asks for it", slip)

    def test_links_that_android_has_not(self):
        wanted = ["Info.plist opens soclb, Android clubbook", "no page of the centre has a link soclb://"]
        self.check(bundle.wrong_links, wanted, lambda app: app.info["CFBundleURLTypes"][0].update(CFBundleURLSchemes=["soclb"]))
        slip = lambda app: app.entitlements.update({"com.apple.developer.associated-domains": ["webcredentials:$(CLUBBOOK_CENTRE)"]})
        self.check(bundle.wrong_links, "the entitlements do not name the centre's links", slip)

    def test_jobs_that_are_called_otherwise_in_swift(self):
        wanted = ["the job vn.clubbook.exchange stands in Info.plist alone", "the job vn.clubbook.sync stands in Swift alone"]

        def slip(app: App) -> None:
            app.swift = {"Jobs.swift": JOBS.replace("clubbook.exchange", "clubbook.sync")}

        self.check(bundle.wrong_background, wanted, slip)

    def test_a_mode_that_no_job_has(self):
        def slip(app: App) -> None:
            app.swift = {"Jobs.swift": JOBS.replace("BGProcessingTaskRequest(", "")}

        self.check(bundle.wrong_background, "no code submits a job of the mode processing", slip)
        wanted = "Info.plist has not just the modes fetch, processing"
        self.check(bundle.wrong_background, wanted, lambda app: (app.swift.clear(), app.info["UIBackgroundModes"].append("audio")))

    def test_jobs_that_agree(self):
        def slip(app: App) -> None:
            app.swift = {"Jobs.swift": JOBS}

        self.check(bundle.wrong_background, [], slip)

    def test_files_that_open_never_or_always(self):
        slip = lambda app: app.entitlements.update({"com.apple.developer.default-data-protection": "NSFileProtectionComplete"})
        self.check(bundle.wrong_protection, "the entitlements protect files otherwise", slip)

    def test_an_exception_from_tls(self):
        slip = lambda app: app.info["NSAppTransportSecurity"].update(NSExceptionDomains={"example.vn": {}})
        self.check(bundle.wrong_protection, "Info.plist has exceptions from TLS", slip)

    def test_encryption_that_is_not_told(self):
        wanted = "Info.plist tells of encryption what Cargo.toml does not"
        self.check(bundle.wrong_protection, wanted, lambda app: app.info.update(ITSAppUsesNonExemptEncryption=False))

    def test_an_interface_that_is_used_and_not_told(self):
        def slip(app: App) -> None:
            app.swift["Clock.swift"] = "ProcessInfo.processInfo.systemUptime"

        self.check(bundle.wrong_privacy, "NSPrivacyAccessedAPICategorySystemBootTime is used and not told", slip)

    def test_an_interface_that_is_told_and_not_used(self):
        wanted = "NSPrivacyAccessedAPICategoryUserDefaults is told and not used"
        self.check(bundle.wrong_privacy, wanted, lambda app: app.swift.clear())

    def test_a_reason_of_another_interface(self):
        slip = lambda app: app.privacy["NSPrivacyAccessedAPITypes"][1].update(NSPrivacyAccessedAPITypeReasons=["E174.1"])
        self.check(bundle.wrong_privacy, "NSPrivacyAccessedAPICategoryFileTimestamp has no approved reason", slip)

    def test_tracking(self):
        slip = lambda app: app.privacy.update(NSPrivacyTracking=True)
        self.check(bundle.wrong_privacy, "the privacy manifest tells of tracking", slip)
        wanted = "NSPrivacyCollectedDataTypeName is for more than the app"
        self.check(
            bundle.wrong_privacy,
            wanted,
            lambda app: app.privacy["NSPrivacyCollectedDataTypes"][0].update(NSPrivacyCollectedDataTypeTracking=True),
        )

    def test_an_icon_and_a_colour_that_are_not_androids(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for part in (assets.CATALOG, assets.RESOURCES, assets.PALETTE, assets.VIEWS):
                (root / part).parent.mkdir(parents=True, exist_ok=True)
                copied = shutil.copytree if (words.ROOT / part).is_dir() else shutil.copy
                copied(words.ROOT / part, root / part)
            icon = root / assets.CATALOG / "AppIcon.appiconset/icon.png"
            picture = Image.open(icon).convert("RGB")
            picture.putpixel((512, 512), (0, 0, 0))
            picture.save(icon)
            palette = (root / assets.PALETTE).read_text(encoding="utf-8")
            (root / assets.PALETTE).write_text(
                palette.replace(" error = Color(0xFF8C1009)", " error = Color(0xFFFF8880)"), encoding="utf-8"
            )
            (root / assets.CATALOG / "Left.colorset").mkdir()
            (root / assets.CATALOG / "Left.colorset/Contents.json").write_text("{}", encoding="utf-8")

            def slip(app: App) -> None:
                app.root = root
                app.info["UILaunchScreen"]["UIColorName"] = "Primary"

            stale = ["Error.colorset/Contents.json", "AppIcon.appiconset/icon.png", "Left.colorset/Contents.json"]
            self.check(
                bundle.wrong_assets,
                [
                    *(f"{assets.CATALOG}/{file} is not current: run ios/assets.py" for file in stale),
                    "Error on Background by day: 2.3:1",
                    "the app begins in Primary, which is not the colour in which Android's begins",
                ],
                slip,
            )


class Drawing(unittest.TestCase):
    """The icon as it is drawn."""

    def test_the_icon_has_the_size_and_no_transparency_that_the_store_asks_for(self):
        opened = [Image.open(words.ROOT / assets.CATALOG / "AppIcon.appiconset" / name) for name in assets.ICONS]
        size = (1024, 1024)
        self.assertEqual([(picture.size, picture.mode) for picture in opened], [(size, "RGB"), (size, "RGBA"), (size, "RGB")])

    def test_a_corner_is_rounded_inwards(self):
        # A square with one round corner, from its top to its right side.
        (line,) = assets.path_lines("M0,0h10a5,5 0 0 1 5,5v10h-15z")
        self.assertTrue(all(0 <= x <= 15 and 0 <= y <= 15 for x, y in line))
        x, y = line[len(line) // 2 - 2]
        self.assertAlmostEqual((x - 10) ** 2 + (y - 5) ** 2, 25)

    def test_a_drawing_of_another_form_is_refused(self):
        for path in ("M0,0q1,1 2,2", "M0,0a5,4 0 0 1 5,5", "M0,0h1 2"):
            with self.subTest(path), self.assertRaises(assets.Unreadable):
                assets.path_lines(path)


if __name__ == "__main__":
    sys.exit(run())
