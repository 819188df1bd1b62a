package vn.clubbook.presentation.settings

import java.io.File
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.presentation.PracticeBook
import vn.clubbook.testing.RunningCentre

class SettingsPresenterTest {
    @get:Rule
    val centre = RunningCentre()

    @get:Rule
    val practice = PracticeBook()

    @get:Rule
    val folder = TemporaryFolder()

    private lateinit var core: Clubbook
    private var erased = 0

    @Before
    fun open() {
        core = Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test", Language.VI))
    }

    @After
    fun close() = core.shutdown()

    private fun TestScope.presenter(of: Clubbook = core) =
        SettingsPresenter(Book(of, StandardTestDispatcher(testScheduler)), backgroundScope) { erased++ }

    private suspend fun connect() {
        core.connect(core.lookUp(centre.road.address), "7", centre.code("club_head"))
        core.sync(null)
    }

    private fun record() = core.members().first().let { core.consent(it.person.id, 1u, true, true) }

    @Test
    fun `Sổ CLB is erased after a question, once everything is sent`() = runTest {
        connect()
        record()
        val presenter = presenter()
        assertEquals("Đinh Thị Lan", presenter.state.first { it.me.isNotEmpty() }.me)
        presenter.on(SettingsEvent.AskErase)
        val unsent = presenter.state.first { it.erasing != null }.erasing as Erasing.NotYet
        assertTrue(unsent.sentence, unsent.sentence.startsWith("Còn 1 lần ghi chưa gửi"))
        assertEquals("Phải gửi hết rồi mới xóa được." to true, unsent.next to unsent.isUnsent)

        core.sync(null)
        presenter.on(SettingsEvent.AskErase)
        presenter.state.first { it.erasing is Erasing.Asked }
        presenter.on(SettingsEvent.Keep)
        assertEquals(null, presenter.state.value.erasing)
        presenter.on(SettingsEvent.Erase)
        testScheduler.runCurrent()
        assertEquals(0, erased)

        presenter.on(SettingsEvent.AskErase)
        presenter.state.first { it.erasing is Erasing.Asked }
        presenter.on(SettingsEvent.Erase)
        presenter.state.first { it.erasing == Erasing.Confirmed }
        assertEquals(1, erased)
    }

    @Test
    fun `what is recorded between the question and the answer keeps it from being erased`() = runTest {
        connect()
        val presenter = presenter()
        presenter.on(SettingsEvent.AskErase)
        presenter.state.first { it.erasing is Erasing.Asked }
        record()
        presenter.on(SettingsEvent.Erase)
        presenter.state.first { it.erasing is Erasing.NotYet }
        assertEquals(0, erased)
    }

    @Test
    fun `beside a damaged file that nobody could read it is not erased, and an officer is named`() = runTest {
        connect()
        File(folder.root, "club.db.set-aside-1").writeText("hỏng")
        val presenter = presenter()
        presenter.on(SettingsEvent.AskErase)
        val damaged = presenter.state.first { it.erasing != null }.erasing as Erasing.NotYet
        assertTrue(damaged.sentence, "tệp sổ hỏng" in damaged.sentence)
        assertEquals("Đưa máy cho cán bộ trước. Tệp ấy vẫn giữ trong máy." to false, damaged.next to damaged.isUnsent)
        presenter.on(SettingsEvent.Erase)
        testScheduler.runCurrent()
        assertEquals(0, erased)
    }

    @Test
    fun `a practice says nothing of the club's own book, so it erases nothing`() = runTest {
        val presenter = presenter(practice.core)
        presenter.state.first { it.isPractice }
        presenter.on(SettingsEvent.AskErase)
        presenter.on(SettingsEvent.Erase)
        testScheduler.runCurrent()
        assertEquals(null to 0, presenter.state.value.erasing to erased)
    }
}
