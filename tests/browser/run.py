"""The officers' pages in a browser: `scripts/test-browser.sh` prepares what this needs."""

import base64
import hashlib
import hmac
import re
import struct
import sys
import time
import unittest
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import PICTURES, Browser
from centre import LOG, Centre
from phone import ClubPhone

PASSWORD = "trăng sáng vườn chè"
NARROW, WIDE = 360, 1280

# A small club: two with a task, six without, one of whom only the year of birth is known.
PEOPLE = """full_name,sex,birth,hamlet,membership.roles
Đinh Thị Hoa,female,1958-03-12,Gò Deo,club_head
Đinh Văn Minh,male,1974-08-02,Gò Deo,volunteer
Phạm Thị Lan,female,1948,Gò Deo,
Nguyễn Thị Tư,female,1951-11-30,Gò Deo,
Đinh Văn Rê,male,1939-01-15,Làng Rào,
Đinh Thị Xa,female,1966,Làng Rào,
Võ Thị Năm,female,1962-06-06,Làng Rào,
Trần Văn Sáu,male,1955-12-24,Gò Deo,
"""


class Pages(unittest.TestCase):
    """A centre and a browser for each class. Its tests run in the order of their names, each after the one before it."""

    script = True
    # What the program is started with, besides its folder and address.
    options = ["--password-alone"]

    @classmethod
    def setUpClass(cls):
        cls.centre = Centre(cls.options)
        cls.addClassCleanup(cls.centre.stop)
        cls.centre.start()
        cls.browser = Browser(script=cls.script)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.browser.width(WIDE)

    def tearDown(self):
        if not self.script:
            return
        # Chromium notes every answer of 4xx there, and a refused form is one.
        complaints = [line for line in self.browser.console() if "the server responded with a status of 4" not in line]
        self.assertEqual(complaints, [], "the browser's console complains")

    def open(self, path):
        self.browser.open(self.centre.address + path)

    def reach(self, selector):
        """Goes to an element as people do who have no mouse: by Tab, until it has the focus."""
        wanted = self.browser.find(selector)
        for _ in range(200):
            if self.browser.driver.switch_to.active_element == wanted:
                return wanted
            ActionChains(self.browser.driver).send_keys(Keys.TAB).perform()
        self.fail(f"Tab does not lead to {selector}")

    def go_by_keyboard(self, selector):
        """Presses what leads to another page, by Tab and Enter."""
        element = self.reach(selector)
        self.browser.leaving(lambda: element.send_keys(Keys.ENTER), selector)

    def type_by_keyboard(self, selector, text):
        self.reach(selector).send_keys(text)

    @classmethod
    def set_up(cls, link, name=None, login=None):
        """Opens a one-time link and sets the password."""
        cls.browser.open(link)
        if name:
            cls.browser.type("#name", name)
            cls.browser.type("#login", login)
        cls.browser.type("#password", PASSWORD)
        cls.browser.type("#repeat", PASSWORD)
        cls.browser.press("form[novalidate] .main")

    @classmethod
    def sign_in(cls, login, password=PASSWORD):
        cls.browser.open(cls.centre.address + "/sign-in")
        cls.browser.type("#login", login)
        cls.browser.type("#password", password)
        cls.browser.press("form[novalidate] .main")

    def assert_fits(self, name):
        """The page in both widths: pictures, no sideways scrolling, nothing that axe objects to."""
        for width in (NARROW, WIDE):
            self.browser.width(width)
            self.browser.picture(f"{name}-{width}")
            overflow = self.browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            self.assertLessEqual(overflow, 0, f"{name} scrolls sideways at {width} px")
            self.assertEqual(self.browser.violations(), [], f"axe objects to {name} at {width} px")
            small = self.browser.script(
                "return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]"
                ".filter(e => e.checkVisibility() && !e.closest('.skip'))"
                ".filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })"
                ".map(e => e.outerHTML.slice(0, 80))"
            )
            self.assertEqual(small, [], f"targets under 24 px on {name} at {width} px")
        self.browser.width(WIDE)


