package vn.clubbook.app

import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.os.Bundle
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import androidx.test.core.app.ApplicationProvider
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.WorkManagerTestInitHelper
import java.io.File
import java.time.Duration
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.ExternalResource
import org.junit.rules.RuleChain
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowNetwork
import vn.clubbook.app.book.InMemoryKeyStore
import vn.clubbook.app.book.Opened
import vn.clubbook.app.screens.Taps
import vn.clubbook.app.sync.SyncWorker
import vn.clubbook.bridge.Book
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.RollOrder
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

/** A month of a club as two people of it live it, from the icon of the app to the centre, and nothing of it is invented. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "w360dp-h640dp-port-xhdpi")
class WholeStoryTest {
    private val centre = RunningCentre(people = 70)
    private val folder = TemporaryFolder()
    private val compose = createEmptyComposeRule()

    // The story begins a month ago and ends today.
    private val phone = PhoneInHand(compose, begins = Instant.now().minus(Duration.ofDays(30)))
    private val hand = phone.hand
    private val core get() = phone.core

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(InMemoryKeyStore()).around(centre).around(folder).around(phone).around(compose)

    private lateinit var meeting: RecordId

    @Test
    fun `what two people recorded on one phone in a month without signal is at the centre, whole and once`() {
        phone.open()
        phone.connect(centre.road.address, centre.code("club_head"))
        shareThePhone()
        for (name in WEIGHED) consent(name)
        centre.road.condition = Road.Condition.Closed

        phone.pass(days = 1)
        callTheRoll()
        switchTo("Phạm Văn Hùng", HIS_PIN)
        for (name in core.members().map { it.person.name }.filter { it.startsWith("Nguyễn") || it.startsWith("Lê") }.take(10)) {
            phone.pass(days = 2)
            visit(name)
        }
        correctInTheMiddleOfWhichTheProcessEnds()
        assertNothingIsSentYet()

        phone.pass(days = 9)
        centre.road.condition = Road.Condition.Open
        networkReturns()
        assertEverythingIsAtTheCentre()
        println("taps of the whole story: ${hand.count}")
    }

    private fun shareThePhone() {
        hand.on("Cài đặt")
        hand.on("Những người dùng máy này")
        hand.on(hasText("Đinh Thị Lan") and hasClickAction())
        repeat(2) { enter(HER_PIN) }
        hand.waitFor(hasText("Đã đặt mã số riêng."))
        phone.back()
        hand.on("Thêm người dùng")
        hand.on(hasText("Phạm Văn Hùng") and hasClickAction())
        repeat(2) { enter(HIS_PIN) }
        hand.waitFor(hasText("Đã thêm ông Hùng vào máy này."))
        phone.back()
        phone.back()
    }

    private fun consent(name: String) {
        openCard(name)
        hand.on("Đồng ý hay không")
        hand.on(hasContentDescription("số đo sức khỏe") and hasText("Ghi đồng ý"))
        hand.waitFor(hasText("Bấm nhầm?", substring = true))
        repeat(3) { phone.back() }
    }

    private fun callTheRoll() {
        hand.on("Điểm danh")
        // On the day that is planned nobody is asked.
        if (phone.today().dayOfMonth != RunningCentre.MEETING_DAY) hand.on("Có, điểm danh hôm nay")
        hand.waitFor(hasText("0 trên 70"))
        meeting = core.rollOfThisMonth()!!.meeting
        val list = hasScrollAction() and SemanticsMatcher.keyIsDefined(SemanticsProperties.CollectionInfo)
        for (member in core.members().sortedBy { it.registerNo }.take(58)) {
            val tile = isToggleable() and hasText("${member.registerNo}. ${member.person.name}")
            compose.onNode(list).performScrollToNode(tile)
            hand.on(tile)
        }
        hand.waitFor(hasText("58 trên 70"))
        compose.onNode(list).performScrollToNode(hasText("Cân và đo"))
        hand.on("Cân và đo")
        for (name in WEIGHED) {
            hand.on(hasText(name) and hasClickAction())
            hand.type("1308554,3")
            hand.onKeyOfKeyboard()
            hand.waitFor(hasText("cân nặng 54,3, huyết áp 130/85", substring = true))
        }
        phone.back()
        compose.onNode(list).performScrollToNode(hasText("Chốt buổi sinh hoạt"))
        hand.on("Chốt buổi sinh hoạt")
        hand.on(hasSetTextAction())
        hand.type("58")
        hand.on("Tiếp")
        repeat(12) { hand.on(if (it % 3 == 0) "Vắng có lý do" else "Vắng") }
        hand.on("Chốt buổi sinh hoạt")
        hand.waitFor(hasText("58 trên 70"))
        phone.back()
    }

    private fun switchTo(name: String, pin: String) {
        hand.on("Đổi người cầm máy")
        hand.on(hasText(name) and hasClickAction())
        enter(pin)
        hand.waitFor(hasText("Cài đặt"))
    }

    private fun visit(name: String) {
        hand.on("Ghi lần thăm khác")
        hand.type(name)
        hand.on(hasText(name) and hasClickAction() and !hasSetTextAction())
        hand.on("trò chuyện")
        hand.on("Lưu lần thăm")
        hand.waitFor(hasText("Đã lưu", substring = true))
        hand.on("Xong")
    }

    private fun correctInTheMiddleOfWhichTheProcessEnds() {
        switchTo("Đinh Thị Lan", HER_PIN)
        openCard("Hồ Thị Mười")
        hand.on("Sửa")
        val number = hasSetTextAction() and hasText("Số điện thoại")
        hand.waitFor(number)
        compose.onNode(number).performScrollTo().performTextReplacement("0905 111 222")
        phone.endProcess()
        hand.on("Đinh Thị Lan")
        enter(HER_PIN)
        hand.on("Lưu")
        hand.waitFor(hasText("Đã lưu trong máy", substring = true))
        repeat(2) { phone.back() }
    }

    private fun assertNothingIsSentYet() {
        hand.on("Đã gửi chưa?")
        hand.waitFor(hasText("lần ghi chưa gửi", substring = true))
        phone.runJob(SyncWorker.NOW)
        assertEquals(WorkInfo.State.ENQUEUED, phone.job(SyncWorker.NOW).state)
        assertEquals(1, phone.job(SyncWorker.NOW).runAttemptCount)
        assertFalse(core.status().isAllSent)
        hand.waitFor(hasText("lần ghi chưa gửi", substring = true))
    }

    private fun networkReturns() {
        phone.networkReturns()
        compose.waitUntil(30_000) { phone.job(SyncWorker.NOW).run { state == WorkInfo.State.ENQUEUED && runAttemptCount == 0 } }
        phone.runJob(SyncWorker.NOW)
        assertEquals(WorkInfo.State.SUCCEEDED, phone.job(SyncWorker.NOW).state)
        hand.waitFor(hasText("Đã gửi hết", substring = true))
    }

    private fun assertEverythingIsAtTheCentre() {
        val other = Clubbook.open(OpenRequest(File(folder.root, "other.db").path, ByteArray(32) { 7 }, "test", Language.VI))
        runBlocking { other.connect(other.lookUp(centre.road.address), RunningCentre.CLUB, centre.code("club_head")) }
        val here = Book(core)
        val there = Book(other)
        for (book in listOf(there, here, there)) assertEquals(ExchangeResult.Done, runBlocking { book.run() })

        assertEquals(core.members(), other.members())
        assertEquals(visits(core), visits(other))
        assertEquals(10, visits(other).values.sumOf { it.size })
        val (roll, rollThere) = listOf(core, other).map { it.roll(meeting, RollOrder.REGISTER) }
        assertEquals(roll.rows.map { it.person.id to it.mark }, rollThere.rows.map { it.person.id to it.mark })
        assertEquals(listOf(58u, 4u, 8u, 0u), rollThere.counts.run { listOf(present, excused, absent, unmarked) })
        assertEquals(WEIGHED.size, other.weighing(meeting).measured.toInt())
        assertEquals("0905 111 222", other.members().single { it.person.name == "Hồ Thị Mười" }.person.phone)
        assertTrue(other.status().sentence, other.status().isAllSent)
        assertEquals(sums(core), sums(other))
        val told = sums(core).filterValues { sum -> sum.any { it != '0' } }.keys.map { it.substringBefore(' ') }
        assertTrue("$told", "roster" in told && told.count { it == "care" } >= WEIGHED.size)
        other.shutdown()
    }

    private fun visits(core: ClubbookInterface) = core.members().associate { it.person.id to core.visitsOf(it.person.id, 50u) }

    /** The state sum of each book by the centre's number for it, as the diagnostic file has it. */
    private fun sums(core: ClubbookInterface): Map<String, String> {
        val books = JSONObject(core.diagnostics()).getJSONArray("books")
        return (0 until books.length()).map(books::getJSONObject).associate {
            "${it.getString("kind")} ${it.get("handle")}" to
                it.getString("sum")
        }
    }

    private fun openCard(name: String) {
        hand.on("Thành viên")
        hand.type(name)
        hand.on(hasText(name) and hasClickAction() and !hasSetTextAction())
    }

    private fun enter(pin: String) = pin.forEach { hand.on(it.toString()) }

    private companion object {
        const val HER_PIN = "1357"
        const val HIS_PIN = "2468"
        val WEIGHED = listOf("Hồ Thị Mười", "Phạm Văn Hùng")
    }
}
