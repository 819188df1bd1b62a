package vn.clubbook.presentation

import java.io.File
import java.time.Instant
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.PersonView

/** The practice club in the real core: 24 people of Gò Deo, of whom the head, bà Nguyễn Thị Tập, is at the phone. */
class PracticeBook : TemporaryFolder() {
    lateinit var core: Clubbook
        private set

    /** What the network says that the time is, from the opening of the book on: nothing, where the phone's own clock is believed. */
    var network: Instant? = null

    override fun before() {
        super.before()
        val clock = object : NetworkClock {
            override fun now(): Instant? = network
        }
        core = Clubbook.openPractice(
            OpenRequest(File(root, "practice.db").path, ByteArray(32) { 7 }, "test", Language.VI, networkClock = clock),
        )
    }

    override fun after() {
        core.shutdown()
        super.after()
    }

    /** The book as presenters in the test [scope] have it: what they ask is answered in the test's own time. */
    fun inside(scope: TestScope) = Book(core, StandardTestDispatcher(scope.testScheduler))

    fun person(name: String): PersonView = core.members().first { it.person.name == name }.person
}

/** A form as the system keeps it for the process that comes after. */
class KeptForm : SavedForm {
    private val kept = mutableMapOf<String, String>()

    override fun get(name: String): String? = kept[name]

    override fun set(name: String, words: String?) {
        if (words == null) kept -= name else kept[name] = words
    }
}