class FirstRun(Pages):
    def test_a_nobody_sees_the_list_without_signing_in(self):
        self.open("/")
        self.assertTrue(self.browser.driver.current_url.endswith("/sign-in"))
        for path in ("/clubs/figures", "/live"):
            self.assertEqual(self.centre.get(path)[0], 401, path)
        self.assert_fits("sign-in")

    def test_b_a_weak_password_is_refused_with_words_beside_the_field(self):
        self.browser.open(self.centre.link)
        self.assert_fits("set-up")
        self.browser.type("#name", "Trần Thị Minh")
        self.browser.type("#login", "x")
        self.browser.type("#password", "ngắn")
        self.browser.press("form[novalidate] .main")
        self.assertEqual(self.browser.focused(), "summary")
        problems = [link.text for link in self.browser.all(".summary a")]
        self.assertEqual(len(problems), 2, problems)
        self.assertEqual(self.browser.find("#password").get_attribute("aria-invalid"), "true")
        self.assertEqual(self.browser.find("#name").get_attribute("value"), "Trần Thị Minh")
        self.assertEqual(self.browser.find("#password").get_attribute("value"), "")
        self.browser.all(".summary a")[1].click()
        self.assertEqual(self.browser.focused(), "password")
        self.assert_fits("set-up-refused")

    def test_c_the_link_sets_a_password_and_works_once(self):
        self.set_up(self.centre.link, "Trần Thị Minh", "minh.tran")
        self.assertIn("Đã đặt mật khẩu", self.browser.text())
        self.assert_fits("ready")
        self.browser.open(self.centre.link)
        self.assertIn("không dùng được nữa", self.browser.text("h1"))
        self.assert_fits("dead-link")

    def test_d_one_signs_in_and_sees_that_there_are_no_clubs_yet(self):
        self.sign_in("Minh.Tran")
        self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")
        self.assertIn("Chưa có câu lạc bộ nào", self.browser.text())
        self.assert_fits("clubs-none")

    def test_e_signing_out_closes_the_pages(self):
        self.browser.press("form[action='/sign-out'] button")
        self.assertIn("Đã đăng xuất", self.browser.text())
        self.open("/clubs")
        self.assertIn("/sign-in", self.browser.driver.current_url)

    def test_f_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(self):
        self.sign_in("minh.tran")
        cookies = {cookie["name"]: cookie for cookie in self.browser.driver.get_cookies()}
        self.assertTrue(cookies["officer"]["httpOnly"])
        self.assertEqual(cookies["officer"]["sameSite"], "Strict")
        status, headers, _ = self.centre.get("/sign-in")
        self.assertEqual(status, 200)
        self.assertIn("frame-ancestors 'none'", headers["content-security-policy"])
        self.assertNotIn("unsafe", headers["content-security-policy"])
        self.assertEqual(headers["x-content-type-options"], "nosniff")
        self.assertEqual(headers["referrer-policy"], "no-referrer")
        self.assertEqual(headers["cache-control"], "no-store")

    def test_g_a_form_from_elsewhere_changes_nothing(self):
        self.open("/clubs")
        self.browser.script("document.querySelector('form[action=\"/sign-out\"] input').value = 'f'.repeat(32)")
        self.browser.press("form[action='/sign-out'] button")
        self.assertIn("mở đã lâu", self.browser.text("h1"))
        self.open("/clubs")
        self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")

    def test_h_there_is_a_page_for_addresses_that_do_not_exist(self):
        self.open("/khong-co")
        self.assertIn("Không có trang này", self.browser.text("h1"))
        self.assert_fits("not-found")


    def test_i_the_rules_would_see_pale_text_and_a_field_without_a_name(self):
        self.open("/clubs")
        self.browser.press("form[action='/sign-out'] button")
        self.browser.script("document.querySelector('.help').style.color = '#bbb'")
        self.browser.script("document.querySelector('label[for=login]').remove()")
        found = " ".join(self.browser.violations())
        self.assertIn("color-contrast", found)
        self.assertIn("label", found)


