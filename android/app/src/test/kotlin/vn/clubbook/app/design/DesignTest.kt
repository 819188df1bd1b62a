package vn.clubbook.app.design

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.unit.dp
import org.junit.Test
import vn.clubbook.app.screens.ScreenTest

/** Each part of the design in the sentences that it will carry. */
class DesignTest : ScreenTest() {
    @Test
    fun `a screen with its title and buttons`() = screenshots.of(
        "design-scaffold",
        "plain" to {
            AppScaffold(words("Ghi lần thăm bà Đinh Thị Lan", "Record a visit to Mrs Dinh Thi Lan"), onBack = {}, bottom = {
                PrimaryButton(words("Lưu lần thăm", "Save the visit"), {})
                SecondaryButton(words("Ghi thêm người đi cùng", "Add who came along"), {})
            }) {
                Notice(words("Lần thăm trước: thứ Bảy 21/11, chú Minh.", "Last visit: Saturday 21/11, Mr Minh."))
            }
        },
    )

    @Test
    fun `a list with a counter`() = screenshots.of(
        "design-list",
        "70 people" to {
            ListScaffold(
                words("Điểm danh", "Roll call"),
                onBack = {},
                top = { Counter(58, 70, words("có mặt", "present")) },
                bottom = { PrimaryButton(words("Chốt buổi sinh hoạt", "Close the meeting"), {}) },
            ) {
                LazyColumn(verticalArrangement = Arrangement.spacedBy(Space.near)) {
                    items((1..70).toList()) {
                        BigTile(
                            "Nguyễn Thị Hường",
                            {
                            },
                            detail = words(
                                "bà Tư Hường · sinh ${1940 + it % 40} · số $it",
                                "Tu Huong · born ${1940 + it % 40} · no. $it",
                            ),
                            marked =
                                it % 3 != 0,
                            state = if (it % 3 != 0) words("có mặt", "present") else null,
                        )
                    }
                }
            }
        },
    )

    @Test
    fun `tiles that lead on and tiles that are marked`() = screenshots.of(
        "design-tiles",
        "plain" to {
            AppScaffold(words("Ai đang cầm máy?", "Who is holding the phone?")) {
                BigTile("Phạm Thị Hoa", {}, detail = words("chủ nhiệm", "head of the club"))
                BigTile("Lê Văn Minh", {}, detail = words("tình nguyện viên", "volunteer"), icon = ClubIcons.notebook)
                BigTile(
                    "Huỳnh Thị Kim Phượng",
                    {
                    },
                    detail = words(
                        "sinh 1952 · xóm Đình",
                        "born 1952 · Dinh hamlet",
                    ),
                    marked = true,
                    state = words("có mặt", "present"),
                )
                BigTile("Nguyễn Thị Hường", {}, detail = words("sinh 1948 · xóm Bàu", "born 1948 · Bau hamlet"), marked = false)
            }
        },
    )

    @Test
    fun `choices, of one and of some`() = screenshots.of(
        "design-choices",
        "plain" to {
            AppScaffold(words("Lần thăm", "Visit")) {
                OneOf(words("Ngày thăm", "Day of the visit"), listOf(0, 1, 2), 1, {}) {
                    when (it) {
                        0 -> words("hôm nay", "today")
                        1 -> words("hôm qua", "yesterday")
                        else -> words("ngày khác", "another day")
                    }
                }
                SomeOf(words("Đã giúp gì", "What was done"), listOf(0, 1, 2, 3), setOf(0, 3), {}) {
                    when (it) {
                        0 -> words("trò chuyện, động viên", "talked, cheered up")
                        1 -> words("dọn nhà", "cleaned the house")
                        2 -> words("tắm, gội", "bath, hair")
                        else -> words("đo huyết áp", "took the blood pressure")
                    }
                }
            }
        },
    )

