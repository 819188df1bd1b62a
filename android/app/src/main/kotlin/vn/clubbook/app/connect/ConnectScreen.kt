package vn.clubbook.app.connect

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Problem
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.TextLine
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.presentation.connect.ConnectEvent
import vn.clubbook.presentation.connect.ConnectRefusal
import vn.clubbook.presentation.connect.ConnectState
import vn.clubbook.presentation.connect.ConnectStep

/** A phone that no club knows yet: typed or linked, looked at, connected, and the book coming in. */
@Composable
fun ConnectScreen(
    state: ConnectState,
    onEvent: (ConnectEvent) -> Unit,
    onPractise: () -> Unit,
    onAppearance: () -> Unit,
    onBegin: () -> Unit,
) = when (val step = state.step) {
    ConnectStep.Typing -> Typing(state, onEvent, onPractise, onAppearance)
    ConnectStep.Waiting -> AppScaffold(stringResource(R.string.connect_title)) { Notice(stringResource(R.string.connect_waiting)) }
    is ConnectStep.IsItThis -> IsItThis(step, onEvent)
    is ConnectStep.Receiving -> Receiving(step, onEvent, onBegin)
}

@Composable
private fun Typing(state: ConnectState, onEvent: (ConnectEvent) -> Unit, onPractise: () -> Unit, onAppearance: () -> Unit) = AppScaffold(
    stringResource(R.string.connect_title),
    bottom = { PrimaryButton(stringResource(R.string.connect_go_on), { onEvent(ConnectEvent.LookUp) }) },
) {
    // One or the other: at large type both would push away what is to be typed.
    val refused = state.refused
    if (refused == null) Text(stringResource(R.string.connect_how), style = MaterialTheme.typography.bodyLarge) else WhyNot(refused)
    TextLine(
        stringResource(R.string.connect_club),
        state.clubNumber,
        { onEvent(ConnectEvent.TypeClub(it)) },
        keyboard = KeyboardOptions(keyboardType = KeyboardType.Number, imeAction = ImeAction.Next),
    )
    TextLine(
        stringResource(R.string.connect_code),
        state.digits,
        { onEvent(ConnectEvent.TypeDigits(it)) },
        keyboard = KeyboardOptions(keyboardType = KeyboardType.Number, imeAction = ImeAction.Next),
    )
    TextLine(
        stringResource(R.string.connect_centre),
        state.centre,
        { onEvent(ConnectEvent.TypeCentre(it)) },
        detail = stringResource(R.string.connect_centre_detail),
        keyboard = KeyboardOptions(keyboardType = KeyboardType.Uri, imeAction = ImeAction.Done),
    )
    SecondaryButton(stringResource(R.string.connect_practise), onPractise)
    SecondaryButton(stringResource(R.string.appearance_title), onAppearance)
}

@Composable
private fun WhyNot(why: ConnectRefusal) = when (why) {
    is ConnectRefusal.Said -> Refused(why.words)
    ConnectRefusal.Incomplete -> Refused(stringResource(R.string.connect_incomplete))
    ConnectRefusal.NotALink -> Refused(stringResource(R.string.connect_not_a_link))
}

@Composable
private fun IsItThis(centre: ConnectStep.IsItThis, onEvent: (ConnectEvent) -> Unit) {
    BackHandler { onEvent(ConnectEvent.ItIsAnother) }
    AppScaffold(
        stringResource(R.string.connect_is_it_this),
        bottom = {
            PrimaryButton(stringResource(R.string.connect_it_is), { onEvent(ConnectEvent.ItIsThis) })
            SecondaryButton(stringResource(R.string.connect_it_is_not), { onEvent(ConnectEvent.ItIsAnother) })
        },
    ) {
        Text(centre.name, style = MaterialTheme.typography.titleLarge)
        Text(centre.address, style = MaterialTheme.typography.bodyLarge)
        Text(stringResource(R.string.connect_fingerprint), style = MaterialTheme.typography.titleSmall)
        Text(centre.fingerprint, style = MaterialTheme.typography.headlineSmall)
        Text(stringResource(R.string.connect_compare), style = MaterialTheme.typography.bodyLarge)
        Notice(stringResource(R.string.connect_what_comes))
    }
}

@Composable
private fun Receiving(step: ConnectStep.Receiving, onEvent: (ConnectEvent) -> Unit, onBegin: () -> Unit) {
    val stopped = step.ended != null && step.ended != ExchangeResult.Done
    AppScaffold(
        stringResource(R.string.connect_connected),
        bottom = if (step.isUsable || stopped) ({ PrimaryButton(stringResource(R.string.connect_begin), onBegin) }) else null,
    ) {
        Text(stringResource(R.string.connect_whose, step.person, step.club), style = MaterialTheme.typography.titleLarge)
        Text(stringResource(R.string.connect_not_you), style = MaterialTheme.typography.bodyLarge)
        when {
            stopped -> Problem(
                stringResource(R.string.connect_stopped),
                stringResource(R.string.connect_stopped_kept),
                stringResource(R.string.connect_stopped_next),
                action = Action(stringResource(R.string.connect_fetch_again)) { onEvent(ConnectEvent.FetchAgain) },
            )

            step.ended == ExchangeResult.Done -> Notice(stringResource(R.string.connect_complete))

            else -> Coming(step.came?.received ?: 0uL)
        }
    }
}

@Composable
private fun Coming(entries: ULong) =
    Notice(if (entries == 0uL) stringResource(R.string.connect_begins) else stringResource(R.string.connect_coming, entries.toLong()))

/** A link was opened on a phone that a club knows already: it changes nothing. */
@Composable
fun AlreadyConnectedScreen(isPractice: Boolean, onBack: () -> Unit) = AppScaffold(
    stringResource(R.string.connect_title),
    bottom = { PrimaryButton(stringResource(R.string.connect_back_to_book), onBack) },
) {
    Notice(stringResource(if (isPractice) R.string.connect_practises else R.string.connect_already))
}
