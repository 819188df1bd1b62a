package vn.clubbook.app.design

import android.view.WindowManager
import android.view.inputmethod.EditorInfo
import androidx.activity.compose.LocalActivity
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.platform.InterceptPlatformTextInput
import androidx.compose.ui.platform.PlatformTextInputMethodRequest

/** While this is on the screen, nothing can take a picture of it, nor the list of recent apps show it: care and loans. */
@Composable
fun NoPictures() {
    val window = LocalActivity.current?.window ?: return
    DisposableEffect(window) {
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        onDispose { window.clearFlags(WindowManager.LayoutParams.FLAG_SECURE) }
    }
}

/** What is typed in [content] is not learnt by the keyboard: notes about health, loans, who lives alone. */
@OptIn(ExperimentalComposeUiApi::class)
@Composable
fun NotLearnt(content: @Composable () -> Unit) = InterceptPlatformTextInput(
    interceptor = { request, next ->
        next.startInputMethod(
            PlatformTextInputMethodRequest { attributes ->
                request.createInputConnection(attributes).also {
                    attributes.imeOptions = attributes.imeOptions or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
                }
            },
        )
    },
    content = content,
)
