package vn.clubbook.app

import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.book.InMemoryKeyStore
import vn.clubbook.app.screens.Screenshots
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

/** What really happens when something fails, and what is on the screen then: what it is, what was kept, one next step. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "w360dp-h640dp-port-xhdpi")
class FaultsTest {
    private val centre = RunningCentre()
    private val compose = createEmptyComposeRule()
    private val phone = PhoneInHand(compose)
    private val hand = phone.hand

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(InMemoryKeyStore()).around(centre).around(phone).around(compose)

    /** Waits for the sentence; the screen that says it is whole. */
    private fun see(fault: String, sentence: String) {
        hand.waitFor(hasText(sentence, substring = true))
        assertEquals(listOf<String>(), Screenshots(compose).look("fault-$fault"))
    }

    @Test
    fun `a centre that is silent and one that is out of order`() {
        phone.open()
        centre.road.condition = Road.Condition.Closed
        phone.typeCode(centre.road.address, centre.code("club_head"))
        see("server-silent", "Chưa nối được với trung tâm.")
        hand.waitFor(hasText("Trong máy không có gì thay đổi, mã vẫn dùng được.", substring = true))
        centre.road.condition = Road.Condition.OutOfOrder
        hand.on("Tiếp tục")
        see("server-down", "Trung tâm đang trục trặc.")
    }

    @Test
    fun `a wrong code`() {
        phone.open()
        val digits = centre.code("club_head")
        phone.typeCode(centre.road.address, if (digits == "00000000") "00000001" else "00000000")
        hand.on("Đúng, kết nối")
        see("wrong-code", "Mã kết nối không đúng. Không có gì thay đổi.")
    }

    @Test
    fun `a used code`() {
        val digits = centre.code("club_head")
        phone.open()
        phone.connect(centre.road.address, digits)
        // The same phone after its file was lost: the code has gone.
        phone.endProcess { bookFiles().forEach(File::delete) }
        phone.typeCode(centre.road.address, digits)
        hand.on("Đúng, kết nối")
        see("used-code", "Mã kết nối này đã dùng cho máy khác. Không có gì thay đổi.")
    }

    @Test
    fun `a phone whose access was taken away`() {
        phone.open()
        phone.connect(centre.road.address, centre.code("club_head"))
        centre.revokePhones()
        hand.on("Đã gửi chưa?")
        hand.on("Gửi ngay")
        see("revoked", "Máy này không dùng Sổ CLB được nữa. Cần hỏi, gặp bà Lan, chủ nhiệm. Những gì đã ghi đã gửi đủ.")
    }

    @Test
    fun `a store that cannot be read`() {
        phone.open()
        phone.connect(centre.road.address, centre.code("club_head"))
        phone.endProcess { bookFiles().single { it.name == "club.db" }.writeBytes(ByteArray(40_960) { (it * 31).toByte() }) }
        see("unreadable", "Sổ trong máy hỏng, không đọc lại được. Tệp hỏng vẫn giữ trong máy. Cần kết nối lại máy.")
    }

    private fun bookFiles() = phone.app.noBackupFilesDir.resolve("book").listFiles { file -> ".db" in file.name }!!.toList()
}
