package vn.clubbook.bridge

import java.io.File
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.ffi.ChangeListener
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.Topic

/** The way over the boundary and back, with the real library. */
class BookTest {
    @get:Rule
    val folder = TemporaryFolder()

    private lateinit var core: Clubbook

    @Before
    fun open() {
        core = Clubbook.openPractice(request("practice.db"))
    }

    private fun request(name: String) = OpenRequest(File(folder.root, name).path, ByteArray(32) { 7 }, "test 1", Language.VI)

    private fun firstMember() = core.members().first().person.id

    @Test
    fun `values cross as the platform's own types and come back`() {
        val today = core.today()
        assertEquals(java.time.LocalDate.now(java.time.ZoneId.of("Asia/Ho_Chi_Minh")), today.today)
        val roll = core.openMeeting(today.today, null, true)
        val row = roll.rows.first()
        val marked = core.mark(roll.meeting, row.person.id, Mark.PRESENT, null, row.seen)
        assertEquals(row.person.id, marked.row.person.id)
        assertEquals(Mark.PRESENT, marked.row.mark)
    }

    @Test
    fun `an error has a type, a code and the words of the chosen language`() {
        val form = core.personForm(firstMember())
        val wrong = listOf(vn.clubbook.ffi.TypedField("birth", "99/99/1955"))
        val refused =
            assertThrows(ClubbookException.NotRecorded::class.java) { core.correctPerson(form.record, form.seen, wrong) }
        assertEquals("invalid", refused.code)
        assertTrue(refused.words, refused.words.contains("Chưa ghi gì"))
        core.speak(Language.EN)
        val english =
            assertThrows(ClubbookException.NotRecorded::class.java) { core.correctPerson(form.record, form.seen, wrong) }
        assertTrue(english.words, english.words.contains("Nothing was recorded"))
    }

    @Test
    fun `a question comes with what may be answered`() {
        val roll = core.openMeeting(null, null, true)
        val close = vn.clubbook.ffi.CloseRequest(roll.meeting, roll.seen, null, listOf(), null)
        val asked = assertThrows(ClubbookException.AskFirst::class.java) { core.closeMeeting(close) }
        val question = asked.question as Question.Unmarked
        assertEquals(roll.rows.count { !it.isGuest }, question.people.size)
    }

    @Test
    fun `changes come from a thread of the core's, and one who throws hears no more and breaks nothing`() {
        val heard = AtomicReference<Pair<Thread, List<Topic>>>()
        val told = CountDownLatch(1)
        var calls = 0
        val throwing = core.subscribe(object : ChangeListener {
            override fun changed(topics: List<Topic>): Unit = error("nobody expects this").also { calls++ }
        })
        val subscription = core.subscribe(object : ChangeListener {
            override fun changed(topics: List<Topic>) {
                heard.set(Thread.currentThread() to topics)
                told.countDown()
            }
        })
        core.consent(firstMember(), 1u, true, true)
        told.await()
        assertNotEquals(Thread.currentThread(), heard.get().first)
        assertEquals(listOf(Topic.VISITS, Topic.CARE, Topic.STATUS), heard.get().second)
        throwing.close()
        subscription.cancel()
        core.consent(firstMember(), 2u, true, true)
        assertEquals(0, calls)
    }

    @Test
    fun `changes are a flow of everything to begin with, what a command changed, and everything when somebody looks again`() = runBlocking {
        val book = Book(core)
        val heard = Channel<List<Topic>>(Channel.UNLIMITED)
        val collecting = launch { book.changes.collect(heard::send) }
        assertEquals(Topic.entries, heard.receive())
        book.ask { consent(firstMember(), 1u, true, true) }
        assertTrue(Topic.CARE in heard.receive())
        book.sleep()
        book.wake()
        assertEquals(Topic.entries, heard.receive())
        collecting.cancelAndJoin()
    }

    @Test
    fun `what is async waits without a thread, fails with a type, and can be cancelled`() = runBlocking {
        val book = Clubbook.open(request("so.db"))
        // Nobody listens there: the answer is a failure that says what was kept.
        val failed = runCatching { book.lookUp("http://127.0.0.1:9") }.exceptionOrNull()
        assertTrue("$failed", failed is ClubbookException.Exchange)
        java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress()).use { silent ->
            val asking = launch(start = CoroutineStart.UNDISPATCHED) { book.lookUp("http://127.0.0.1:${silent.localPort}") }
            silent.accept().use {
                // It waits for an answer that never comes; who no longer waits is not held up by it.
                asking.cancelAndJoin()
            }
            val ended = async(start = CoroutineStart.UNDISPATCHED) {
                runCatching { book.lookUp("http://127.0.0.1:${silent.localPort}") }.exceptionOrNull()
            }
            silent.accept().use { book.cancel() }
            assertTrue("${ended.await()}", ended.await() is ClubbookException.Cancelled)
        }
    }

    @Test
    fun `a book that sleeps has no file open, and whoever asks wakes it`() = runBlocking {
        val book = Book(core)
        val before = book.ask { members() }
        book.sleep()
        assertThrows(ClubbookException.Cancelled::class.java) { core.members() }
        assertEquals(before, book.ask { members() })
        book.sleep()
        // An exchange wakes it too: the practice club says no, which it can only say with its file open.
        assertEquals(ExchangeResult.AskPerson, book.run())
    }

    @Test
    fun `a book goes to sleep after what was asked is answered, and not in the middle of it`() = runBlocking<Unit> {
        val book = Book(core)
        val asked = CompletableDeferred<Unit>()
        val goOn = CompletableDeferred<Unit>()
        val answer = async {
            book.ask {
                asked.complete(Unit)
                goOn.await()
                members().size
            }
        }
        asked.await()
        book.sleep()
        goOn.complete(Unit)
        assertEquals(24, answer.await())
        // Nobody looks at the app, so nothing stays open behind the answer.
        assertThrows(ClubbookException.Cancelled::class.java) { core.members() }
    }

    @Test
    fun `what a closed file refuses does not read as saved`() = runBlocking<Unit> {
        Book(core).sleep()
        val refused = assertThrows(ClubbookException.Cancelled::class.java) { core.setPin("1111") }
        assertTrue(refused.words, "chưa lưu" in refused.words)
    }

    @Test
    fun `after the end everything is answered, and nothing crashes`() {
        core.shutdown()
        assertThrows(ClubbookException.Cancelled::class.java) { core.today() }
        core.shutdown()
        core.close()
        assertThrows(IllegalStateException::class.java) { core.today() }
    }

    @Test
    fun `ten thousand objects come and go without growth`() {
        fun tenThousand() = repeat(10_000) {
            core.subscribe(object : ChangeListener {
                override fun changed(topics: List<Topic>) = Unit
            }).use { it.cancel() }
        }
        fun held(): Long {
            System.gc()
            return File("/proc/self/statm").readText().split(' ')[1].toLong() * 4096
        }
        // What leaks grows in every round; what the virtual machine takes for itself does not.
        tenThousand()
        val growth = List(4) {
            val before = held()
            tenThousand()
            held() - before
        }
        assertTrue("grew by $growth bytes", growth.min() < 256 shl 10)
    }
}
