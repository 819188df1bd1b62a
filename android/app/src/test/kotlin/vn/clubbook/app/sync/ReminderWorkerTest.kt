package vn.clubbook.app.sync

import android.app.NotificationManager
import android.content.Context
import androidx.test.core.app.ApplicationProvider
import androidx.work.ListenableWorker.Result
import androidx.work.testing.TestListenableWorkerBuilder
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.ReminderKind
import vn.clubbook.ffi.ReminderView

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class ReminderWorkerTest {
    private val context = ApplicationProvider.getApplicationContext<Context>()
    private val notifications = context.getSystemService(NotificationManager::class.java)!!

    private val unsent =
        ReminderView(ReminderKind.UNSENT, "Sổ CLB chưa gửi từ lâu", "Còn 3 lần ghi chưa gửi. Tới chỗ có mạng rồi mở Sổ CLB.")
    private val visits = ReminderView(ReminderKind.VISITS, "Có người cần đến thăm", "Mở Sổ CLB để xem là ai. Số người: 3")

    private fun run(said: suspend () -> List<ReminderView>?) {
        val worker = TestListenableWorkerBuilder<ReminderWorker>(context).setWorkerFactory(ReminderWorkers(said)).build()
        assertEquals(Result.success(), runBlocking { worker.doWork() })
    }

    private fun shown() = shadowOf(notifications).allNotifications
        .map { shadowOf(it) }
        .map { it.contentTitle.toString() to it.contentText.toString() }

    @Test
    fun `what the core reminds of stands there once, each by itself, and no longer than it is said`() {
        repeat(2) { run { listOf(unsent, visits) } }
        assertEquals(listOf(unsent, visits).map { it.title to it.words }, shown())
        run { listOf(visits.copy(words = "Mở Sổ CLB để xem là ai. Số người: 2")) }
        assertEquals(listOf(visits.title to "Mở Sổ CLB để xem là ai. Số người: 2"), shown())
        run { listOf() }
        assertEquals(listOf<Any>(), shown())
    }

    @Test
    fun `a phone without a club, or with a book that does not open, reminds nobody`() {
        run { listOf(unsent, visits) }
        run { null }
        assertEquals(listOf<Any>(), shown())
        run { listOf(unsent, visits) }
        run { throw ClubbookException.NotConnected("Máy chưa kết nối với câu lạc bộ.") }
        assertEquals(listOf<Any>(), shown())
    }
}
