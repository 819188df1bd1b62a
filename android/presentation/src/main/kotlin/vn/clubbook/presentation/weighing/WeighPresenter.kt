package vn.clubbook.presentation.weighing

import java.util.UUID
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.WeighView
import vn.clubbook.ffi.WeighedView
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.bytes
import vn.clubbook.presentation.put
import vn.clubbook.presentation.readings.Advice
import vn.clubbook.presentation.readings.Measure
import vn.clubbook.presentation.readings.toKept
import vn.clubbook.presentation.readings.toReadings
import vn.clubbook.presentation.said

data class WeighState(
    /** Who is weighed, in an order that stays; none until the book has answered. */
    val rows: List<WeighView>? = null,
    /** How many have been measured, and of how many. */
    val measured: Int = 0,
    val expected: Int = 0,
    val typed: String = "",
    /** Who was looked for, by any of their records, the likeliest first; none while nobody is. */
    val found: List<UUID>? = null,
    /** Who stands on the scales. */
    val entry: WeighEntry? = null,
    /** What was saved last. */
    val weighed: Weighed? = null,
    /** Of whom the numbers were just taken back: "bà Lan". */
    val takenBack: String? = null,
    val refused: String? = null,
) {
    /** The people in the list now. */
    val shown: List<WeighView>
        get() = found?.mapNotNull { id -> rows.orEmpty().find { it.person.id == id } }?.distinct() ?: rows.orEmpty()
}

/** The numbers of somebody, as they are typed. */
data class WeighEntry(
    val person: UUID,
    val titled: String,
    /** Something was written down at this meeting that is not shown here: what is typed now takes its place. */
    val replaces: Boolean,
    val numbers: Map<Measure, String> = mapOf(),
)

/** What was saved of somebody. */
data class Weighed(val person: UUID, val said: String, val words: String, val advice: List<Advice>, val isAlarmRead: Boolean = false) {
    /** What to do about it stays on the screen until somebody has read it. */
    val isAlarming: Boolean get() = advice.isNotEmpty() && !isAlarmRead
}

sealed interface WeighEvent {
    data class Typed(val typed: String) : WeighEvent

    /** Somebody steps on the scales, or what was written down of them is to be corrected. */
    data class Choose(val person: UUID) : WeighEvent

    data class Number(val measure: Measure, val typed: String) : WeighEvent

    data object Save : WeighEvent

    /** Back to the list; nothing is saved. */
    data object Leave : WeighEvent

    data object AlarmRead : WeighEvent

    /** What was saved last is taken back: it was somebody else. */
    data object TakeBack : WeighEvent
}

