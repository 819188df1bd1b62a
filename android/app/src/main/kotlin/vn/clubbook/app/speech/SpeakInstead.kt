package vn.clubbook.app.speech

import androidx.annotation.StringRes
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.Panel
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.broughtIntoView
import vn.clubbook.presentation.speech.DictationEvent
import vn.clubbook.presentation.speech.NotHeard

/**
 * Below a text: the button to speak it, which stays where it is to end the speaking; below that what is heard meanwhile, or why nothing is.
 * Nothing at all on a phone that cannot listen by itself.
 */
@Composable
fun SpeakInstead(speech: Speech) {
    val state = speech.state
    // One button in both states: a screen reader stays on it.
    if (state.isListening || state.isOffered) {
        SecondaryButton(
            stringResource(if (state.isListening) R.string.speech_end else R.string.speech_begin),
            { speech.onEvent(if (state.isListening) DictationEvent.Stop else DictationEvent.Begin) },
            icon = if (state.isListening) ClubIcons.check else ClubIcons.microphone,
        )
    }
    if (state.isListening) {
        // No live region: what a phone reads out it would hear itself.
        Panel(stringResource(R.string.speech_listens), Modifier.broughtIntoView(state.soFar)) {
            Text(state.soFar.ifEmpty { stringResource(R.string.speech_speak) }, style = MaterialTheme.typography.bodyLarge)
        }
    }
    state.notHeard?.let { Notice(stringResource(it.words), Modifier.broughtIntoView(it.name)) }
    if (state.asksForMicrophone) {
        ConfirmSheet(
            stringResource(R.string.speech_ask),
            stringResource(R.string.speech_ask_why),
            stringResource(R.string.speech_ask_act),
            speech.onAskSystem,
            stringResource(R.string.speech_ask_keep),
            { speech.onEvent(DictationEvent.LeaveQuestion) },
        )
    }
}

@get:StringRes
private val NotHeard.words: Int
    get() = when (this) {
        NotHeard.Nothing -> R.string.speech_nothing
        NotHeard.NotAllowed -> R.string.speech_not_allowed
        NotHeard.NotThisPhone -> R.string.speech_not_this_phone
        NotHeard.NotNow -> R.string.speech_not_now
    }
