package vn.clubbook.app.visits

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import java.time.LocalDate
import vn.clubbook.app.R
import vn.clubbook.app.design.NotLearnt
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.SomeOf
import vn.clubbook.app.design.TextLine
import vn.clubbook.app.readings.ReadingFields
import vn.clubbook.app.speech.SpeakInstead
import vn.clubbook.app.speech.Speech
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ConsentState
import vn.clubbook.presentation.readings.Measure
import vn.clubbook.presentation.visits.OpenedVisit
import vn.clubbook.presentation.visits.VisitEvent
import vn.clubbook.presentation.visits.VisitForm

/** What stands in the form of a visit, in the order in which it is told. */
@Composable
internal fun VisitFields(opened: OpenedVisit, form: VisitForm, speech: Speech, onEvent: (VisitEvent) -> Unit) {
    opened.view.person.about?.let { Text(it, style = MaterialTheme.typography.bodyLarge) }
    if (opened.correction?.needsReason == true) {
        Notice(stringResource(R.string.visit_reported))
        NotLearnt {
            TextLine(stringResource(R.string.visit_reason), form.reason, { onEvent(VisitEvent.Reason(it)) })
        }
    }
    Days(opened, form, onEvent)
    Visitors(opened, form, onEvent)
    OneOf(stringResource(R.string.visit_met), listOf(true, false), !form.notAtHome, { onEvent(VisitEvent.Met(it)) }) {
        stringResource(if (it) R.string.visit_met_yes else R.string.visit_met_no)
    }
    if (!form.notAtHome) {
        val services = opened.choices.services
        // The services of the last time first, where they are seen without scrolling; they stay there when one is taken off.
        val nearest = services.sortedByDescending { it.number in opened.view.services }
        SomeOf(stringResource(R.string.visit_services), nearest.map(Choice::number), form.services, {
            onEvent(VisitEvent.ToggleService(it))
        }) {
            services.labelOf(it)
        }
        ReadingsOfVisit(opened, form, onEvent)
        if (!opened.hidesRemarks) Condition(opened, form, onEvent)
        if (!opened.hidesRemarks) Noticed(opened, form, onEvent)
    }
    if (opened.hidesRemarks) {
        Notice(stringResource(R.string.visit_remarks_hidden))
    } else {
        NotLearnt {
            TextLine(stringResource(R.string.visit_note), form.note, { onEvent(VisitEvent.Note(it)) }, lines = 3)
        }
        SpeakInstead(speech)
    }
    if (!form.notAtHome) {
        val durations = opened.choices.durations
        OneOf(
            stringResource(R.string.visit_duration),
            durations.map(Choice::number),
            form.duration,
            { onEvent(VisitEvent.ChooseDuration(it)) },
        ) { durations.labelOf(it) }
    }
}

@Composable
private fun Condition(opened: OpenedVisit, form: VisitForm, onEvent: (VisitEvent) -> Unit) {
    val conditions = opened.choices.conditions
    OneOf(
        stringResource(R.string.visit_condition),
        conditions.map(Choice::number),
        form.condition,
        { onEvent(VisitEvent.ChooseCondition(it)) },
    ) { conditions.labelOf(it) }
}

/** Today, yesterday, another day: only who asks for it sees two weeks. */
@Composable
private fun Days(opened: OpenedVisit, form: VisitForm, onEvent: (VisitEvent) -> Unit) {
    val days = opened.view.days
    // The day of a visit that is corrected is near as well.
    val near = (days.take(NEAR_DAYS).map { it.day } + listOfNotNull(opened.correction?.visitedOn)).distinct()
    val isFar = form.isOtherDay || form.day !in near
    val offered: List<LocalDate?> = if (isFar) days.map { it.day } else near + null
    OneOf(
        stringResource(R.string.visit_day),
        offered,
        form.day,
        { onEvent(if (it == null) VisitEvent.OtherDay else VisitEvent.ChooseDay(it)) },
    ) { day -> days.find { it.day == day }?.words ?: stringResource(R.string.visit_other_day) }
}

