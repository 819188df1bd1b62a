package vn.clubbook.presentation.sent

import java.io.File
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

/** What waits, what was put aside and how the exchanges went, on a phone and at a centre that are real. */
class WhatWaitsTest {
    @get:Rule
    val centre = RunningCentre()

    @get:Rule
    val folder = TemporaryFolder()

    private val core by lazy {
        Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test", Language.VI))
    }

    @After
    fun close() = core.shutdown()

    private suspend fun connect(role: String) {
        core.connect(core.lookUp(centre.road.address), "7", centre.code(role))
        core.sync(null)
    }

    private fun TestScope.presenter() = SentPresenter(Book(core, StandardTestDispatcher(testScheduler)), backgroundScope)

    private suspend fun SentPresenter.until(what: (SentState) -> Boolean) = state.first { it.unsent != null && what(it) }

    @Test
    fun `what waits is listed until it is sent, and each exchange is told, the failed one too`() = runTest {
        connect("club_head")
        val lan = core.members().first { it.person.name == "Đinh Thị Lan" }.person.id
        core.consent(lan, 1u, true, true)
        val presenter = presenter()
        val waiting = presenter.until { it.unsent!!.waiting.isNotEmpty() }
        assertEquals(listOf("Đồng ý hay không: bà Đinh Thị Lan, hôm nay"), waiting.unsent!!.waiting)
        assertEquals(listOf<String>(), waiting.unsent.ofOthers)
        assertTrue(waiting.exchanges.single().what, waiting.exchanges.single().what.startsWith("Nhận "))

        centre.road.condition = Road.Condition.Closed
        presenter.on(SentEvent.SendNow)
        val failed = presenter.until { it.exchanges.size == 2 }.exchanges.first()
        assertEquals("Chưa nối được với trung tâm." to true, failed.what to failed.hasFailed)
        centre.road.condition = Road.Condition.Open
        presenter.state.first { !it.isSending }
        presenter.on(SentEvent.SendNow)
        val sent = presenter.until { it.exchanges.size == 3 }
        assertEquals(listOf<String>(), sent.unsent!!.waiting)
        assertTrue(sent.exchanges.first().what, sent.exchanges.first().what.startsWith("Gửi xong 1 lần ghi."))
    }

    @Test
    fun `what was put aside says why, and a refusal goes once it is understood while nothing is called sent`() = runTest {
        connect("volunteer")
        val lan = core.members().first { it.person.name == "Đinh Thị Lan" }.person.id
        // Who has a task is struck off by those who lead.
        core.endMembership(lan, core.leavingReasons().first().number, null)
        core.sync(null)
        val presenter = presenter()
        val aside = presenter.until { it.unsent!!.putAside.isNotEmpty() }.unsent!!.putAside.single()
        assertEquals("Thông tin của bà Đinh Thị Lan, hôm nay" to false, aside.what to aside.isRefused)
        assertTrue(aside.why, aside.why.startsWith("Người ghi chưa được giao sổ này. Vẫn giữ trong máy này."))

        centre.refuseWhatWaits()
        presenter.on(SentEvent.SendNow)
        val refused = presenter.until { it.unsent!!.putAside.singleOrNull()?.isRefused == true }.unsent!!.putAside.single()
        assertTrue(refused.why, refused.why.startsWith("Cán bộ đã xem và không nhận. Lý do: ghi nhầm. Vẫn giữ trong máy này."))
        presenter.on(SentEvent.Understood(refused))
        val understood = presenter.until { it.unsent!!.putAside.isEmpty() && it.status!!.refused == 0uL }
        assertFalse(understood.status!!.isAllSent)
        assertEquals(
            "Không còn gì chờ gửi. Có 1 lần ghi cán bộ không nhận, vẫn giữ trong máy này.",
            understood.status.sentence,
        )
    }
}
