package vn.clubbook.app.design

import android.view.Window
import android.view.WindowManager
import android.view.inputmethod.EditorInfo
import androidx.activity.compose.LocalActivity
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.platform.InterceptPlatformTextInput
import androidx.compose.ui.platform.PlatformTextInputMethodRequest
import java.util.WeakHashMap

/** While this is on the screen, nothing can take a picture of it, nor the list of recent apps show it: care and loans. */
@Composable
fun NoPictures() {
    val window = LocalActivity.current?.window ?: return
    DisposableEffect(window) {
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        privateScreens.merge(window, 1, Int::plus)
        onDispose {
            val left = privateScreens.merge(window, -1, Int::plus) ?: 0
            if (left <= 0) window.clearFlags(WindowManager.LayoutParams.FLAG_SECURE)
        }
    }
}

/** From one private screen to the next both are there for a while, and the first one that goes must not lay open the other. */
private val privateScreens = WeakHashMap<Window, Int>()

/** As keyboards read it: the older word, and the one of Android's own. */
private const val NO_MICROPHONE = "nm,com.google.android.inputmethod.latin.noMicrophoneKey"

/**
 * What is typed in [content] is not learnt by the keyboard, and keyboards that know the wish show no microphone, which would send the voice
 * elsewhere: notes about health, loans, who lives alone.
 */
@OptIn(ExperimentalComposeUiApi::class)
@Composable
fun NotLearnt(content: @Composable () -> Unit) = InterceptPlatformTextInput(
    interceptor = { request, next ->
        next.startInputMethod(
            PlatformTextInputMethodRequest { attributes ->
                request.createInputConnection(attributes).also {
                    attributes.imeOptions = attributes.imeOptions or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
                    attributes.privateImeOptions = NO_MICROPHONE
                }
            },
        )
    },
    content = content,
)
