package vn.clubbook.app.visits

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.NoPictures
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.QuestionSheet
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.readings.AdviceAlarm
import vn.clubbook.app.speech.Speech
import vn.clubbook.presentation.visits.SavedVisit
import vn.clubbook.presentation.visits.VisitEvent
import vn.clubbook.presentation.visits.VisitState

/** A visit: a new one is, as the last one, a tap on "save"; one that is saved stands in the form to be corrected, and has no [onHistory]. */
@Composable
fun VisitScreen(
    state: VisitState,
    speech: Speech,
    onEvent: (VisitEvent) -> Unit,
    onBack: () -> Unit,
    onDone: () -> Unit,
    onHistory: (() -> Unit)?,
    onCall: (String) -> Unit,
) {
    NoPictures()
    val title = state.opened?.let {
        stringResource(if (it.correction == null) R.string.visit_title else R.string.visit_correct_title, it.view.person.titled)
    } ?: stringResource(R.string.visit_title_loading)
    when (val saved = state.saved) {
        null -> Form(title, state, speech, onEvent, onBack, onHistory)
        else -> Saved(title, saved, onDone, onHistory, onCall)
    }
}

@Composable
private fun Form(
    title: String,
    state: VisitState,
    speech: Speech,
    onEvent: (VisitEvent) -> Unit,
    onBack: () -> Unit,
    onHistory: (() -> Unit)?,
) {
    var leaving by rememberSaveable { mutableStateOf(false) }
    val isBegun = state.isChanged || speech.state.soFar.isNotEmpty()
    val leave = { if (isBegun) leaving = true else onBack() }
    BackHandler(isBegun) { leaving = true }
    val opened = state.opened
    val form = state.form
    AppScaffold(
        title,
        onBack = leave,
        bottom = if (opened == null || form == null) {
            null
        } else {
            {
                state.refused?.let { Refused(it) }
                PrimaryButton(
                    stringResource(if (opened.correction == null) R.string.visit_save else R.string.visit_correct_save),
                    { onEvent(VisitEvent.Save) },
                )
            }
        },
    ) {
        if (opened == null || form == null) {
            state.refused?.let { Refused(it) }
        } else {
            VisitFields(opened, form, speech, onEvent)
            if (onHistory != null && !isBegun) SecondaryButton(stringResource(R.string.visit_history), onHistory)
        }
    }
    state.sameVisit?.let { question ->
        QuestionSheet(
            question.words,
            listOf(
                Action(stringResource(R.string.visit_same)) { onEvent(VisitEvent.Answer(isSame = true)) },
                Action(stringResource(R.string.visit_another)) { onEvent(VisitEvent.Answer(isSame = false)) },
            ),
            Action(stringResource(R.string.visit_same_back)) { onEvent(VisitEvent.LeaveQuestion) },
        )
    }
    if (leaving) {
        ConfirmSheet(
            stringResource(if (opened?.correction == null) R.string.visit_leave else R.string.visit_correct_leave),
            stringResource(if (opened?.correction == null) R.string.visit_leave_detail else R.string.visit_correct_leave_detail),
            stringResource(R.string.visit_leave_act),
            onBack,
            stringResource(R.string.visit_leave_keep),
            { leaving = false },
        )
    }
}

/** It is on the disk; what to do about a dangerous reading comes before everything else. */
@Composable
private fun Saved(title: String, saved: SavedVisit, onDone: () -> Unit, onHistory: (() -> Unit)?, onCall: (String) -> Unit) {
    BackHandler(onBack = onDone)
    AppScaffold(
        title,
        bottom = {
            PrimaryButton(stringResource(R.string.visit_done), onDone)
            if (onHistory != null) SecondaryButton(stringResource(R.string.visit_history), onHistory)
        },
    ) {
        AdviceAlarm(saved.advice, onCall)
        Notice(saved.words)
        if (saved.isConfidential) Notice(stringResource(R.string.visit_confidential))
    }
}
