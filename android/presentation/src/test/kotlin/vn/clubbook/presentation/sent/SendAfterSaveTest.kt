package vn.clubbook.presentation.sent

import java.io.File
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.Topic
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

@OptIn(ExperimentalCoroutinesApi::class)
class SendAfterSaveTest {
    @get:Rule
    val centre = RunningCentre()

    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `a save starts an exchange, and an exchange that fails or succeeds starts none`() = runTest {
        val core = Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test", Language.VI))
        val book = Book(core, StandardTestDispatcher(testScheduler))
        core.connect(core.lookUp(centre.road.address), "7", centre.code("club_head"))
        book.run()
        val starts = Channel<Unit>(Channel.UNLIMITED)
        val heard = Channel<List<Topic>>(Channel.UNLIMITED)
        backgroundScope.launch { SendAfterSave(book) { starts.trySend(Unit) }.run() }
        testScheduler.runCurrent()
        // Hears of everything after the other has heard of it.
        backgroundScope.launch { book.changes.collect(heard::trySend) }
        suspend fun exchange(): ExchangeResult {
            while (heard.tryReceive().isSuccess) continue
            val result = book.run()
            while (heard.receive().size < Topic.entries.size) continue
            testScheduler.runCurrent()
            return result
        }

        suspend fun record(given: Boolean) = book.ask { consent(members().first().person.id, 1u, given, true) }

        record(given = true)
        starts.receive()
        centre.road.condition = Road.Condition.Closed
        assertEquals(ExchangeResult.TryLater, exchange())
        assertEquals(true, starts.isEmpty)
        record(given = false)
        starts.receive()
        centre.road.condition = Road.Condition.Open
        assertEquals(ExchangeResult.Done, exchange())
        assertEquals(true, starts.isEmpty)
        record(given = true)
        starts.receive()

        // The process ended before anything was sent: the next one begins with it.
        val later = Channel<Unit>(Channel.UNLIMITED)
        backgroundScope.launch { SendAfterSave(book) { later.trySend(Unit) }.run() }
        later.receive()
        core.shutdown()
    }
}
