package vn.clubbook.bridge

import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.rules.TemporaryFolder
import vn.clubbook.ffi.AddPersonRequest
import vn.clubbook.ffi.CloseRequest
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.Readings
import vn.clubbook.ffi.RecordVisitRequest
import vn.clubbook.ffi.RollOrder
import vn.clubbook.ffi.SameVisit
import vn.clubbook.testing.Road
import vn.clubbook.testing.RunningCentre

/** Two phones of one club and a real centre over HTTP: what one records without signal, the other has once there is one. */
class TwoPhonesTest {
    private val centre = RunningCentre()
    private val folder = TemporaryFolder()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(centre).around(folder)

    private fun phone(name: String, role: String): Book = runBlocking {
        val core = Clubbook.open(OpenRequest(File(folder.root, "$name.db").path, ByteArray(32) { 7 }, "test 1", Language.VI))
        val found = core.lookUp(centre.road.address)
        val connected = core.connect(found, RunningCentre.CLUB, centre.code(role))
        assertEquals(RunningCentre.CLUB_NAME, connected.clubName)
        Book(core).also { assertEquals(ExchangeResult.Done, it.run()) }
    }

    private fun Book.person(name: String) = core.members().first { it.person.name == name }.person.id

    private fun visit(person: java.util.UUID) = RecordVisitRequest(
        person, listOf(), null, false, listOf(1u), null, listOf(), null, null, "", null, null, null,
        Readings(systolic = "130", diastolic = "80"), SameVisit.NotAsked,
    )

    @Test
    fun `what was recorded while the centre was away reaches the other phone, whole and once`() = runBlocking {
        val hoa = phone("hoa", "club_head")
        val minh = phone("minh", "volunteer")
        centre.road.condition = Road.Condition.Closed

        repeat(67) { hoa.core.addPerson(AddPersonRequest("Người Thứ ${it + 4}", listOf(), true, null, true, false)) }
        val roll = hoa.core.openMeeting(null, null, true)
        assertEquals(70, roll.rows.size)
        for (row in roll.rows.take(58)) hoa.core.mark(roll.meeting, row.person.id, Mark.PRESENT, null, row.seen)
        val before = hoa.core.roll(roll.meeting, RollOrder.REGISTER)
        hoa.core.closeMeeting(CloseRequest(roll.meeting, before.seen, 58, listOf(), Mark.ABSENT))
        val muoi = minh.person("Hồ Thị Mười")
        minh.core.recordVisit(visit(muoi))

        assertEquals(ExchangeResult.TryLater, hoa.run())
        val waiting = hoa.core.status()
        assertFalse(waiting.isAllSent)
        assertTrue(waiting.sentence, waiting.sentence.contains("chưa gửi"))

        centre.road.condition = Road.Condition.Open
        // By turns, until each has what the other sent.
        for (phone in listOf(hoa, minh, hoa, minh)) assertEquals(ExchangeResult.Done, phone.run())
        for (phone in listOf(hoa, minh)) {
            assertTrue(phone.core.status().sentence, phone.core.status().isAllSent)
            assertEquals(
                listOf(58u, 12u, 0u),
                phone.core.roll(roll.meeting, RollOrder.REGISTER).counts.run {
                    listOf(present, absent, unmarked)
                },
            )
            assertEquals(1, phone.core.visitsOf(muoi, 10u).size)
        }
        assertEquals(hoa.core.members(), minh.core.members())
        assertEquals(
            hoa.core.roll(roll.meeting, RollOrder.NAME).rows.map { it.person to it.mark },
            minh.core.roll(roll.meeting, RollOrder.NAME).rows.map { it.person to it.mark },
        )
    }

    @Test
    fun `a wrong code, a used one and a silent centre are told apart`() = runBlocking {
        val core = Clubbook.open(OpenRequest(File(folder.root, "new.db").path, ByteArray(32) { 7 }, "test 1", Language.VI))
        val found = core.lookUp(centre.road.address)
        val wrong = runCatching { core.connect(found, RunningCentre.CLUB, "00000000") }.exceptionOrNull() as ClubbookException.Exchange
        val half = runCatching { core.connect(found, RunningCentre.CLUB, "1234") }.exceptionOrNull() as ClubbookException.NotRecorded
        val code = centre.code("club_head")
        core.connect(found, RunningCentre.CLUB, code)
        val second = Clubbook.open(OpenRequest(File(folder.root, "second.db").path, ByteArray(32) { 7 }, "test 1", Language.VI))
        val used = runCatching {
            second.connect(second.lookUp(centre.road.address), RunningCentre.CLUB, code)
        }.exceptionOrNull() as ClubbookException.Exchange
        centre.road.condition = Road.Condition.Closed
        val silent = runCatching { second.lookUp(centre.road.address) }.exceptionOrNull() as ClubbookException.Exchange
        assertEquals(4, setOf(wrong.words, half.words, used.words, silent.words).size)
    }
}