/** Weighing at a [meeting]: a name, three numbers, the next. */
class WeighPresenter(book: Book, scope: CoroutineScope, private val kept: SavedForm, private val meeting: UUID) :
    BookPresenter<WeighState, WeighEvent>(book, scope, WeighState(entry = keptEntry(kept), weighed = keptWeighed(kept))) {
    private var saving: Job? = null
    private var finding: Job? = null

    /** What the row showed when the entry was opened: goes back with the numbers. */
    private var seen: ByteArray? = kept.bytes("seen")

    /** What stood in the record before what was saved last, and after it. */
    private var before: ByteArray? = kept.bytes("before")
    private var after: ByteArray? = kept.bytes("after")

    /** What was typed since the screen was opened, so that it can be corrected. */
    private val typedSoFar = mutableMapOf<UUID, Map<Measure, String>>()

    init {
        follow(Topic.MEETINGS, Topic.VISITS, Topic.PEOPLE, refused = ::refuse) { look() }
    }

    private suspend fun look() {
        val weighing = book.ask { weighing(meeting) }
        // A tile never moves: who comes while people are weighed comes last.
        val place = now.rows.orEmpty().withIndex().associate { (at, row) -> row.person.id to at }
        val rows = weighing.rows.sortedBy { place[it.person.id] ?: Int.MAX_VALUE }
        show { copy(rows = rows, measured = weighing.measured.toInt(), expected = weighing.expected.toInt()) }
    }

    override fun on(event: WeighEvent) = when (event) {
        is WeighEvent.Typed -> find(event.typed)

        is WeighEvent.Choose -> choose(event.person)

        is WeighEvent.Number -> {
            val entry = now.entry
            if (entry == null) Unit else put(entry.copy(numbers = entry.numbers + (event.measure to event.typed)))
        }

        WeighEvent.Save -> save()

        WeighEvent.Leave -> put(null as WeighEntry?)

        WeighEvent.AlarmRead -> put(now.weighed?.copy(isAlarmRead = true))

        WeighEvent.TakeBack -> takeBack()
    }

    private fun choose(person: UUID) {
        val row = now.rows.orEmpty().find { it.person.id == person } ?: return
        seen = row.seen
        kept.put("seen", row.seen)
        val before = typedSoFar[person]
        put(WeighEntry(person, row.person.titled, row.isMeasured && before == null, before.orEmpty()))
    }

    private fun put(entry: WeighEntry?) {
        kept["person"] = entry?.person?.toString()
        kept["titled"] = entry?.titled
        kept["replaces"] = entry?.replaces?.toString()
        for (measure in MEASURED) kept[measure.name] = entry?.numbers?.get(measure)
        show { copy(entry = entry, refused = null, takenBack = null) }
    }

    /** Whoever calls the health station leaves the app, which may end it: what to do stays there to come back to. */
    private fun put(weighed: Weighed?) {
        kept["weighed"] = weighed?.person?.toString()
        kept["weighed said"] = weighed?.said
        kept["weighed words"] = weighed?.words
        kept["advice"] = weighed?.takeIf { it.isAlarming }?.advice?.toKept()
        show { copy(weighed = weighed) }
    }

    private fun save() {
        if (saving?.isActive == true) return
        val entry = now.entry ?: return
        val over = seen ?: return
        saving = ask(::refuse) {
            val weighed = book.ask { weigh(meeting, entry.person, over, entry.numbers.toReadings()) }
            typedSoFar[entry.person] = entry.numbers
            keepUndo(over, weighed.seen)
            look()
            put(weighed.toWeighed())
            put(null as WeighEntry?)
            find("")
        }
    }

    private fun takeBack() {
        if (saving?.isActive == true) return
        val weighed = now.weighed ?: return
        val over = before ?: return
        val stands = after ?: return
        saving = ask(::refuse) {
            book.ask { takeBackWeighing(meeting, weighed.person, over, stands) }
            typedSoFar -= weighed.person
            keepUndo(null, null)
            look()
            put(null as Weighed?)
            show { copy(takenBack = weighed.said, refused = null) }
        }
    }

    private fun keepUndo(before: ByteArray?, after: ByteArray?) {
        this.before = before
        this.after = after
        kept.put("before", before)
        kept.put("after", after)
    }

    private fun find(typed: String) {
        finding?.cancel()
        show { copy(typed = typed) }
        if (typed.isEmpty()) return show { copy(found = null) }
        finding = ask(::refuse) {
            val found = book.ask { find(typed, MOST) }?.flatMap { it.records }
            show { copy(found = found) }
        }
    }

    private fun refuse(refusal: ClubbookException) = show { copy(refused = refusal.said) }

    private companion object {
        const val MOST = 200u
    }
}

/** The three numbers. A blood pressure is full by itself, so the one that needs "done" comes last. */
val MEASURED = listOf(Measure.Systolic, Measure.Diastolic, Measure.Weight)

private fun WeighedView.toWeighed() = Weighed(person.id, person.said, words, Advice.of(advice))

private fun keptEntry(kept: SavedForm): WeighEntry? = kept["person"]?.let { person ->
    WeighEntry(
        UUID.fromString(person),
        kept["titled"].orEmpty(),
        kept["replaces"].toBoolean(),
        MEASURED.mapNotNull { measure -> kept[measure.name]?.let { measure to it } }.toMap(),
    )
}

private fun keptWeighed(kept: SavedForm): Weighed? = kept["weighed"]?.let { person ->
    val advice = Advice.keptIn(kept["advice"])
    Weighed(UUID.fromString(person), kept["weighed said"].orEmpty(), kept["weighed words"].orEmpty(), advice)
}
