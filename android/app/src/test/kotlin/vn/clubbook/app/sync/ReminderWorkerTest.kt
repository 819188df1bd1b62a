package vn.clubbook.app.sync

import android.app.NotificationManager
import android.content.Context
import androidx.test.core.app.ApplicationProvider
import androidx.work.ListenableWorker.Result
import androidx.work.testing.TestListenableWorkerBuilder
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.StatusView
import vn.clubbook.presentation.sent.LONG_UNSENT

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class ReminderWorkerTest {
    private val context = ApplicationProvider.getApplicationContext<Context>()
    private val notifications = context.getSystemService(NotificationManager::class.java)!!

    private fun waiting(since: Instant) = StatusView(
        sentence = "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này.",
        remarks = listOf(),
        troubles = listOf(),
        isAllSent = false,
        waiting = 3u,
        oldest = since,
        putAside = 0u,
        refused = 0u,
        lastExchange = null,
        isRevoked = false,
        helpName = null,
        helpPhone = null,
    )

    private fun run(status: suspend () -> StatusView?) {
        val worker = TestListenableWorkerBuilder<ReminderWorker>(context).setWorkerFactory(ReminderWorkers(status)).build()
        assertEquals(Result.success(), runBlocking { worker.doWork() })
    }

    private fun shown() = shadowOf(notifications).allNotifications.map { shadowOf(it).contentText.toString() }

    @Test
    fun `what waits for a week is said once, in the language of the app, and no longer than it is true`() {
        val longAgo = waiting(Instant.now() - LONG_UNSENT)
        run { longAgo }
        run { longAgo }
        assertEquals(listOf(longAgo.sentence), shown())
        assertEquals("Sổ CLB chưa gửi từ lâu", shadowOf(shadowOf(notifications).allNotifications.single()).contentTitle)
        run { waiting(Instant.now()) }
        assertEquals(listOf<String>(), shown())
    }

    @Test
    fun `a phone without a club, or with a book that does not open, reminds nobody`() {
        run { null }
        run { throw ClubbookException.NotConnected("Máy chưa kết nối với câu lạc bộ.") }
        assertEquals(listOf<String>(), shown())
    }
}
