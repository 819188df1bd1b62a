package vn.clubbook.app.people

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.Done
import vn.clubbook.app.design.NoPictures
import vn.clubbook.app.design.Panel
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.UndoBar
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.ConsentView
import vn.clubbook.presentation.people.ConsentQuestion
import vn.clubbook.presentation.people.ConsentsEvent
import vn.clubbook.presentation.people.ConsentsState

/** What the club may keep of a person: for each purpose why it is asked, what was said, and what can be said now. */
@Composable
fun ConsentsScreen(state: ConsentsState, onEvent: (ConsentsEvent) -> Unit, onBack: () -> Unit) {
    NoPictures()
    AppScaffold(
        state.person?.let { stringResource(R.string.people_consents_title, it.said) } ?: stringResource(R.string.people_consents),
        onBack = onBack,
    ) {
        state.problem?.let { Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(ConsentsEvent.TryAgain) }) }
        if (state.consents != null) Text(stringResource(R.string.people_consents_ask), style = MaterialTheme.typography.bodyLarge)
        state.consents.orEmpty().forEach { ConsentPanel(it, state, onEvent) }
    }
    state.question?.let { Ask(it, onEvent) }
}

@Composable
private fun ConsentPanel(consent: ConsentView, state: ConsentsState, onEvent: (ConsentsEvent) -> Unit) =
    Panel(consent.purpose.label.inFront(), state = stringResource(consent.state.words), icon = consent.state.icon) {
        Text(consent.why, style = MaterialTheme.typography.bodyLarge)
        val about = consent.purpose
        when (consent.state) {
            ConsentState.MISSING -> {
                Answer(R.string.people_consent_give, about.label) { onEvent(ConsentsEvent.Said(about, given = true)) }
                Answer(R.string.people_consent_refuse, about.label) { onEvent(ConsentsEvent.Said(about, given = false)) }
            }

            ConsentState.GIVEN -> Answer(R.string.people_consent_withdraw, about.label) { onEvent(ConsentsEvent.Withdraws(about)) }

            ConsentState.REFUSED, ConsentState.WITHDRAWN ->
                Answer(R.string.people_consent_anew, about.label) { onEvent(ConsentsEvent.Said(about, given = true)) }

            ConsentState.OUT_OF_SIGHT -> Unit
        }
        // Where the finger is, and its button below where the others were: a second tap of a shaking hand mends nothing by mistake.
        val isGiven = consent.state == ConsentState.GIVEN
        if (about in state.mended) {
            Done(stringResource(if (isGiven) R.string.people_mended_given else R.string.people_mended_refused, about.label))
        } else if (about in state.noted) {
            NotedBar(consent) { onEvent(ConsentsEvent.NotedWrongly(about, given = !isGiven)) }
        }
    }

/** Read out together with what it is about. */
@Composable
private fun Answer(words: Int, about: String, onClick: () -> Unit) =
    SecondaryButton(stringResource(words), onClick, Modifier.semantics { contentDescription = about })

@Composable
private fun NotedBar(noted: ConsentView, onWrong: () -> Unit) {
    val (done, other) = when (noted.state) {
        ConsentState.GIVEN -> R.string.people_noted_given to R.string.people_noted_refuse_instead
        ConsentState.WITHDRAWN -> R.string.people_noted_withdrawn to R.string.people_noted_not_withdrawn
        else -> R.string.people_noted_refused to R.string.people_noted_give_instead
    }
    UndoBar(stringResource(done, noted.purpose.label), stringResource(other), onWrong)
}

@Composable
private fun Ask(question: ConsentQuestion, onEvent: (ConsentsEvent) -> Unit) {
    val (asked, detail, act) = when (question) {
        is ConsentQuestion.GivenAnew ->
            Triple(question.words, stringResource(R.string.people_anew_detail), stringResource(R.string.people_anew_act))

        is ConsentQuestion.Withdraws -> Triple(
            stringResource(R.string.people_withdraw_question, question.purpose.label),
            stringResource(R.string.people_withdraw_detail),
            stringResource(R.string.people_withdraw_act),
        )
    }
    ConfirmSheet(
        asked,
        detail,
        act,
        { onEvent(ConsentsEvent.Confirm) },
        stringResource(R.string.people_consent_leave),
        { onEvent(ConsentsEvent.LeaveAsItIs) },
    )
}

private val ConsentState.words
    get() = when (this) {
        ConsentState.MISSING -> R.string.people_consent_missing
        ConsentState.GIVEN -> R.string.people_consent_given
        ConsentState.REFUSED -> R.string.people_consent_refused
        ConsentState.WITHDRAWN -> R.string.people_consent_withdrawn
        ConsentState.OUT_OF_SIGHT -> R.string.people_consent_out_of_sight
    }

private val ConsentState.icon
    get() = when (this) {
        ConsentState.GIVEN -> ClubIcons.check
        ConsentState.REFUSED, ConsentState.WITHDRAWN -> ClubIcons.close
        ConsentState.MISSING, ConsentState.OUT_OF_SIGHT -> ClubIcons.notice
    }

/** As the first word of a line. */
private fun String.inFront() = replaceFirstChar(Char::uppercaseChar)
