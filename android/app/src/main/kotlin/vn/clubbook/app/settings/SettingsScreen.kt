package vn.clubbook.app.settings

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.Routes
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.Problem
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.presentation.settings.Erasing
import vn.clubbook.presentation.settings.SettingsEvent
import vn.clubbook.presentation.settings.SettingsState

/** Everything about the phone and the app; [onOpen] leads to the screen of a route. */
@Composable
fun SettingsScreen(
    state: SettingsState,
    version: String,
    onEvent: (SettingsEvent) -> Unit,
    onOpen: (String) -> Unit,
    onPractice: () -> Unit,
    onBack: (() -> Unit)? = null,
) = AppScaffold(stringResource(R.string.settings_title), onBack = onBack) {
    if (state.isPractice) {
        Attention(stringResource(R.string.settings_practises), action = Action(stringResource(R.string.settings_end_practice), onPractice))
    }
    if (state.me.isNotEmpty()) Text(stringResource(R.string.settings_me, state.me), style = MaterialTheme.typography.bodyLarge)
    for ((route, title) in Places) BigTile(stringResource(title), { onOpen(route) })
    if (!state.isPractice) {
        BigTile(stringResource(R.string.settings_practise), onPractice)
        NotErased(state.erasing, onOpen)
        SecondaryButton(stringResource(R.string.settings_erase), { onEvent(SettingsEvent.AskErase) })
    }
    Text(stringResource(R.string.settings_version, version), style = MaterialTheme.typography.bodyMedium)
    val erasing = state.erasing
    if (erasing is Erasing.Asked) {
        ConfirmSheet(
            stringResource(R.string.settings_erase_question),
            erasing.what,
            stringResource(R.string.settings_erase_act),
            { onEvent(SettingsEvent.Erase) },
            stringResource(R.string.settings_erase_keep),
            { onEvent(SettingsEvent.Keep) },
        )
    }
}

/** Why not, beside the button that was tapped. */
@Composable
private fun NotErased(erasing: Erasing?, onOpen: (String) -> Unit) = when (erasing) {
    is Erasing.NotYet -> Problem(
        stringResource(R.string.settings_not_erased),
        erasing.sentence,
        erasing.next,
        action = if (erasing.isUnsent) Action(stringResource(R.string.settings_look_unsent)) { onOpen(Routes.SENT) } else null,
    )

    is Erasing.Refused -> Refused(erasing.words)

    else -> Unit
}

private val Places = listOf(
    Routes.USERS to R.string.settings_switch,
    Routes.SENT to R.string.sent_title,
    Routes.OWN_PIN to R.string.users_own_pin,
    Routes.PHONE_PEOPLE to R.string.users_of_phone,
    Routes.APPEARANCE to R.string.appearance_title,
    Routes.LICENCES to R.string.settings_licences,
)