class SignIn(Pages):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")

    def test_a_one_signs_in_with_the_keyboard_alone(self):
        self.open("/sign-in")
        keys = lambda *all: self.browser.driver.switch_to.active_element.send_keys(*all)
        keys(Keys.TAB)
        self.assertEqual(self.browser.script("return document.activeElement.className"), "skip")
        self.browser.picture("skip-link")
        keys(Keys.ENTER)
        self.assertEqual(self.browser.focused(), "main")
        keys(Keys.TAB)
        self.assertEqual(self.browser.focused(), "login")
        keys("minh.tran", Keys.TAB, PASSWORD)
        self.assertEqual(self.browser.focused(), "password")
        self.browser.picture("focus")
        self.browser.leaving(lambda: keys(Keys.ENTER), "Enter")
        self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")
        self.browser.press("form[action='/sign-out'] button")

    def test_b_the_password_can_be_shown_and_hidden_again(self):
        self.open("/sign-in")
        self.browser.type("#password", PASSWORD)
        button = self.browser.find(".reveal")
        button.click()
        self.assertEqual(self.browser.find("#password").get_attribute("type"), "text")
        self.assertEqual(button.text, "Ẩn mật khẩu")
        button.click()
        self.assertEqual(self.browser.find("#password").get_attribute("type"), "password")

    def test_c_empty_fields_are_named(self):
        self.open("/sign-in")
        self.browser.press("form[novalidate] .main")
        self.assertEqual([link.text for link in self.browser.all(".summary a")], ["Điền tên đăng nhập.", "Điền mật khẩu."])
        self.assert_fits("sign-in-refused")

    def test_d_five_wrong_tries_lock_in_the_same_words_whether_the_login_exists_or_not(self):
        said = {}
        for login in ("minh.tran", "khong.ai"):
            said[login] = []
            for _ in range(6):
                self.sign_in(login, "sai hoàn toàn rồi")
                said[login].append(self.browser.text(".summary"))
        self.assertEqual(said["minh.tran"], said["khong.ai"])
        self.assertIn("không đúng", said["minh.tran"][3])
        self.assertIn("Đợi 1 phút", said["minh.tran"][4])
        self.sign_in("minh.tran")
        self.assertIn("Đợi 1 phút", self.browser.text(".summary"), "the right password does not open a locked account")
        self.assert_fits("locked")

    def test_e_a_new_link_opens_the_account_again(self):
        said = self.centre.command("officer", "reset", "--login", "minh.tran")
        self.set_up(self.centre.address + re.search(r"/setup/[0-9a-f]+", said).group())
        self.sign_in("minh.tran")
        self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")


class Log(Pages):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")
        cls.sign_in("minh.tran")

    def test_a_whoever_is_in_charge_gets_there_by_the_keyboard_and_chooses_a_day(self):
        self.open("/clubs")
        self.go_by_keyboard(".ways a[href='/log']")
        self.assertEqual(self.browser.text("h1"), "Ai đã xem, đã làm gì")
        self.assertEqual(self.browser.text(".ways [aria-current]"), "Nhật ký")
        self.assertIn("Chưa có dòng nào", self.browser.text())
        self.assert_fits("log-empty")
        self.type_by_keyboard("#day", "24/11/2026")
        self.go_by_keyboard(".filter .main")
        self.assertIn("Không có dòng nào", self.browser.text())

    def test_b_it_is_closed_to_officers_of_a_commune(self):
        link = self.centre.add_officer("son.ha", "Nguyễn Văn Hai", "21001")
        self.browser.press("form[action='/sign-out'] button")
        self.set_up(link)
        self.sign_in("son.ha")
        self.assertEqual(self.browser.all(".ways a[href='/log']"), [])
        self.open("/log")
        self.assertIn("không dành cho", self.browser.text("h1"))
        self.assert_fits("log-closed")


