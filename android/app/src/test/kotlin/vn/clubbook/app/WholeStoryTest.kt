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
    private val app by lazy { ApplicationProvider.getApplicationContext<ClubbookApplication>() }
    private val centre = RunningCentre(people = 70)
    private val folder = TemporaryFolder()
    private val compose = createEmptyComposeRule()
    private val hand = Taps(compose)

    /** A month ago, when the story begins; it ends today. */
    private val clock = object : NetworkClock {
        var at: Instant = Instant.now().minus(Duration.ofDays(30))

        override fun now() = at
    }

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(InMemoryKeyStore()).around(centre).around(folder).around(
        object : ExternalResource() {
            override fun before() {
                app.networkClock = clock
                WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)
            }
        },
    ).around(compose)

    private val core: ClubbookInterface get() = (app.books.opened.value as Opened.Open).book.core
    private lateinit var meeting: RecordId
    private val jobs by lazy { WorkManager.getInstance(app) }

    private fun openApp(kept: Bundle? = null): ActivityController<MainActivity> =
        Robolectric.buildActivity(MainActivity::class.java).setup(kept ?: Bundle())

    @Test
    fun `what two people recorded on one phone in a month without signal is at the centre, whole and once`() {
        val screen = openApp()
        connect(screen)
        shareThePhone()
        for (name in WEIGHED) consent(name)
        centre.road.condition = Road.Condition.Closed

        pass(days = 1)
        callTheRoll()
        switchTo("Phạm Văn Hùng", HIS_PIN)
        for (name in core.members().map { it.person.name }.filter { it.startsWith("Nguyễn") || it.startsWith("Lê") }.take(10)) {
            pass(days = 2)
            visit(name)
        }
        val reopened = endProcessWhileCorrecting(screen)
        assertNothingIsSentYet()

        pass(days = 9)
        centre.road.condition = Road.Condition.Open
        networkReturns()
        assertEverythingIsAtTheCentre()
        reopened.pause().stop().destroy()
        println("taps of the whole story: ${hand.count}")
    }

    private fun pass(days: Long) {
        clock.at += Duration.ofDays(days)
    }

    private fun connect(screen: ActivityController<MainActivity>) {
        hand.on("Số của câu lạc bộ")
        hand.type(RunningCentre.CLUB)
        hand.on("Mã tám chữ số")
        hand.type(centre.code("club_head"))
        hand.on("Địa chỉ trung tâm")
        hand.type(centre.road.address)
        hand.on("Tiếp tục")
        hand.waitFor(hasText(RunningCentre.NAME))
        hand.on("Đúng, kết nối")
        hand.waitFor(hasText("Máy này của Đinh Thị Lan, ${RunningCentre.CLUB_NAME}."))
        hand.waitFor(hasText("Đã nhận đủ sổ."))
        hand.on("Mở sổ")
        allowNoReminders(screen.get())
    }

    /** Answers the system's own question. */
    @Suppress("DEPRECATION")
    private fun allowNoReminders(activity: MainActivity) {
        val asked = shadowOf(activity).lastRequestedPermission
        activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, intArrayOf(PackageManager.PERMISSION_DENIED))
    }

    private fun shareThePhone() {
        hand.on("Cài đặt")
        hand.on("Những người dùng máy này")
        hand.on(hasText("Đinh Thị Lan") and hasClickAction())
        repeat(2) { enter(HER_PIN) }
        hand.waitFor(hasText("Đã đặt mã số riêng."))
        back()
        hand.on("Thêm người dùng")
        hand.on(hasText("Phạm Văn Hùng") and hasClickAction())
        repeat(2) { enter(HIS_PIN) }
        hand.waitFor(hasText("Đã thêm ông Hùng vào máy này."))
        back()
        back()
    }

    private fun consent(name: String) {
        openCard(name)
        hand.on("Đồng ý hay không")
        hand.on(hasContentDescription("số đo sức khỏe") and hasText("Ghi đồng ý"))
        hand.waitFor(hasText("Bấm nhầm?", substring = true))
        repeat(3) { back() }
    }

    private fun callTheRoll() {
        hand.on("Điểm danh")
        hand.on("Có, điểm danh hôm nay")
        hand.waitFor(hasText("0 trên 70"))
        meeting = core.rollOfThisMonth()!!.meeting
        val list = hasScrollAction() and SemanticsMatcher.keyIsDefined(SemanticsProperties.CollectionInfo)
        for (member in core.members().sortedBy { it.registerNo }.take(58)) {
            val tile = isToggleable() and hasText("${member.registerNo}. ${member.person.name}")
            compose.onNode(list).performScrollToNode(tile)
            hand.on(tile)
        }
        hand.waitFor(hasText("58 trên 70"))
        compose.onNode(list).performScrollToNode(hasText("Cân, đo"))
        hand.on("Cân, đo")
        for (name in WEIGHED) {
            hand.on(hasText(name) and hasClickAction())
            hand.type("1308554,3")
            hand.onKeyOfKeyboard()
            hand.waitFor(hasText("cân nặng 54,3, huyết áp 130/85", substring = true))
        }
        back()
        compose.onNode(list).performScrollToNode(hasText("Chốt buổi sinh hoạt"))
        hand.on("Chốt buổi sinh hoạt")
        hand.on(hasSetTextAction())
        hand.type("58")
        hand.on("Tiếp")
        repeat(12) { hand.on(if (it % 3 == 0) "Vắng có lý do" else "Vắng") }
        hand.on("Chốt buổi sinh hoạt")
        hand.waitFor(hasText("58 trên 70"))
        back()
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

    /** The system takes the app's memory in the middle of a form, and gives back what an app may keep. */
    private fun endProcessWhileCorrecting(screen: ActivityController<MainActivity>): ActivityController<MainActivity> {
        switchTo("Đinh Thị Lan", HER_PIN)
        openCard("Hồ Thị Mười")
        hand.on("Sửa")
        val phone = hasSetTextAction() and hasText("Số điện thoại")
        hand.waitFor(phone)
        compose.onNode(phone).performScrollTo().performTextReplacement("0905 111 222")
        val kept = Bundle()
        screen.saveInstanceState(kept).pause().stop().destroy()
        core.shutdown()
        app.onCreate()

        val reopened = openApp(kept)
        hand.on("Đinh Thị Lan")
        enter(HER_PIN)
        hand.on("Lưu")
        hand.waitFor(hasText("Đã lưu trong máy", substring = true))
        repeat(2) { back() }
        return reopened
    }

    private fun assertNothingIsSentYet() {
        hand.on("Gửi hay chưa")
        hand.waitFor(hasText("chưa gửi", substring = true))
        runJob(SyncWorker.NOW)
        assertEquals(WorkInfo.State.ENQUEUED, job(SyncWorker.NOW).state)
        assertEquals(1, job(SyncWorker.NOW).runAttemptCount)
        assertFalse(core.status().isAllSent)
        hand.waitFor(hasText("chưa gửi", substring = true))
    }

    private fun networkReturns() {
        val callbacks = shadowOf(app.getSystemService(ConnectivityManager::class.java)).networkCallbacks
        callbacks.forEach { it.onAvailable(ShadowNetwork.newInstance(1)) }
        compose.waitUntil(30_000) { job(SyncWorker.NOW).run { state == WorkInfo.State.ENQUEUED && runAttemptCount == 0 } }
        runJob(SyncWorker.NOW)
        assertEquals(WorkInfo.State.SUCCEEDED, job(SyncWorker.NOW).state)
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
        assertEquals(WEIGHED.size, other.weighing(meeting).count { it.isMeasured })
        assertEquals("0905 111 222", other.members().single { it.person.name == "Hồ Thị Mười" }.person.phone)
        assertTrue(other.status().sentence, other.status().isAllSent)
        assertEquals(sums(core), sums(other))
        assertTrue("${sums(core)}", listOf("roster", "care").all { sums(core).getValue(it).any { digit -> digit != '0' } })
        other.shutdown()
    }

    private fun visits(core: ClubbookInterface) = core.members().associate { it.person.id to core.visitsOf(it.person.id, 50u) }

    /** The state sum of each book, as the diagnostic file has it. */
    private fun sums(core: ClubbookInterface): Map<String, String> {
        val books = JSONObject(core.diagnostics()).getJSONArray("books")
        return (0 until books.length()).map(books::getJSONObject).associate { it.getString("kind") to it.getString("sum") }
    }

    /** The one that waits or runs; else the one that was the last to end well. */
    private fun job(name: String): WorkInfo {
        val (ended, stands) = jobs.getWorkInfosForUniqueWork(name).get().partition { it.state.isFinished }
        return stands.singleOrNull() ?: ended.last { it.state == WorkInfo.State.SUCCEEDED }
    }

    /** The system finds that what a job waits for is there. */
    private fun runJob(name: String) {
        WorkManagerTestInitHelper.getTestDriver(app)!!.setAllConstraintsMet(job(name).id)
        compose.waitUntil(60_000) { job(name).state != WorkInfo.State.RUNNING }
    }

    private fun openCard(name: String) {
        hand.on("Thành viên")
        hand.type(name)
        hand.on(hasText(name) and hasClickAction() and !hasSetTextAction())
    }

    private fun enter(pin: String) = pin.forEach { hand.on(it.toString()) }

    private fun back() = hand.on(hasContentDescription("Quay lại"))

    private companion object {
        const val HER_PIN = "1357"
        const val HIS_PIN = "2468"
        val WEIGHED = listOf("Hồ Thị Mười", "Phạm Văn Hùng")
    }
}
