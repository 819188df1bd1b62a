package vn.clubbook.app

import java.io.File
import kotlinx.coroutines.Dispatchers
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.PersonView

/** The practice club in the real core, for real screens: it answers at once, on the thread that asks. */
class PracticeBook : TemporaryFolder() {
    lateinit var core: Clubbook
        private set

    lateinit var book: Book
        private set

    override fun before() {
        super.before()
        core = Clubbook.openPractice(OpenRequest(File(root, "practice.db").path, ByteArray(32) { 7 }, "test", Language.VI))
        book = Book(core, Dispatchers.Unconfined)
    }

    override fun after() {
        core.shutdown()
        super.after()
    }

    fun person(name: String): PersonView = core.members().first { it.person.name == name }.person
}
