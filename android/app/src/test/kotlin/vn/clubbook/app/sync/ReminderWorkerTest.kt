package vn.clubbook.app.sync

import android.app.NotificationManager
import android.content.Context
import androidx.test.core.app.ApplicationProvider
import androidx.work.ListenableWorker.Result
import androidx.work.testing.TestListenableWorkerBuilder
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.sent.waiting
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.StatusView
import vn.clubbook.presentation.sent.LONG_UNSENT

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class ReminderWorkerTest {
    @get:Rule
    val practice = PracticeBook()

    private val context = ApplicationProvider.getApplicationContext<Context>()
    private val notifications = context.getSystemService(NotificationManager::class.java)!!

    private fun waiting(since: Instant) = waiting.copy(oldest = since)

    private fun run(visits: Int = 0, status: suspend () -> StatusView?) {
        val ask = suspend { status()?.let { ToRemind(it, visits) } }
        val worker = TestListenableWorkerBuilder<ReminderWorker>(context).setWorkerFactory(ReminderWorkers(ask)).build()
        assertEquals(Result.success(), runBlocking { worker.doWork() })
    }

    private fun shown() = shadowOf(notifications).allNotifications.map { shadowOf(it).contentText.toString() }

    @Test
    fun `what waits for a week is said once, in the language of the app, and no longer than it is true`() {
        val longAgo = waiting(Instant.now() - LONG_UNSENT)
        run { longAgo }
        run { longAgo }
        assertEquals(listOf("${longAgo.sentence} Tới chỗ có mạng rồi mở Sổ CLB."), shown())
        assertEquals("Sổ CLB chưa gửi từ lâu", shadowOf(shadowOf(notifications).allNotifications.single()).contentTitle)
        run { waiting(Instant.now()) }
        assertEquals(listOf<String>(), shown())
    }

    @Test
    fun `how many are to be visited is said without a name, and no longer than it is true`() {
        run(visits = 3) { waiting(Instant.now()) }
        assertEquals(listOf("Mở Sổ CLB để xem là ai. Số người: 3"), shown())
        run(visits = 0) { waiting(Instant.now()) }
        assertEquals(listOf<String>(), shown())
    }

    @Test
    fun `a phone that may not be used any longer names nobody on the table`() {
        run(visits = 3) { waiting(Instant.now() - LONG_UNSENT).copy(isRevoked = true) }
        assertEquals(listOf<String>(), shown())
    }

    @Test
    fun `whoever is at the phone is reminded of their own visits, and a locked phone of none`() {
        val core = practice.core
        core.setPin("1111")
        val volunteer = core.members().single { it.registerNo == VOLUNTEER }.person.id
        core.addUser(volunteer, "2222")
        core.signIn(volunteer, "2222")
        val mine = core.today().visits.count { it.isMine }
        assertEquals(mine, ToRemind.of(core).visits)
        assertTrue("somebody waits for this volunteer", mine > 0)
        core.signOut()
        assertEquals(0, ToRemind.of(core).visits)
    }

    @Test
    fun `a phone without a club, or with a book that does not open, reminds nobody`() {
        run { null }
        run { throw ClubbookException.NotConnected("Máy chưa kết nối với câu lạc bộ.") }
        assertEquals(listOf<String>(), shown())
    }

    private companion object {
        /** Who goes to those of the practice club that are cared for, by number in the register. */
        const val VOLUNTEER = 5L
    }
}
