package vn.clubbook.bridge

import java.io.File
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.rules.TemporaryFolder
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.CorrectVisitRequest
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.ffi.Readings
import vn.clubbook.ffi.RecordVisitRequest
import vn.clubbook.ffi.SameVisit
import vn.clubbook.ffi.TypedField
import vn.clubbook.testing.RunningCentre

/**
 * This phone and one of the iPhone app's, in a process of its own, in one club of a real centre. `scripts/test-two-apps.sh` says where that
 * one is; Maven's tests leave this out, by its name.
 */
class TwoApps {
    private val centre = RunningCentre(people = 20, hasDeputy = true)
    private val folder = TemporaryFolder()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(centre).around(folder)

    @Test
    fun `what both apps recorded and corrected in turn is on both phones, to the last bit`() = SecondPhone().use { theirs ->
        val core = Clubbook.open(OpenRequest(File(folder.root, "club.db").path, ByteArray(32) { 7 }, "test 1", Language.VI))
        val ours = Book(core)
        runBlocking { core.connect(core.lookUp(centre.road.address), RunningCentre.CLUB, centre.code("club_head")) }
        fun exchange() {
            assertEquals(ExchangeResult.Done, runBlocking { ours.run() })
            assertEquals("done", theirs.does("sync"))
        }
        theirs.does("connect", centre.road.address, RunningCentre.CLUB, centre.code("club_deputy"))
        exchange()
        val muoi = core.person("Hồ Thị Mười")
        for (purpose in core.consentPurposes()) core.consent(muoi, purpose.purpose.number, true, true)
        exchange()

        // The first half of the roll and a visit here.
        val roll = core.openMeeting(null, null, true)
        for (row in roll.rows.take(11)) core.mark(roll.meeting, row.person.id, Mark.PRESENT, null, row.seen)
        core.recordVisit(visit(muoi))
        exchange()
        exchange()
        assertTrue("${theirs.state()}", "roll 11 0 0 0 9" in theirs.state())

        // The other half there; a mark and a visit of ours are corrected, and the same number is written on both without the other's.
        for (row in roll.rows.drop(11).take(5)) theirs.does("mark", row.person.name, "late")
        theirs.does("mark", roll.rows[0].person.name, "excused")
        theirs.does("visit", "Phạm Văn Hùng", "125", "80")
        theirs.does("correct visit", "Hồ Thị Mười", "Bà đã khỏe hơn")
        theirs.does("correct person", "Hồ Thị Mười", "0905 111 222")
        val form = core.personForm(muoi)
        core.correctPerson(form.record, form.seen, listOf(TypedField("phone", "0905 333 444")))
        assertNotEquals(state(core), theirs.state())
        exchange()
        exchange()

        // And what the other app corrected is corrected once more, having seen it.
        core.correctVisit(again(core, muoi))
        exchange()
        exchange()

        assertEquals(state(core), theirs.state())
        val lines = state(core)
        assertTrue("$lines", "members 20" in lines && "two values 1" in lines && "roll 15 5 1 0 4" in lines)
        assertTrue("$lines", lines.any { it.startsWith("visits Hồ Thị Mười 1 ") && "Bà đã khỏe hẳn" in it && "130/80" in it })
        assertTrue("$lines", lines.any { it.startsWith("visits Phạm Văn Hùng 1 ") })
        val told = lines.filter { it.startsWith("sum ") && it.substringAfterLast(' ').any { digit -> digit != '0' } }
        assertTrue("$told", told.any { "roster" in it } && told.count { "care" in it } >= 2)
        assertTrue(core.status().sentence, core.status().isAllSent)
        println("the same sums of ${told.size} books on both phones, the same ${lines.count { !it.startsWith("sum ") }} counts")
        core.shutdown()
    }

    private fun ClubbookInterface.person(name: String) = members().first { it.person.name == name }.person.id

    private fun visit(person: java.util.UUID) = RecordVisitRequest(
        person, listOf(), null, false, listOf(1u), null, listOf(), null, null, "Bà mệt", null, null, null,
        Readings(systolic = "130", diastolic = "80"), SameVisit.NotAsked,
    )

    private fun again(core: ClubbookInterface, person: java.util.UUID): CorrectVisitRequest {
        val form = core.visitForm(core.visitsOf(person, 1u).single().id)
        assertEquals("Bà đã khỏe hơn", form.remarks?.note)
        return CorrectVisitRequest(
            form.visit, form.seen, form.visitedOn, form.offered.visitors.map { it.id }, form.notAtHome, form.offered.services,
            form.duration, form.offered.partner, form.remarks?.copy(note = "Bà đã khỏe hẳn"), form.readings, null,
        )
    }

    /** What a phone has, told as the other app tells it (ios/Tests/SecondPhone/State.swift). */
    private fun state(core: ClubbookInterface): List<String> {
        val book = Regex(""""kind":\s*"([a-z_]+)"[^{}]*?"handle":\s*(\d+|null)[^{}]*?"sum":\s*"([0-9a-f]+)"""")
        val sums = book.findAll(core.diagnostics()).map { it.destructured.let { (kind, handle, sum) -> "sum $kind $handle $sum" } }
        val members = core.members()
        val counts = core.rollOfThisMonth()?.counts?.run { "roll $present $late $excused $absent $unmarked" }
        val visits = members.sortedBy { it.registerNo ?: 0 }.map { member ->
            val visits = core.visitsOf(member.person.id, 50u)
            val told = visits.map { "${it.on}: ${it.remarks.joinToString(", ")} ${it.readings.orEmpty()}" }
            "visits ${member.person.name} ${visits.size} ${told.joinToString("; ")}"
        }
        val first = listOf("members ${members.size}", "two values ${core.decisions().unsettled.size}")
        return sums.sorted().toList() + first + listOfNotNull(counts) + visits
    }

    /** The other app's phone: it answers each line with one. */
    private class SecondPhone : AutoCloseable {
        private val process = ProcessBuilder(
            System.getProperty("second.phone").split(' '),
        ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        private val toThem = process.outputWriter()
        private val fromThem = process.inputReader()

        fun does(vararg words: String): String {
            toThem.write(words.joinToString("\t") + "\n")
            toThem.flush()
            val answer = checkNotNull(fromThem.readLine()) { "the other phone ended at ${words.toList()}" }
            check(answer.startsWith("ok\t")) { "${words.toList()}: $answer" }
            return answer.removePrefix("ok\t")
        }

        fun state(): List<String> = does("state").split('\t')

        override fun close() {
            toThem.close()
            check(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) { "the other phone did not end well" }
        }
    }
}