class Clubs(Pages):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")
        cls.centre.add_club(17, "CLB LTHTGN thôn Gò Deo")
        cls.centre.add_club(18, "CLB LTHTGN thôn Đồng Reng")
        cls.centre.add_club(19, "CLB LTHTGN tổ dân phố 4", unit="21002")
        cls.sign_in("minh.tran")

    def names(self):
        return [name.text for name in self.browser.all("tbody .name")]

    def test_a_the_list_shows_each_club_with_its_figures(self):
        self.open("/clubs?sort=name")
        self.assertEqual(len(self.names()), 3)
        row = self.browser.find("#club-17")
        self.assertIn("CLB LTHTGN thôn Gò Deo", row.text)
        self.assertIn("Xã Sơn Hà", row.text)
        self.assertIn("chưa có buổi nào", row.text)
        self.assertIn("chưa có máy nào", row.text)
        self.assertRegex(self.browser.text(".fresh"), r"3 câu lạc bộ.*Số liệu đến \d+ giờ( \d\d)?, ngày \d\d/\d\d/\d{4}")
        self.assert_fits("clubs")
        self.browser.print("clubs")

    def test_b_it_can_be_searched_without_marks_and_by_commune(self):
        self.open("/clubs")
        self.browser.type("#q", "dong reng")
        self.browser.press(".filter .main")
        self.assertEqual(self.names(), ["CLB LTHTGN thôn Đồng Reng"])
        self.assertIn("1 trong 3", self.browser.text(".fresh"))
        self.browser.press("#clear")
        self.browser.find("#unit option[value='21002']").click()
        self.browser.press(".filter .main")
        self.assertEqual(self.names(), ["CLB LTHTGN tổ dân phố 4"])
        self.open("/clubs?q=khong-co")
        self.assertIn("Không tìm thấy", self.browser.text())
        self.assert_fits("clubs-not-found")

    def test_c_heads_of_columns_put_it_in_order(self):
        self.open("/clubs")
        self.browser.press("#sort-name")
        self.assertEqual(self.names()[0], "CLB LTHTGN thôn Đồng Reng")
        self.assertEqual(len(self.browser.all("th[aria-sort=ascending]")), 1)

    def test_d_a_club_that_is_added_appears_without_a_reload(self):
        self.open("/clubs?sort=name&q=clb")
        self.browser.script("window.isTheSamePage = true")
        self.browser.script("document.querySelector('#sort-unit').focus()")
        self.browser.width(NARROW, 500)
        self.browser.script("window.scrollTo(0, 300)")
        place = self.browser.script("return window.scrollY")
        self.centre.add_club(20, "CLB LTHTGN thôn Bờ Reo")
        self.browser.until(lambda: self.browser.all("#club-20"), "the new club")
        self.assertTrue(self.browser.script("return window.isTheSamePage"))
        self.assertEqual(self.browser.script("return window.scrollY"), place)
        self.assertGreater(place, 0)
        self.browser.width(WIDE)
        self.assertEqual(self.browser.focused(), "sort-unit")
        self.assertEqual(self.browser.find("#q").get_attribute("value"), "clb")
        self.assertIn("Trang tự cập nhật", self.browser.text("#live-words"))

    def test_e_updating_can_be_stopped_and_goes_on_where_it_was_left(self):
        self.open("/clubs")
        self.browser.find("#live-switch").click()
        self.assertIn("Đang dừng", self.browser.text("#live-words"))
        self.centre.add_club(21, "CLB LTHTGN thôn Ruộng Gò")
        # The word of the change arrives, and nothing is swapped: a second page that is live shows that it has arrived.
        first = self.browser.driver.current_window_handle
        self.browser.driver.switch_to.new_window("tab")
        self.open("/clubs")
        self.browser.until(lambda: self.browser.all("#club-21"), "the new club in the second page")
        self.browser.driver.close()
        self.browser.driver.switch_to.window(first)
        self.assertEqual(self.browser.all("#club-21"), [])
        self.browser.find("#live-switch").click()
        self.browser.until(lambda: self.browser.all("#club-21"), "the new club in the page that was stopped")

    def test_f_english_is_complete_and_stays_chosen(self):
        self.open("/clubs?lang=en")
        self.assertEqual(self.browser.find("html").get_attribute("lang"), "en")
        self.assertEqual(self.browser.text("h1"), "Clubs")
        self.assert_fits("clubs-english")
        vietnamese = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I)
        for selector in ("thead", ".filter label", ".tiles", ".fresh", ".heading h1", "#live"):
            for element in self.browser.all(selector):
                self.assertNotRegex(element.text, vietnamese)
        self.open("/sign-in?x=1")
        self.open("/clubs")
        self.assertEqual(self.browser.text("h1"), "Clubs")
        self.open("/clubs?lang=vi")
        self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")

    def test_g_the_enrolment_link_shows_the_way_and_the_code(self):
        self.open("/e/17-12345678")
        self.assertIn("1234 5678", self.browser.text(".codes"))
        self.assertIn("17", self.browser.text(".codes"))
        self.assert_fits("enrol-link")
        self.open("/e/17-1234")
        self.assertIn("không đúng", self.browser.text("h1"))

    def test_h_text_twice_as_large_stays_readable(self):
        self.open("/clubs?sort=name")
        self.browser.width(NARROW)
        self.browser.script("document.documentElement.style.fontSize = '225%'")
        self.browser.picture("clubs-large-text-360")
        overflow = self.browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(overflow, 0)

    def test_i_an_officer_of_a_commune_sees_its_clubs_alone(self):
        link = self.centre.add_officer("ba.dinh", "Nguyễn Văn Hai", "21002")
        self.browser.press("form[action='/sign-out'] button")
        self.set_up(link)
        self.sign_in("ba.dinh")
        self.assertEqual(self.names(), ["CLB LTHTGN tổ dân phố 4"])
        self.assertEqual(self.browser.text(".heading .unit"), "Phường Trương Quang Trọng")
        self.open("/clubs?unit=21001")
        self.assertEqual(self.names(), [])

    def test_j_a_page_that_lost_the_centre_says_so_and_catches_up_when_it_is_back(self):
        self.open("/clubs?sort=name")
        self.browser.until(lambda: "Trang tự cập nhật" in self.browser.text("#live-words"), "the live page")
        self.assertEqual(self.centre.halt(), 0, "the centre stops cleanly though a page listens")
        self.browser.until(lambda: "Mất kết nối" in self.browser.text("#live-words"), "the words of the lost connection")
        self.browser.picture("clubs-connection-lost")
        self.centre.add_club(22, "CLB LTHTGN thôn Làng Ghè", unit="21002")
        self.centre.start()
        self.browser.until(lambda: self.browser.all("#club-22"), "what was added meanwhile")
        self.assertIn("Trang tự cập nhật", self.browser.text("#live-words"))
        # What the browser notes of the lost connection is what is tested here.
        self.browser.console()

    def test_k_a_page_that_was_left_listens_no_longer_and_does_again_when_one_comes_back(self):
        # A browser opens six connections to a centre without TLS, and keeps pages that were left as they are.
        self.browser.before_every_page(
            "window.heard = [];"
            "window.EventSource = class extends EventSource { constructor(...all) { super(...all); heard.push(this); } };"
            "document.addEventListener('visibilitychange', () => {"
            "  if (heard.length) sessionStorage.setItem('left', heard.map(source => source.readyState).join());"
            "});"
        )
        closed = str(self.browser.script("return EventSource.CLOSED"))
        self.open("/clubs")
        self.browser.until(lambda: "Trang tự cập nhật" in self.browser.text("#live-words"), "the live page")
        self.open("/khong-co")
        self.assertEqual(self.browser.script("return sessionStorage.getItem('left')"), closed)
        self.browser.driver.back()
        opened = "return heard.filter(source => source.readyState === EventSource.OPEN).length"
        self.browser.until(lambda: self.browser.script(opened) == 1, "the live page again")