    @Test
    fun `a notice, a warning and a problem`() = screenshots.of(
        "design-notices",
        "notice" to {
            AppScaffold(words("Đã gửi chưa", "Sent or not")) {
                Notice(
                    words(
                        "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này.",
                        "3 records are not sent yet, since Saturday 21/11. They are kept on this phone.",
                    ),
                    action = Action(words("Gửi ngay", "Send now")) {},
                )
            }
        },
        "done" to {
            AppScaffold(words("Đã gửi chưa", "Sent or not")) {
                Done(words("Đã gửi hết, lúc 9 giờ 15 sáng nay.", "All sent, at 9:15 this morning."))
            }
        },
        "attention" to {
            AppScaffold(words("Đo huyết áp", "Blood pressure")) {
                Attention(
                    words(
                        "Huyết áp 190/120, rất cao. Cho bà nghỉ 5 phút rồi đo lại. Vẫn cao: gọi trạm y tế.",
                        "Blood pressure 190/120, very high. Let her rest for 5 minutes and measure again. Still high: call the health station.",
                    ),
                )
            }
        },
        "problem" to {
            AppScaffold(words("Kết nối máy", "Connect this phone"), onBack = {}) {
                Problem(
                    words("Không gọi được trung tâm.", "The centre cannot be reached."),
                    words("Những gì đã ghi vẫn giữ trong máy này.", "What was written down is kept on this phone."),
                    words("Kiểm tra mạng rồi bấm thử lại.", "Check the network, then try again."),
                    action = Action(words("Thử lại", "Try again")) {},
                )
            }
        },
    )

    @Test
    fun `what has to be done at once`() = screenshots.of(
        "design-alarm",
        "plain" to {
            AppScaffold(words("Số đo của bà Lan", "Readings of Mrs Lan")) {
                Alarm(
                    listOf(
                        words(
                            "Huyết áp 190/120, rất cao. Cho bà nghỉ 5 phút rồi đo lại. Vẫn cao: gọi trạm y tế 0255 3860 000.",
                            "Blood pressure 190/120, very high. Let her rest and measure again. Still high: call the health station.",
                        ),
                    ),
                    listOf(Action(words("Gọi 0255 3860 000", "Call 0255 3860 000")) {}, Action(words("Gọi 115", "Call 115")) {}),
                )
            }
        },
    )

    @Test
    fun `a question with several answers`() = screenshots.of(
        "design-question",
        "plain" to {
            AppScaffold(words("Lần thăm", "Visit")) { Notice(words("Hôm nay, chú Minh.", "Today, Mr Minh.")) }
            QuestionSheet(
                words("Chú Minh đã ghi lần thăm bà Lan hôm nay. Cùng một lần thăm?", "Mr Minh recorded a visit today. The same?"),
                listOf(Action(words("Cùng một lần thăm", "The same visit")) {}, Action(words("Hai lần thăm", "Two visits")) {}),
                Action(words("Xem lại, chưa lưu", "Look again, not saved yet")) {},
            )
        },
    )

    @Test
    fun `a chart of readings`() = screenshots.of(
        "design-chart",
        "plain" to {
            val upper = listOf(0.6f, 0.7f, 1f, 0.9f, 0.8f, 0.75f).mapIndexed { at, height -> ChartPoint(at / 5f, height) }
            AppScaffold(words("Các lần thăm", "Visits")) {
                ReadingChart(
                    words("Huyết áp", "Blood pressure"),
                    "1/10: 135/82",
                    "21/11: 133/82",
                    listOf(upper, upper.map { it.copy(height = it.height - 0.55f) }),
                    words("Huyết áp. 1/10: 135/82. 21/11: 133/82", "Blood pressure. 1/10: 135/82. 21/11: 133/82"),
                )
                ReadingChart(words("Cân nặng", "Weight"), null, "21/11: 54,3", listOf(listOf(ChartPoint(0.5f, 0.5f))), "21/11: 54,3")
            }
        },
    )

    @Test
    fun `an empty list`() = screenshots.of(
        "design-empty",
        "plain" to {
            AppScaffold(words("Cần đến thăm", "Visits due")) {
                EmptyState(
                    words("Hôm nay không có ai cần đến thăm.", "Nobody is to be visited today."),
                    action = Action(words("Ghi một lần thăm", "Record a visit")) {
                    },
                )
            }
        },
    )

