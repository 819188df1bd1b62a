package vn.clubbook.presentation.sent

import java.io.File
import kotlin.random.Random
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.AddPersonRequest
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.StatusView
import vn.clubbook.presentation.today.TodayPresenter
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

/** "Đã gửi hết" is on the screen only when the centre has everything: many random runs against a real centre on a bad road. */
class NeverSentBeforeItIsTest {
    @get:Rule
    val centre = RunningCentre()

    @get:Rule
    val folder = TemporaryFolder()

    /** What the centre has of what was recorded here, by what the road let through; the core is not asked. */
    private enum class Truth { AllThere, Unsent, Unknown }

    @Test
    fun `it never says that all is sent while something is not, and says it once it is`() = runBlocking {
        val runs = System.getProperty("runs").toInt()
        val phone = Phone()
        phone.connect()
        var said = 0
        repeat(runs) { seed ->
            try {
                said += phone.run(Random(seed))
            } catch (failure: Throwable) {
                throw AssertionError("seed $seed: ${phone.steps.joinToString()}", failure)
            }
        }
        phone.close()
        // Nobody would notice a screen that never says it.
        assertEquals(runs, said)
    }

    private inner class Phone {
        val steps = mutableListOf<String>()
        private var truth = Truth.AllThere
        private var added = 0
        private val people = mutableListOf<RecordId>()
        private val consents = mutableSetOf<Pair<RecordId, UInt>>()
        private lateinit var core: Clubbook
        private lateinit var book: Book
        private lateinit var scope: CoroutineScope
        private lateinit var presenter: SentPresenter
        private lateinit var today: TodayPresenter

        private fun open() {
            core = Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test", Language.VI))
            book = Book(core)
            scope = CoroutineScope(Dispatchers.Default + Job())
            presenter = SentPresenter(book, scope)
            today = TodayPresenter(book, scope)
        }

        suspend fun connect() {
            open()
            core.connect(core.lookUp(centre.road.address), "7", centre.code("club_head"))
            assertEquals(ExchangeResult.Done, book.run())
        }

        /** Some steps, then one exchange on an open road; 1 when the screen says then that all is sent. */
        suspend fun run(random: Random): Int {
            steps.clear()
            centre.road.condition = Road.Condition.entries.random(random)
            repeat(random.nextInt(1, 6)) {
                step(random)
                check()
            }
            centre.road.condition = Road.Condition.Open
            steps += "send"
            send()
            check()
            return if (says()) 1 else 0
        }

        private suspend fun step(random: Random) = when (random.nextInt(8)) {
            0, 1, 2 -> does("record") { record(random) }

            3 -> does("road") { centre.road.condition = Road.Condition.entries.random(random) }

            4 -> does("send") { send() }

            5 -> does("send and record at once") {
                presenter.on(SentEvent.SendNow)
                record(random)
                settle()
                // Whether the exchange took it along, only the next one tells.
                if (centre.road.condition == Road.Condition.Open) truth = Truth.Unknown
            }

            6 -> does("sleep") { book.sleep() }

            else -> does("end of the process") {
                close()
                open()
            }
        }

        private suspend fun does(what: String, step: suspend () -> Unit) {
            steps += what
            step()
        }

        private suspend fun record(random: Random) {
            truth = Truth.Unsent
            // A club does not grow without end, or each run would take longer than the one before.
            if (people.isEmpty() || (people.size < MOST_PEOPLE && random.nextInt(6) == 0)) {
                val request = AddPersonRequest("Nguyễn Thị ${added++.inLetters()}", listOf(), true, null, true, false)
                people += book.ask { addPerson(request) }.id
            } else {
                // What is as it was would be no record.
                val asked = people[random.nextInt(maxOf(0, people.size - 3), people.size)] to random.nextInt(1, 4).toUInt()
                val given = asked !in consents
                if (given) consents += asked else consents -= asked
                book.ask { consent(asked.first, asked.second, given, true) }
            }
        }

        private suspend fun send() {
            presenter.on(SentEvent.SendNow)
            settle()
            if (centre.road.condition == Road.Condition.Open) truth = Truth.AllThere
        }

        /** Waits until the screen shows what the core says now. */
        private suspend fun settle() = withTimeout(1.minutes) {
            presenter.state.first { !it.isSending && it.status?.stand() == book.ask { status().stand() } }
            today.state.first { it.status?.stand() == book.ask { status().stand() } }
        }

        private fun StatusView.stand() = listOf(waiting, recorded, isAllSent, lastExchange)

        private suspend fun check() {
            settle()
            when (truth) {
                Truth.Unsent -> assertEquals(presenter.state.value.toString(), false, says())
                Truth.AllThere -> assertEquals(presenter.state.value.toString(), true, says())
                Truth.Unknown -> Unit
            }
        }

        /** On either screen: in the sentence, a remark, or by the mark that stands for it. */
        private fun says(): Boolean = listOfNotNull(presenter.state.value.status, today.state.value.status).any { status ->
            status.isAllSent || (status.remarks + status.sentence).any { "gửi hết" in it || "gửi đủ" in it }
        }

        fun close() {
            scope.cancel()
            core.shutdown()
        }
    }

    private companion object {
        const val MOST_PEOPLE = 20
    }

    private fun Int.inLetters() = toString().map { 'A' + it.digitToInt() }.joinToString("")
}
