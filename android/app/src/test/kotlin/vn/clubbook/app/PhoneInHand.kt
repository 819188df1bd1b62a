package vn.clubbook.app

import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.os.Bundle
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.test.core.app.ApplicationProvider
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.testing.WorkManagerTestInitHelper
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import org.junit.rules.ExternalResource
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowNetwork
import vn.clubbook.app.book.Opened
import vn.clubbook.app.screens.Taps
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.testing.RunningCentre

/**
 * The whole app on a phone: its activity over the real core, a clock that a test moves on, and jobs that begin when a test says that
 * what they wait for is there.
 */
class PhoneInHand(private val compose: ComposeTestRule, begins: Instant = Instant.now()) : ExternalResource() {
    val app: ClubbookApplication by lazy { ApplicationProvider.getApplicationContext() }
    val hand = Taps(compose)

    private var now = begins
    private lateinit var screen: ActivityController<MainActivity>

    /** The book that stands open. */
    val core: ClubbookInterface get() = (app.books.opened.value as Opened.Open).book.core

    override fun before() {
        app.networkClock = object : NetworkClock {
            override fun now() = now
        }
        WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)
    }

    override fun after() {
        screen.pause().stop().destroy()
    }

    fun pass(days: Long) {
        now += Duration.ofDays(days)
    }

    fun today(): LocalDate = LocalDate.ofInstant(now, ZoneId.of("Asia/Ho_Chi_Minh"))

    /** A tap on the icon. */
    fun open(kept: Bundle = Bundle()) {
        screen = Robolectric.buildActivity(MainActivity::class.java).setup(kept)
    }

    /** The system takes the app's memory and keeps what an app may keep. [meanwhile] nothing of it runs. */
    fun endProcess(meanwhile: () -> Unit = {}) {
        val kept = Bundle()
        screen.saveInstanceState(kept).pause().stop().destroy()
        (app.books.opened.value as? Opened.Open)?.book?.core?.shutdown()
        app.onTerminate()
        meanwhile()
        app.onCreate()
        open(kept)
    }

    fun back() = hand.on(hasContentDescription("Quay lại"))

    /** Types what the club's head was given into the first screen. */
    fun typeCode(address: String, digits: String) {
        hand.on("Số của câu lạc bộ")
        hand.type(RunningCentre.CLUB)
        hand.on("Mã tám chữ số")
        hand.type(digits)
        hand.on("Địa chỉ trung tâm")
        hand.type(address)
        hand.on("Tiếp tục")
    }

    fun connect(address: String, digits: String) {
        typeCode(address, digits)
        hand.waitFor(hasText(RunningCentre.NAME))
        hand.on("Đúng, kết nối")
        hand.waitFor(hasText("Máy này của Đinh Thị Lan, ${RunningCentre.CLUB_NAME}."))
        hand.waitFor(hasText("Đã nhận đủ sổ."))
        hand.on("Mở sổ")
        allowNoReminders(screen.get())
        hand.waitFor(hasText("Cài đặt"))
    }

    /** Answers the system's own question. */
    @Suppress("DEPRECATION")
    private fun allowNoReminders(activity: MainActivity) {
        val asked = shadowOf(activity).lastRequestedPermission
        activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, intArrayOf(PackageManager.PERMISSION_DENIED))
    }

    /** The one job of that name that waits or runs; else the last that ended. */
    fun job(name: String): WorkInfo {
        val (ended, stands) = WorkManager.getInstance(app).getWorkInfosForUniqueWork(name).get().partition { it.state.isFinished }
        return stands.singleOrNull() ?: ended.last { it.state != WorkInfo.State.CANCELLED }
    }

    /** What a job waits for is there; until it has ended or waits for its next turn. */
    fun runJob(name: String) {
        val tries = job(name).runAttemptCount
        WorkManagerTestInitHelper.getTestDriver(app)!!.setAllConstraintsMet(job(name).id)
        compose.waitUntil(60_000) { job(name).run { state.isFinished || (state == WorkInfo.State.ENQUEUED && runAttemptCount > tries) } }
    }

    /** The system tells the app that there is a network again. */
    fun networkReturns() {
        val callbacks = shadowOf(app.getSystemService(ConnectivityManager::class.java)).networkCallbacks
        callbacks.forEach { it.onAvailable(ShadowNetwork.newInstance(1)) }
    }
}