    @Test
    fun `the way back after a tap`() = screenshots.of(
        "design-undo",
        "plain" to {
            ListScaffold(words("Điểm danh", "Roll call"), bottom = {
                UndoBar(words("Đã ghi bà Lan có mặt. Bấm nhầm?", "Mrs Lan is marked present. A slip?"), words("Bỏ ghi", "Undo"), {})
            }) {}
        },
    )

    @Test
    fun `a counter`() = screenshots.of(
        "design-counter",
        "none" to { AppScaffold(words("Điểm danh", "Roll call")) { Counter(0, 70, words("có mặt", "present")) } },
        "all" to {
            AppScaffold(words("Điểm danh", "Roll call")) { Counter(120, 120, words("đã có mặt hôm nay", "are present today")) }
        },
    )

    @Test
    fun `the pad for the secret number`() = screenshots.of(
        "design-pin",
        "empty" to { AppScaffold(words("Mã số riêng của bà Hoa", "Mrs Hoa's own number"), onBack = {}) { PinPad("", {}) } },
        "two digits" to { AppScaffold(words("Mã số riêng của bà Hoa", "Mrs Hoa's own number"), onBack = {}) { PinPad("12", {}) } },
    )

    @Test
    fun `fields for numbers and words`() = screenshots.of(
        "design-fields",
        "empty" to { Fields("", null) },
        "filled" to { Fields("62,5", null) },
        "wrong" to
            {
                Fields(
                    "625",
                    words("Cân nặng từ 20 đến 200 kg. Xem lại số vừa gõ.", "Weight is 20 to 200 kg. Look again at what was typed."),
                )
            },
    )

    @Test
    fun `the search`() = screenshots.of(
        "design-search",
        "empty" to { AppScaffold(words("Thành viên", "Members")) { SearchField(words("Tìm tên", "Find a name"), "", {}) } },
        "typed" to { AppScaffold(words("Thành viên", "Members")) { SearchField(words("Tìm tên", "Find a name"), "huong", {}) } },
    )

    @Test
    fun `the question before something that is not easily undone`() = screenshots.of(
        "design-confirm",
        "plain" to {
            AppScaffold(words("Lần thăm", "Visit")) { Notice(words("Thứ Bảy 21/11, chú Minh.", "Saturday 21/11, Mr Minh.")) }
            ConfirmSheet(
                words("Bỏ lần ghi này?", "Void this record?"),
                words(
                    "Lần thăm bà Lan ngày 21/11 sẽ không tính nữa. Vẫn xem lại được.",
                    "The visit to Mrs Lan on 21/11 will not count any more. It can still be looked at.",
                ),
                words("Bỏ lần ghi này", "Void this record"),
                {},
                words("Giữ lại", "Keep it"),
                {},
            )
        },
    )

    @Composable
    private fun Fields(weight: String, wrong: String?) = AppScaffold(words("Cân và đo: bà Lan", "Weigh and measure: Mrs Lan"), onBack = {
    }, bottom = { PrimaryButton(words("Người tiếp theo", "Next person"), {}) }) {
        BigNumberField(words("Cân nặng", "Weight"), weight, {
        }, "kg", detail = words("lần trước: 61,8 kg", "last time: 61.8 kg"), wrong = wrong, decimal = true)
        BigNumberField(words("Huyết áp, số trên", "Blood pressure, upper"), "", {
        }, "mmHg", detail = words("lần trước: 135", "last time: 135"))
        TextLine(
            words(
                "Ghi chú",
                "Note",
            ),
            if (weight.isEmpty()) "" else words("Bà ăn được, ngủ hơi ít.", "She eats well, sleeps little."),
            {
            },
            lines = 3,
        )
    }
}

/** The words in the language of the picture. */
@Composable
private fun words(vietnamese: String, english: String) = if (LocalConfiguration.current.locales[0].language == "vi") vietnamese else english
