package vn.clubbook.app.users

import androidx.activity.compose.BackHandler
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PinPad
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.ffi.UserView
import vn.clubbook.presentation.users.UsersEvent
import vn.clubbook.presentation.users.UsersState

/** Who is holding the phone? [onBack] where somebody is at it already and may think better of it. */
@Composable
fun UsersScreen(state: UsersState, onEvent: (UsersEvent) -> Unit, onBack: (() -> Unit)? = null) {
    val chosen = state.chosen
    if (chosen == null) People(state, onEvent, onBack) else Pin(chosen, state, onEvent)
}

@Composable
private fun People(state: UsersState, onEvent: (UsersEvent) -> Unit, onBack: (() -> Unit)?) =
    AppScaffold(stringResource(R.string.users_title), onBack = onBack) {
        state.refused?.let { Refused(it) }
        for (user in state.people.orEmpty()) BigTile(user.name, { onEvent(UsersEvent.Choose(user.person)) })
        if (onBack != null && (state.people?.size ?: 0) > 1) {
            SecondaryButton(stringResource(R.string.users_leave), { onEvent(UsersEvent.Leave) })
        }
    }

@Composable
private fun Pin(user: UserView, state: UsersState, onEvent: (UsersEvent) -> Unit) {
    val back = { onEvent(UsersEvent.OtherPerson) }
    BackHandler(onBack = back)
    AppScaffold(user.name, onBack = back) {
        val refused = state.refused
        if (refused == null) {
            Text(stringResource(R.string.users_enter_pin), style = MaterialTheme.typography.bodyLarge)
        } else {
            Refused(refused)
        }
        PinPad(state.entered, { onEvent(UsersEvent.Enter(it)) })
        if (state.hasForgotten) {
            val alone = state.people?.size == 1
            Notice(stringResource(if (alone) R.string.users_forgotten_alone else R.string.users_forgotten_how))
        } else {
            SecondaryButton(stringResource(R.string.users_forgotten), { onEvent(UsersEvent.Forgotten) })
        }
    }
}
