"""Chromium as the tests want it: empty, quiet, of a given width."""

import base64
import os
import shutil
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

PICTURES = Path("target/screenshots")
AXE = Path(os.environ["CLUBBOOK_AXE"]).read_text(encoding="utf-8")

# WCAG 2.0, 2.1 and 2.2 at levels A and AA, and what axe calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=vi", "--force-color-profile=srgb",
]

# A wait ends when something happens; this is only when it is given up.
PATIENCE = 60


class Browser:
    """One browser with an empty profile."""

    def __init__(self, script=True):
        self._profile = tempfile.mkdtemp(prefix="clubbook-chromium-")
        options = Options()
        options.binary_location = shutil.which("chromium") or "/usr/bin/chromium"
        for flag in [*FLAGS, f"--user-data-dir={self._profile}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        service = Service(shutil.which("chromedriver") or "/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.width(1280)

    def width(self, width, height=900):
        """As on a screen so wide, in CSS pixels."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 2 if width < 600 else 1, "mobile": width < 600},
        )

    def open(self, address):
        self.driver.get(address)
        return self

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector="main"):
        return self.find(selector).text

    def type(self, selector, text):
        field = self.find(selector)
        field.clear()
        field.send_keys(text)

    def press(self, selector):
        """Presses what leads to another page, and waits for that page."""
        self.leaving(self.find(selector).click, selector)

    def leaving(self, act, what):
        """Does what leads to another page, and waits until that one is there."""
        self.script("window.isThePageBefore = true")
        act()
        self.until(
            lambda: self.script("return document.readyState === 'complete' && !window.isThePageBefore"),
            f"another page after {what}",
        )

    def until(self, condition, what):
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.1).until(lambda _: condition(), what)

    def script(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def before_every_page(self, code):
        """Runs this in every page from now on, before the page's own script."""
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": code})

    def focused(self):
        return self.script("return document.activeElement.id || document.activeElement.tagName.toLowerCase()")

    def picture(self, name):
        """The whole page as a PNG."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd(
            "Page.captureScreenshot",
            {
                "format": "png",
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1},
            },
        )
        (PICTURES / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def print(self, name):
        """The page on paper, as a PDF."""
        pdf = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
        (PICTURES / f"{name}.pdf").write_bytes(base64.b64decode(pdf["data"]))

    def violations(self):
        """What axe finds on this page, a line each."""
        self.script(AXE)
        found = self.driver.execute_async_script(
            "const [tags, done] = arguments;"
            "axe.run(document, {runOnly: {type: 'tag', values: tags}}).then("
            "  r => done({bad: r.violations.map(v => v.id + ': ' + v.help + ' at '"
            "    + v.nodes.map(n => n.target.join(' ') + ' (' + n.failureSummary + ')').join(', ')), passed: r.passes.length}),"
            "  e => done({bad: ['axe itself: ' + e], passed: 0}));",
            RULES,
        )
        if found["passed"] == 0:
            return found["bad"] + ["axe looked at nothing"]
        return found["bad"]

    def console(self):
        """What the page complained of since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def close(self):
        self.driver.quit()
        shutil.rmtree(self._profile, ignore_errors=True)
