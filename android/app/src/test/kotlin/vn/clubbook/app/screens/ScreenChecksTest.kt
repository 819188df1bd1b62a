package vn.clubbook.app.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import org.junit.Assert.assertEquals
import org.junit.Test
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.TextLine
import vn.clubbook.presentation.appearance.Language

/** Each check sees what it is for. */
class ScreenChecksTest : ScreenTest() {
    private val small = Variant(Window.Small, 1f, dark = false, Language.Vietnamese, "bad")

    private fun findings(content: @Composable () -> Unit) = screenshots.draw("checks", small) { Paper { content() } }

    @Composable
    private fun Paper(content: @Composable () -> Unit) = Box(Modifier.fillMaxSize().background(Color.White)) { content() }

    @Composable
    private fun Tap(text: String, modifier: Modifier = Modifier) = Box(modifier.size(56.dp).clickable {}) { Text(text) }

    @Test
    fun `nothing is found where nothing is wrong`() {
        assertEquals(
            emptyList<String>(),
            findings {
                Column {
                    Tap("một")
                    Tap("hai")
                    Text("Đã lưu trong máy.")
                }
            },
        )
    }

    @Test
    fun `words that end in dots are found`() {
        assertEquals(
            listOf("cut: \"Nguyễn Thị Hường\""),
            findings { Text("Nguyễn Thị Hường", Modifier.width(90.dp), maxLines = 1, overflow = TextOverflow.Ellipsis) },
        )
    }

    @Test
    fun `words that are cut at the side or below are found`() {
        assertEquals(
            listOf("cut: \"Nguyễn Thị Hường\""),
            findings { Text("Nguyễn Thị Hường", Modifier.width(90.dp), softWrap = false, overflow = TextOverflow.Clip) },
        )
        assertEquals(listOf("cut: \"Nguyễn Thị Hường\""), findings { Text("Nguyễn Thị Hường", Modifier.width(90.dp).height(30.dp)) })
    }

    @Test
    fun `what reaches over its frame is found, and what is only scrolled away is not`() {
        val tall = @Composable { Column { repeat(20) { Text("Dòng số $it", Modifier.padding(20.dp)) } } }
        assertEquals(1, findings { Box(Modifier.size(200.dp, 64.dp).clipToBounds()) { Text("Dòng", Modifier.offset(y = 50.dp)) } }.size)
        assertEquals(emptyList<String>(), findings { Column(Modifier.verticalScroll(rememberScrollState())) { tall() } })
    }

    @Test
    fun `a word broken for want of room is found`() {
        assertEquals(
            listOf("a word is broken: Measur|ements"),
            findings {
                Text("Measurements", Modifier.width(70.dp))
            }.map { it.replace(Regex("\\w+\\|\\w+"), "Measur|ements") },
        )
    }

    @Test
    fun `things in the same place are found`() {
        assertEquals(
            listOf("\"một\" lies over \"hai\""),
            findings {
                Tap("một")
                Text("hai", Modifier.offset(10.dp, 30.dp))
            }.take(1),
        )
    }

    @Test
    fun `a control below 48 dp is found`() {
        assertEquals(
            listOf("too small to tap, 60.0 × 40.0 dp: \"một\""),
            findings {
                Box(Modifier.size(60.dp, 40.dp).clickable {}) { Text("một") }
            },
        )
    }

    @Test
    fun `a control without a name is found, also a field that has only what was typed`() {
        assertEquals(1, findings { Box(Modifier.size(60.dp).clickable {}) }.count { it.startsWith("has no name") })
        assertEquals(1, findings { TextLine("", "Lan", {}) }.count { it.startsWith("has no name") })
        assertEquals(0, findings { TextLine("Họ và tên", "Lan", {}) }.size)
    }

    @Test
    fun `two controls of one name are found`() {
        assertEquals(
            listOf("2 controls are called \"Sửa\""),
            findings {
                Column {
                    Tap("Sửa")
                    Tap("Sửa")
                }
            },
        )
    }

    @Test
    fun `faint words are found`() {
        assertEquals(listOf("contrast 4.5: \"mờ\""), findings { Text("mờ", color = Color(0xFF767676)) })
        assertEquals(emptyList<String>(), findings { Text("rõ", color = Color(0xFF545454)) })
    }

    @Test
    fun `a window over the screen is what is looked at`() {
        val behind = @Composable { AppScaffold("Sửa") { PrimaryButton("Giữ lại", {}) } }
        assertEquals(
            emptyList<String>(),
            findings {
                behind()
                ConfirmSheet("Bỏ lần ghi này?", "Vẫn xem lại được.", "Bỏ lần ghi này", {}, "Giữ lại", {})
            },
        )
    }
}