@Composable
private fun ReadingsOfVisit(opened: OpenedVisit, form: VisitForm, onEvent: (VisitEvent) -> Unit) {
    when (opened.view.readingsHidden) {
        ConsentState.MISSING -> return Notice(stringResource(R.string.visit_readings_missing))

        ConsentState.REFUSED, ConsentState.WITHDRAWN -> return Notice(stringResource(R.string.visit_readings_refused))

        // Who may not see what stands there must not write over it.
        ConsentState.OUT_OF_SIGHT if opened.correction != null -> return Notice(stringResource(R.string.visits_hidden_out_of_sight))

        else -> Unit
    }
    val before = opened.view.lastReadings
    val usual = Measure.entries.filter { measure ->
        measure in ALWAYS || !before?.readings?.let(measure::of).isNullOrEmpty() || !form.readings[measure].isNullOrEmpty()
    }
    Text(stringResource(R.string.visit_readings), Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
    ReadingFields(
        if (form.allReadings) Measure.entries else usual,
        form.readings,
        { measure, typed -> onEvent(VisitEvent.Read(measure, typed)) },
        last = { measure ->
            before?.let { measure.of(it.readings) }.orEmpty().ifEmpty { null }
                ?.let { stringResource(R.string.visit_last_reading, it, before?.on.orEmpty()) }
        },
    )
    if (!form.allReadings && usual.size < Measure.entries.size) {
        SecondaryButton(stringResource(R.string.visit_more_readings), { onEvent(VisitEvent.AllReadings) })
    }
}

/** What was noticed; once something was, who sees to it until when. */
@Composable
private fun Noticed(opened: OpenedVisit, form: VisitForm, onEvent: (VisitEvent) -> Unit) {
    val alerts = opened.choices.alerts
    SomeOf(stringResource(R.string.visit_alerts), alerts.map(Choice::number), form.alerts, { onEvent(VisitEvent.ToggleAlert(it)) }) {
        alerts.labelOf(it)
    }
    if (form.alerts.isEmpty()) return
    val people = opened.view.mayAct
    OneOf(
        stringResource(R.string.visit_follow_up_by),
        people.map { it.person },
        form.followUpBy,
        { onEvent(VisitEvent.ChooseFollowUpBy(it)) },
    ) { who -> people.first { it.person == who }.words }
    val until = opened.view.until
    OneOf(
        stringResource(R.string.visit_follow_up_until),
        until.map { it.day },
        form.followUpUntil,
        { onEvent(VisitEvent.ChooseFollowUpUntil(it)) },
    ) { day -> until.first { it.day == day }.words }
}

/** Not at the end: whoever saves without a look further down must not put the visit down to somebody else. */
@Composable
private fun Visitors(opened: OpenedVisit, form: VisitForm, onEvent: (VisitEvent) -> Unit) {
    val people = opened.view.mayHaveGone
    val partner = opened.view.partner
    val offered = people.map { it.person } + listOfNotNull(partner)
    val chosen: Set<Any> = form.visitors + if (form.withPartner) setOfNotNull(partner) else setOf()
    SomeOf<Any>(
        stringResource(R.string.visit_visitors),
        offered,
        chosen,
        { who -> onEvent(people.find { it.person == who }?.let { VisitEvent.ToggleVisitor(it.person) } ?: VisitEvent.TogglePartner) },
    ) { who -> people.find { it.person == who }?.words ?: stringResource(R.string.visit_partner, partner.orEmpty()) }
}

private fun List<Choice>.labelOf(number: UInt): String = first { it.number == number }.label

/** Today and yesterday. */
private const val NEAR_DAYS = 2

/** Asked for on every visit. */
private val ALWAYS = setOf(Measure.Systolic, Measure.Diastolic, Measure.Pulse)
