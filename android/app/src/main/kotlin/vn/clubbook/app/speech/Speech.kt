package vn.clubbook.app.speech

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import androidx.activity.compose.LocalActivity
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LifecycleEventEffect
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import vn.clubbook.app.rememberPresenter
import vn.clubbook.presentation.speech.DictationEvent
import vn.clubbook.presentation.speech.DictationPresenter
import vn.clubbook.presentation.speech.DictationState

/** Speaking instead of typing, as a screen has it. */
class Speech(
    val state: DictationState,
    val onEvent: (DictationEvent) -> Unit,
    /** Asks the system for the microphone. */
    val onAskSystem: () -> Unit,
    /** Ends it and hands over what was heard: the screen is about to save. */
    val finish: () -> Unit,
)

/** [write] is given what was said, once there [isText] to write it into. Behind another app nothing is heard. */
@Composable
fun rememberSpeech(isText: Boolean, write: (String) -> Unit): Speech {
    val context = LocalContext.current.applicationContext
    val activity = LocalActivity.current
    val presenter = rememberPresenter { scope, form -> DictationPresenter(scope, form, dictationOf(context)) { mayListen(context) } }
    val state by presenter.state.collectAsStateWithLifecycle()
    val system = rememberLauncherForActivityResult(ActivityResultContracts.RequestPermission()) {
        presenter.on(DictationEvent.Answered(it))
    }
    fun handOver() {
        write(presenter.state.value.said ?: return)
        presenter.on(DictationEvent.Taken)
    }
    LaunchedEffect(isText, state.said) { if (isText) handOver() }
    LifecycleEventEffect(Lifecycle.Event.ON_STOP) { if (activity?.isChangingConfigurations != true) presenter.on(DictationEvent.Cut) }
    return Speech(
        state,
        presenter::on,
        onAskSystem = {
            presenter.on(DictationEvent.LeaveQuestion)
            system.launch(Manifest.permission.RECORD_AUDIO)
        },
        finish = {
            presenter.on(DictationEvent.Cut)
            handOver()
        },
    )
}

private fun mayListen(context: Context): Boolean =
    context.checkSelfPermission(Manifest.permission.RECORD_AUDIO) == PackageManager.PERMISSION_GRANTED
