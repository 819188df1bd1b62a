package vn.clubbook.presentation.connect

import java.io.File
import java.net.InetAddress
import java.net.ServerSocket
import kotlin.concurrent.thread
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.presentation.KeptForm
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

class ConnectPresenterTest {
    @get:Rule
    val centre = RunningCentre()

    @get:Rule
    val folder = TemporaryFolder()

    private val form = KeptForm()
    private val core by lazy { phone("club.db") }

    @After
    fun close() = core.shutdown()

    private fun phone(name: String) = Clubbook.open(OpenRequest(File(folder.root, name).path, ByteArray(32) { 7 }, "test", Language.VI))

    private fun TestScope.presenter(usual: String? = null) =
        ConnectPresenter(Book(core, StandardTestDispatcher(testScheduler)), backgroundScope, form, usual)

    private val noAnswer = ConnectRefusal.Said(
        "Chưa nối được với trung tâm. Trong máy không có gì thay đổi, mã vẫn dùng được. " +
            "Xem máy có mạng chưa, địa chỉ đúng chưa, rồi thử lại.",
    )

    private suspend fun ConnectPresenter.refusal() = state.first { it.refused != null }.refused

    private suspend inline fun <reified S : ConnectStep> ConnectPresenter.step() = state.first { it.step is S }.step as S

    private fun ConnectPresenter.type(digits: String) {
        on(ConnectEvent.TypeCentre(centre.road.address))
        on(ConnectEvent.TypeClub("7"))
        on(ConnectEvent.TypeDigits(digits))
    }

    @Test
    fun `a link leads over the centre's name to the club, and the book can be used before all of it is there`() = runTest {
        val presenter = presenter()
        presenter.on(ConnectEvent.Open("${centre.road.address}/e/7-${centre.code("club_head")}"))
        val asked = presenter.step<ConnectStep.IsItThis>()
        assertEquals(RunningCentre.NAME to centre.road.address, asked.name to asked.address)
        assertTrue(asked.fingerprint, asked.fingerprint.matches(Regex("[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")))
        assertEquals(false, core.isConnected())

        presenter.on(ConnectEvent.ItIsThis)
        val coming = presenter.step<ConnectStep.Receiving>()
        assertEquals("CLB thôn Gò Deo" to "Đinh Thị Lan", coming.club to coming.person)
        presenter.state.first { (it.step as ConnectStep.Receiving).isUsable }
        presenter.state.first { (it.step as ConnectStep.Receiving).ended == ExchangeResult.Done }
        assertEquals(setOf("Đinh Thị Lan", "Hồ Thị Mười", "Phạm Văn Hùng"), core.members().map { it.person.name }.toSet())
        assertEquals(null, form["digits"])
    }

    @Test
    fun `what is typed outlives the process, and is asked for where it lacks`() = runTest {
        val presenter = presenter(usual = "https://clb.example.vn")
        presenter.on(ConnectEvent.TypeClub(" 7"))
        presenter.on(ConnectEvent.TypeDigits("1234 567"))
        presenter.on(ConnectEvent.LookUp)
        assertEquals(ConnectRefusal.Incomplete, presenter.refusal())
        val after = presenter().state.value
        assertEquals(listOf("https://clb.example.vn", "7", "1234567"), listOf(after.centre, after.clubNumber, after.digits))
        presenter.on(ConnectEvent.TypeCentre("https://other.example.vn/e/12-87654321"))
        with(presenter.state.value) {
            assertEquals(listOf("https://other.example.vn", "12", "87654321", null), listOf(centre, clubNumber, digits, refused))
        }
    }

    @Test
    fun `a wrong code and a used one are told apart, and nothing is changed`() = runTest {
        val digits = centre.code("club_head")
        val presenter = presenter()
        presenter.type(if (digits == "00000000") "00000001" else "00000000")
        presenter.on(ConnectEvent.LookUp)
        presenter.step<ConnectStep.IsItThis>()
        presenter.on(ConnectEvent.ItIsThis)
        assertTrue("${presenter.refusal()}", "Mã kết nối không đúng. Không có gì thay đổi." in "${presenter.refusal()}")
        assertEquals(ConnectStep.Typing, presenter.state.value.step)

        val other = phone("other.db")
        other.connect(other.lookUp(centre.road.address), "7", digits)
        presenter.type(digits)
        presenter.on(ConnectEvent.LookUp)
        presenter.step<ConnectStep.IsItThis>()
        presenter.on(ConnectEvent.ItIsThis)
        assertTrue("${presenter.refusal()}", "Mã kết nối này đã dùng cho máy khác." in "${presenter.refusal()}")
        assertEquals(false, core.isConnected())
        other.shutdown()
    }

