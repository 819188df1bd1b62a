package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.TextLine
import vn.clubbook.app.design.UndoBar
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.DeathEvent
import vn.clubbook.presentation.people.DeathState

/** That somebody died: since when, asked once more, and the way back. */
@Composable
fun DeathScreen(state: DeathState, onEvent: (DeathEvent) -> Unit, onBack: () -> Unit) {
    val person = state.person
    val noted = state.noted
    when {
        person == null -> AppScaffold(stringResource(R.string.people_death), onBack = onBack) {
            state.problem?.let { Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(DeathEvent.TryAgain) }) }
        }

        noted == null -> When(person, state, onEvent, onBack)

        else -> Noted(person, noted, state, onEvent, onBack)
    }
}

@Composable
private fun When(person: PersonView, state: DeathState, onEvent: (DeathEvent) -> Unit, onBack: () -> Unit) {
    AppScaffold(
        stringResource(R.string.people_death_title, person.titled),
        onBack = onBack,
        bottom = {
            state.problem?.let { Refused(it) }
            PrimaryButton(stringResource(R.string.people_death_note), { onEvent(DeathEvent.Note) })
            SecondaryButton(stringResource(R.string.people_death_leave), onBack)
        },
    ) {
        Notice(stringResource(R.string.people_death_explained))
        OneOf(
            stringResource(R.string.people_death_when),
            listOf(true, false),
            state.date == null,
            { isToday -> onEvent(DeathEvent.DiedOn(if (isToday) null else state.date.orEmpty())) },
            label = { isToday -> stringResource(if (isToday) R.string.people_leave_today else R.string.people_leave_other_day) },
        )
        state.date?.let { date ->
            TextLine(
                stringResource(R.string.people_death_day),
                date,
                { onEvent(DeathEvent.DiedOn(it)) },
                detail = stringResource(R.string.people_death_day_example),
            )
        }
    }
    if (state.asks) {
        ConfirmSheet(
            stringResource(R.string.people_death_question, person.titled),
            stringResource(R.string.people_death_detail),
            stringResource(R.string.people_death_act),
            { onEvent(DeathEvent.Confirm) },
            stringResource(R.string.people_death_keep),
            { onEvent(DeathEvent.NotYet) },
        )
    }
}

@Composable
private fun Noted(person: PersonView, noted: String, state: DeathState, onEvent: (DeathEvent) -> Unit, onBack: () -> Unit) {
    BackHandler(onBack = onBack)
    AppScaffold(
        person.titled.replaceFirstChar(Char::titlecase),
        bottom = { PrimaryButton(stringResource(R.string.people_death_done), onBack) },
    ) {
        state.problem?.let { Refused(it) }
        UndoBar(noted, stringResource(R.string.people_death_undo), { onEvent(DeathEvent.TakeBack) })
    }
}
