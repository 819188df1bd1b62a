package vn.clubbook.presentation.start

import java.io.File
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.presentation.PracticeBook
import vn.clubbook.testing.RunningCentre

class StartPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    @get:Rule
    val centre = RunningCentre()

    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `it follows who is at the phone`() = runTest {
        val core = practice.core
        val head = core.person()
        val presenter = StartPresenter(practice.inside(this), backgroundScope)
        presenter.state.first { it == StartState.AtPhone(head) }
        core.setPin("1111")
        val other = core.members().first { it.roles.isNotEmpty() && it.person.id != head }.person.id
        core.addUser(other, "2222")
        core.signOut()
        presenter.on(StartEvent.Left)
        presenter.state.first { it == StartState.WhoHoldsIt }
        core.signIn(other, "2222")
        presenter.state.first { it == StartState.AtPhone(other) }
    }

    @Test
    fun `a book that does not answer from the beginning says so`() = runTest {
        val core = Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test", Language.VI))
        core.shutdown()
        val presenter = StartPresenter(Book(core, StandardTestDispatcher(testScheduler)), backgroundScope)
        val trouble = presenter.state.first { it != StartState.Asking } as StartState.Trouble
        assertTrue(trouble.words, "Những gì đã lưu vẫn còn" in trouble.words)
    }

    @Test
    fun `a phone that is being connected stays at that until its person goes on`() = runTest {
        val core = Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test", Language.VI))
        val book = Book(core, StandardTestDispatcher(testScheduler))
        val presenter = StartPresenter(book, backgroundScope)
        presenter.state.first { it == StartState.Connect }
        val connected = core.connect(core.lookUp(centre.road.address), "7", centre.code("club_head"))
        book.run()
        testScheduler.runCurrent()
        assertEquals(StartState.Connect, presenter.state.value)
        presenter.on(StartEvent.Begin)
        presenter.state.first { it == StartState.AtPhone(connected.person) }
        core.shutdown()
    }
}