    @Test
    fun `without a road to the centre the same code is good later, also when its answer was lost`() = runTest {
        val presenter = presenter()
        presenter.type(centre.code("club_head"))
        centre.road.condition = Road.Condition.Closed
        presenter.on(ConnectEvent.LookUp)
        assertEquals(noAnswer, presenter.refusal())
        centre.road.condition = Road.Condition.Open
        presenter.on(ConnectEvent.LookUp)
        presenter.step<ConnectStep.IsItThis>()
        centre.road.condition = Road.Condition.AnswersLost
        presenter.on(ConnectEvent.ItIsThis)
        assertEquals(noAnswer, presenter.refusal())
        centre.road.condition = Road.Condition.Open
        presenter.on(ConnectEvent.LookUp)
        presenter.step<ConnectStep.IsItThis>()
        presenter.on(ConnectEvent.ItIsThis)
        presenter.step<ConnectStep.Receiving>()
        assertEquals(true, core.isConnected())
    }

    @Test
    fun `an address that is none, another place's, or without proof is told apart, and nothing is changed`() = runTest {
        val presenter = presenter()
        presenter.type("12345678")
        suspend fun said(address: String): String {
            presenter.on(ConnectEvent.TypeCentre(address))
            presenter.on(ConnectEvent.LookUp)
            return (presenter.refusal() as ConnectRefusal.Said).words
        }
        assertTrue(said("clb quang ngai"), said("clb quang ngai").startsWith("Địa chỉ trung tâm không đúng. Không có gì thay đổi."))
        anotherSite().use { site ->
            val words = said("http://127.0.0.1:${site.localPort}")
            assertTrue(words, words.startsWith("Nơi trả lời không phải trung tâm của Sổ CLB. Trong máy không có gì thay đổi"))
        }
        assertEquals(ConnectStep.Typing, presenter.state.value.step)
        assertEquals(false, core.isConnected())
    }

    /** A site that is no centre, as the page on which a network asks to sign in. */
    private fun anotherSite() = ServerSocket(0, 50, InetAddress.getLoopbackAddress()).also { site ->
        thread(isDaemon = true) {
            while (!site.isClosed) {
                runCatching {
                    site.accept().use { visitor ->
                        visitor.getInputStream().read()
                        val page = "<h1>Wi-Fi</h1>"
                        val head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\n" +
                            "Connection: close\r\n\r\n"
                        visitor.getOutputStream().write((head + page).toByteArray())
                        visitor.shutdownOutput()
                        visitor.getInputStream().readBytes()
                    }
                }
            }
        }
    }

    @Test
    fun `a download that is cut off goes on where it was`() = runTest {
        val presenter = presenter()
        presenter.type(centre.code("club_head"))
        presenter.on(ConnectEvent.LookUp)
        presenter.step<ConnectStep.IsItThis>()
        presenter.on(ConnectEvent.ItIsThis)
        presenter.step<ConnectStep.Receiving>()
        centre.road.condition = Road.Condition.Closed
        presenter.on(ConnectEvent.FetchAgain)
        presenter.state.first { (it.step as ConnectStep.Receiving).ended == ExchangeResult.TryLater }
        centre.road.condition = Road.Condition.Open
        presenter.on(ConnectEvent.FetchAgain)
        presenter.state.first { (it.step as ConnectStep.Receiving).ended == ExchangeResult.Done }
        assertEquals(3, core.members().size)
    }

    @Test
    fun `a link while somebody looks at a centre changes nothing`() = runTest {
        val presenter = presenter()
        presenter.type(centre.code("club_head"))
        presenter.on(ConnectEvent.LookUp)
        presenter.step<ConnectStep.IsItThis>()
        val before = presenter.state.value
        presenter.on(ConnectEvent.Open("https://other.example.vn/e/12-87654321"))
        assertEquals(before, presenter.state.value)
        presenter.on(ConnectEvent.ItIsAnother)
        presenter.on(ConnectEvent.Open("https://other.example.vn/about"))
        assertEquals(ConnectRefusal.NotALink, presenter.state.value.refused)
    }
}
