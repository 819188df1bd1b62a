package vn.clubbook.app.users

import androidx.activity.compose.BackHandler
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PinPad
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.presentation.users.NewPin
import vn.clubbook.presentation.users.OwnPinEvent
import vn.clubbook.presentation.users.OwnPinState
import vn.clubbook.presentation.users.PeopleDone
import vn.clubbook.presentation.users.PeopleStep
import vn.clubbook.presentation.users.PhonePeopleEvent
import vn.clubbook.presentation.users.PhonePeopleState
import vn.clubbook.presentation.users.PinOutcome

/** The people of this phone: added, taken off, helped with a forgotten PIN. */
@Composable
fun PhonePeopleScreen(state: PhonePeopleState, onEvent: (PhonePeopleEvent) -> Unit, onOwnPin: () -> Unit, onBack: () -> Unit) {
    val step = state.step
    if (step == PeopleStep.Looking) return People(state, onEvent, onOwnPin, onBack)
    val back = { onEvent(PhonePeopleEvent.Back) }
    BackHandler(onBack = back)
    when (step) {
        PeopleStep.Looking -> Unit
        is PeopleStep.Adding -> Adding(step, onEvent, back)
        is PeopleStep.About -> About(step, onEvent, back)
        is PeopleStep.ChoosingPin -> ChoosingPin(step, onEvent, back)
    }
}

@Composable
private fun People(state: PhonePeopleState, onEvent: (PhonePeopleEvent) -> Unit, onOwnPin: () -> Unit, onBack: () -> Unit) = AppScaffold(
    stringResource(R.string.users_of_phone),
    onBack = onBack,
    bottom = { PrimaryButton(stringResource(R.string.users_add), { onEvent(PhonePeopleEvent.Add) }) },
) {
    state.refused?.let { Refused(it) }
    state.done?.let { Notice(stringResource(it.words, it.name)) }
    for (user in state.people.orEmpty()) {
        val isMe = user.person == state.me
        BigTile(
            user.name,
            { if (isMe) onOwnPin() else onEvent(PhonePeopleEvent.About(user)) },
            detail = if (isMe) stringResource(R.string.users_holds_it) else null,
            state = stringResource(if (user.hasPin) R.string.users_has_pin else R.string.users_has_no_pin),
        )
    }
}

private val PeopleDone.words
    get() = when (this) {
        is PeopleDone.Added -> R.string.users_added
        is PeopleDone.Removed -> R.string.users_removed
        is PeopleDone.PinChanged -> R.string.users_pin_changed
    }

@Composable
private fun Adding(step: PeopleStep.Adding, onEvent: (PhonePeopleEvent) -> Unit, onBack: () -> Unit) =
    AppScaffold(stringResource(R.string.users_add_whom), onBack = onBack) {
        if (step.people.isEmpty()) EmptyState(stringResource(R.string.users_nobody_to_add))
        for (one in step.people) {
            BigTile(
                one.person.name,
                { onEvent(PhonePeopleEvent.AddThis(one.person)) },
                detail = one.tasks,
                state = one.person.birthYear?.toString(),
            )
        }
    }

@Composable
private fun About(step: PeopleStep.About, onEvent: (PhonePeopleEvent) -> Unit, onBack: () -> Unit) {
    val name = step.user.name
    AppScaffold(name, onBack = onBack) {
        SecondaryButton(stringResource(R.string.users_forgot_pin), { onEvent(PhonePeopleEvent.ForgotPin) })
        SecondaryButton(stringResource(R.string.users_remove), { onEvent(PhonePeopleEvent.AskRemoval) })
    }
    if (step.asksRemoval) {
        ConfirmSheet(
            stringResource(R.string.users_remove_question, name),
            stringResource(R.string.users_remove_detail),
            stringResource(R.string.users_remove),
            { onEvent(PhonePeopleEvent.Remove) },
            stringResource(R.string.users_keep),
            { onEvent(PhonePeopleEvent.KeepPerson) },
        )
    }
}

@Composable
private fun ChoosingPin(step: PeopleStep.ChoosingPin, onEvent: (PhonePeopleEvent) -> Unit, onBack: () -> Unit) =
    AppScaffold(stringResource(R.string.users_chooses_pin), onBack = onBack) {
        NewPinPad(step.pin, stringResource(R.string.users_hand_over, step.name)) { onEvent(PhonePeopleEvent.Enter(it)) }
    }

/** One's own PIN. */
@Composable
fun OwnPinScreen(state: OwnPinState, onEvent: (OwnPinEvent) -> Unit, onBack: () -> Unit) =
    AppScaffold(stringResource(R.string.users_own_pin), onBack = onBack) {
        when (val outcome = state.outcome) {
            null -> Unit
            PinOutcome.Chosen -> Notice(stringResource(R.string.users_pin_chosen))
            PinOutcome.Removed -> Notice(stringResource(R.string.users_pin_removed))
            is PinOutcome.Refused -> Refused(outcome.words)
        }
        NewPinPad(state.pin, stringResource(if (state.hasPin) R.string.users_own_pin_change else R.string.users_own_pin_choose)) {
            onEvent(OwnPinEvent.Enter(it))
        }
        if (state.hasPin) SecondaryButton(stringResource(R.string.users_own_pin_remove), { onEvent(OwnPinEvent.Remove) })
    }

/** Four digits, and the same again. [first] says what they are for. */
@Composable
private fun NewPinPad(pin: NewPin, first: String, onDigits: (String) -> Unit) {
    if (pin.isDifferent) Refused(stringResource(R.string.users_pin_different))
    Text(if (pin.isAgain) stringResource(R.string.users_pin_again) else first, style = MaterialTheme.typography.bodyLarge)
    PinPad(pin.entered, onDigits)
}