class Club(Pages):
    """A club's page, and the codes by which its phones are connected."""

    options = ["--password-alone", "--public-address", "https://clb.quangngai.example"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")
        cls.centre.add_club(17, "CLB LTHTGN thôn Gò Deo")
        cls.centre.add_people(17, PEOPLE)
        cls.sign_in("minh.tran")

    def test_a_the_page_of_a_club_has_figures_and_no_names(self):
        self.open("/clubs")
        self.go_by_keyboard("#club-17 a.name")
        self.assertEqual(self.browser.text("h1"), "CLB LTHTGN thôn Gò Deo")
        said = self.browser.text()
        self.assertIn("trên 8, tức", said)
        self.assertIn("chưa có ai", said)
        for name in ("Hoa", "Đinh", "Phạm"):
            self.assertNotIn(name, said)
        self.assert_fits("club")
        self.browser.print("club")

    def test_a_b_a_club_with_a_year_behind_it(self):
        phone = ClubPhone(self.centre, 17)
        phone.live_a_year(self.centre.today())
        self.open("/clubs/17")
        said = self.browser.text()
        self.assertIn("không sinh hoạt", said)
        self.assertRegex(self.browser.text("section[aria-labelledby=hardship]"), r"Hộ nghèo\s+1 trên 5, tức 20,0")
        self.assertRegex(self.browser.text("section[aria-labelledby=phones]"), r"Có gửi trong 7 ngày qua\s+1 trên 1")
        self.assert_fits("club-year")
        self.browser.print("club-year")
        # What the README shows.
        self.centre.add_club(18, "CLB LTHTGN tổ dân phố 4", unit="21002")
        self.centre.add_people(18, PEOPLE.replace("Gò Deo", "Tổ 4"))
        second = ClubPhone(self.centre, 18)
        second.live_a_year(self.centre.today() - timedelta(days=9))
        second.misplace("Sân đình")
        second.sync()
        self.open("/clubs")
        self.assertEqual(self.browser.text("#club-18 a.waits"), "1 mục")
        self.assert_fits("clubs-year")

    def test_b_a_code_is_made_and_cancelled_by_the_keyboard_alone(self):
        self.open("/clubs/17")
        self.go_by_keyboard("a[href='/clubs/17/codes']")
        self.assert_fits("codes")
        self.go_by_keyboard(".actions .main")
        self.assertIn("Chọn người được cấp mã", self.browser.text(".problem"))
        self.assert_fits("codes-refused")
        self.type_by_keyboard("#person", "Đinh Thị Hoa")
        self.go_by_keyboard(".actions .main")
        self.assertRegex(self.browser.text(".digits"), r"^\d{4} \d{4}$")
        self.assertEqual(len(self.browser.all(".qr svg")), 1)
        self.assert_fits("code-slip")
        self.browser.print("code-slip")
        digits = self.browser.text(".digits")
        self.go_by_keyboard(".actions a.button")
        self.assertNotIn(digits, self.browser.text())
        self.assert_fits("codes-open")
        self.go_by_keyboard(".rows button")
        self.assertIn("Đã hủy mã", self.browser.text(".notice"))

    def test_c_each_look_at_names_is_in_the_log(self):
        self.open("/log")
        said = self.browser.text()
        self.assertIn("cấp mã kết nối máy", said)
        self.assertIn("hủy mã kết nối máy", said)
        self.assertIn("2 người, câu lạc bộ số 17", said)
        self.assertNotIn("Hoa", said)
        self.assert_fits("log")

    def test_d_a_club_that_is_not_there_says_so(self):
        self.open("/clubs/99")
        self.assertIn("Không có trang này", self.browser.text("h1"))


class Review(Pages):
    """What waits for review, looked at and decided by the keyboard alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")
        cls.centre.add_club(17, "CLB LTHTGN thôn Gò Deo")
        cls.centre.add_people(17, PEOPLE)
        cls.sign_in("minh.tran")

    def test_a_nothing_waits(self):
        self.open("/clubs")
        self.go_by_keyboard(".ways a[href='/review']")
        self.assertIn("Không có gì chờ xem lại", self.browser.text())
        self.assert_fits("review-none")

    def test_b_a_record_is_looked_at_and_refused_with_a_reason(self):
        phone = ClubPhone(self.centre, 17)
        for place in ("Nhà văn hóa thôn", "Sân đình"):
            phone.misplace(place)
            phone.sync()
        self.open("/clubs")
        self.go_by_keyboard("#club-17 a.waits")
        self.assertIn("ghi không đúng sổ", self.browser.text())
        self.assertIn("Đinh Thị Hoa", self.browser.text())
        self.assert_fits("review")
        self.go_by_keyboard(".rows .button")
        self.assertIn("Nhà văn hóa thôn", self.browser.text())
        self.assert_fits("held")
        self.go_by_keyboard("button[value=aside]")
        self.assertIn("Ghi lý do", self.browser.text(".problem"))
        self.assert_fits("held-refused")
        self.type_by_keyboard("#reason", "Đã hỏi bà Hoa: buổi này không có")
        self.go_by_keyboard("button[value=aside]")
        self.assert_fits("confirm")
        self.go_by_keyboard(".choices .main")
        self.assertIn("không nhận", self.browser.text(".notice"))
        self.assertIn("buổi này không có", self.browser.text("section[aria-labelledby=aside]"))
        self.assert_fits("review-refused")

    def test_c_it_can_still_be_taken(self):
        self.go_by_keyboard("section[aria-labelledby=aside] .button")
        self.type_by_keyboard("#reason", "Tìm thấy giấy của buổi này")
        self.go_by_keyboard("button[value=take]")
        self.go_by_keyboard(".choices .main")
        self.assertIn("Đã nhận vào sổ", self.browser.text(".notice"))
        self.assertIn("Không có gì chờ xem lại", self.browser.text())
        self.open("/log")
        self.assertIn("Tìm thấy giấy của buổi này", self.browser.text())


class Correct(Pages):
    """A club's own record, corrected with a reason by the keyboard alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")
        cls.centre.add_club(17, "CLB LTHTGN thôn Gò Deo")
        cls.centre.add_people(17, PEOPLE)
        cls.sign_in("minh.tran")

    def retype(self, selector, text):
        field = self.reach(selector)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text)

    def test_a_an_unchanged_form_says_so(self):
        self.open("/clubs/17")
        self.go_by_keyboard("a[href='/clubs/17/correct']")
        self.assertEqual(self.browser.text("h1"), "Sửa thông tin câu lạc bộ")
        self.assert_fits("correct")
        self.go_by_keyboard(".actions .main")
        self.assertIn("Chưa sửa gì", self.browser.text(".notice"))

    def test_b_what_cannot_be_is_refused_with_words_beside_the_field(self):
        self.open("/clubs/17/correct")
        self.retype("#meeting_day", "40")
        self.retype("#decision_date", "31/2/2026")
        self.go_by_keyboard(".actions .main")
        self.assertEqual(self.browser.focused(), "summary")
        self.assertEqual(len(self.browser.all(".summary a")), 3)
        self.assertEqual(self.browser.find("#meeting_day").get_attribute("value"), "40")
        self.assert_fits("correct-refused")

    def test_c_a_phone_writes_while_the_form_is_open(self):
        phone = ClubPhone(self.centre, 17)
        self.open("/clubs/17/correct")
        self.retype("#meeting_day", "6")
        self.type_by_keyboard("#hamlets", "Gò Deo\nLàng Rào")
        self.type_by_keyboard("#meeting_place", "Nhà văn hóa thôn Gò Deo")
        self.type_by_keyboard("#health_station_phone", "0255 3 864 115")
        self.type_by_keyboard("#decision_number", "222/QĐ-UBND")
        self.type_by_keyboard("#reason", "Theo quyết định 222/QĐ-UBND, đã hỏi bà Hoa")
        phone.meet_at("Sân đình làng Rào")
        phone.sync()
        self.go_by_keyboard(".actions .main")
        said = self.browser.text()
        self.assertIn("Đang ghi: ngày 5", said)
        self.assertIn("ngày 6", said)
        self.assertIn("có người vừa ghi: Sân đình làng Rào", said)
        self.assertNotIn("Tình trạng", said)
        self.assert_fits("correct-check")
        self.go_by_keyboard("button[value=back]")
        self.assertEqual(self.browser.find("#hamlets").get_attribute("value"), "Gò Deo\nLàng Rào")
        self.go_by_keyboard(".actions .main")
        self.go_by_keyboard("button[value=yes]")
        self.assertIn("cả hai điều còn đây", self.browser.text(".notice"))
        self.assertIn("Hai người ghi khác nhau", self.browser.text("section[aria-labelledby=club]"))
        self.assert_fits("club-two-values")

    def test_d_choosing_settles_what_two_people_entered(self):
        self.go_by_keyboard("a[href='/clubs/17/correct']")
        self.assertIn("Chưa rõ, để cả hai", self.browser.text())
        self.assert_fits("correct-two")
        self.reach("#settle-0-leave").send_keys(Keys.ARROW_UP)
        self.type_by_keyboard("#reason", "Đã hỏi bà Hoa")
        self.go_by_keyboard(".actions .main")
        self.go_by_keyboard("button[value=yes]")
        self.assertIn("Đã sửa", self.browser.text(".notice"))
        self.assertNotIn("Hai người ghi khác nhau", self.browser.text())

    def test_e_it_is_in_the_log_by_the_labels_of_the_fields_and_all_of_it_in_english(self):
        self.open("/log")
        said = self.browser.text("tbody")
        self.assertIn("sửa thông tin câu lạc bộ", said)
        self.assertIn("Ngày sinh hoạt hằng tháng", said)
        self.assertNotIn("0255", said)
        self.open("/clubs/17/correct?lang=en")
        self.assertEqual(self.browser.text("h1"), "Correct the club's details")
        self.retype("#former_area", "Sơn Hà")
        self.type_by_keyboard("#reason", "asked the head")
        self.go_by_keyboard(".actions .main")
        self.assertEqual(self.browser.text("h1"), "What will be corrected")
        self.assert_fits("correct-check-english")


class Lists(Pages):
    """A list of people for a purpose, asked for by the keyboard alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up(cls.centre.link, "Trần Thị Minh", "minh.tran")
        cls.centre.add_club(17, "CLB LTHTGN thôn Gò Deo")
        cls.centre.add_people(17, PEOPLE)
        cls.year = cls.centre.today().year
        # Ages that are greeted this year, whichever year it is.
        cls.centre.add_people(17, f"full_name,sex,birth,hamlet\nHồ Thị Mai,female,{cls.year - 80}-02-03,Gò Deo\n"
                                  f"A Hùng,male,{cls.year - 75},Làng Rào\n")
        cls.sign_in("minh.tran")

    def test_a_nothing_is_shown_without_a_purpose_and_a_reason(self):
        self.open("/clubs")
        self.go_by_keyboard(".ways a[href='/lists']")
        self.assertIn("Luật Người cao tuổi", self.browser.text("#basis-longevity"))
        self.assert_fits("lists")
        self.go_by_keyboard(".actions .main")
        self.assertEqual(self.browser.focused(), "summary")
        self.assertEqual(len(self.browser.all(".summary a")), 2)
        self.assert_fits("lists-refused")

    def test_b_the_list_of_a_purpose_says_why_each_is_on_it(self):
        self.open("/lists")
        self.reach("#purpose-longevity").send_keys(Keys.SPACE)
        self.type_by_keyboard("#reason", "Kế hoạch mừng thọ Tết")
        self.go_by_keyboard(".actions .main")
        said = self.browser.text()
        self.assertIn("Hồ Thị Mai", said)
        self.assertIn(f"đủ 80 tuổi ngày 03/02/{self.year}", said)
        self.assertIn("đủ 75 tuổi trong năm, chưa rõ ngày", said)
        self.assertIn("Kế hoạch mừng thọ Tết", said)
        self.assert_fits("list")
        self.browser.print("list")
        self.open("/log")
        self.assertRegex(self.browser.text("tbody"), r"\d+ người, 1 câu lạc bộ")
        self.assertIn("Kế hoạch mừng thọ Tết", self.browser.text("tbody"))
        self.assertNotIn("Mai", self.browser.text("tbody"))
        self.assert_fits("log-list")


def app_code(key, now=None):
    """What an app on a phone shows for a key, by RFC 6238; written here anew, so that it judges the centre."""
    secret = base64.b32decode(key.replace(" ", "") + "=" * (-len(key.replace(" ", "")) % 8))
    step = int((now or time.time()) // 30)
    digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class SecondStep(Pages):
    """Signing in as a centre is run: an app's code is asked for after the password."""

    options = []

    def test_a_the_first_sign_in_sets_an_app_up_by_the_keyboard_alone(self):
        self.set_up(self.centre.link, "Trần Thị Minh", "minh.tran")
        self.sign_in("minh.tran")
        self.assertEqual(self.browser.text("h1"), "Cài mã đăng nhập")
        self.assert_fits("app")
        self.type_by_keyboard("#code", "000000")
        self.go_by_keyboard(".actions .main")
        self.assertIn("chưa đúng", self.browser.text(".summary"))
        self.assert_fits("app-refused")
        self.type_by_keyboard("#code", app_code(self.browser.text("#key")))
        self.go_by_keyboard(".actions .main")
        self.__class__.codes = [item.text for item in self.browser.all(".paper-codes li")]
        self.assertEqual(len(self.codes), 10)
        self.assert_fits("paper-codes")
        self.browser.print("paper-codes")
        self.go_by_keyboard(".actions a")
        self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")

    def test_b_a_code_on_paper_lets_in_once(self):
        for lets_in in (True, False):
            self.browser.press("form[action='/sign-out'] button")
            self.sign_in("minh.tran")
            self.assertEqual(self.browser.text("h1"), "Mã đăng nhập")
            self.assert_fits("code")
            self.type_by_keyboard("#code", self.codes[0])
            self.go_by_keyboard(".actions .main")
            if lets_in:
                self.assertEqual(self.browser.text("h1"), "Câu lạc bộ")
        self.assertIn("đã dùng rồi", self.browser.text(".summary"))
        self.assert_fits("code-refused")
        self.type_by_keyboard("#code", self.codes[1])
        self.go_by_keyboard(".actions .main")

    def test_c_somebody_else_in_charge_takes_a_lost_app_away(self):
        said = self.centre.command("officer", "add", "--login", "lan.vo", "--name", "Võ Thị Lan")
        link = self.centre.address + re.search(r"/setup/[0-9a-f]+", said).group()
        self.browser.press("form[action='/sign-out'] button")
        self.set_up(link)
        self.sign_in("lan.vo")
        self.type_by_keyboard("#code", app_code(self.browser.text("#key")))
        self.go_by_keyboard(".actions .main")
        self.open("/clubs")
        self.go_by_keyboard(".ways a[href='/officers']")
        self.assert_fits("officers")
        self.go_by_keyboard(".rows .button")
        self.go_by_keyboard(".actions .main")
        self.assertIn("Ghi lý do", self.browser.text(".problem"))
        self.assert_fits("reset-code")
        self.type_by_keyboard("#reason", "Chị Minh mất điện thoại, đã gặp")
        self.go_by_keyboard(".actions .main")
        self.assertIn("Đã bỏ mã", self.browser.text(".notice"))


class WithoutScript(Pages):
    script = False

    def test_everything_works_without_script(self):
        self.set_up(self.centre.link, "Trần Thị Minh", "minh.tran")
        self.centre.add_club(17, "CLB LTHTGN thôn Gò Deo")
        self.sign_in("minh.tran")
        self.assertEqual([name.text for name in self.browser.all("tbody .name")], ["CLB LTHTGN thôn Gò Deo"])
        self.assertFalse(self.browser.find("#live").is_displayed())
        self.browser.type("#q", "khong co")
        self.browser.press(".filter .main")
        self.assertIn("Không tìm thấy", self.browser.text())
        self.browser.picture("clubs-without-script")


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    LOG.write_text("")
    program = unittest.main(module=__name__, exit=False, verbosity=2, argv=["browser", *sys.argv[1:]])
    result = program.result
    failed = len(result.failures) + len(result.errors)
    # A class that could not be prepared counts as one failure, and none of its tests has run.
    passed = max(result.testsRun - failed - len(result.skipped), 0)
    print(f"{passed} passed, {failed} failed" + (f", {len(result.skipped)} skipped" if result.skipped else ""))
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
