package vn.clubbook.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Dialog
import androidx.compose.ui.window.DialogProperties

/**
 * A question before something that is not easily undone. Both answers are verbs ("Bỏ lần ghi này", "Giữ lại"), never yes and no.
 * Only an answer closes it, or going back, which is [onKeep]: a touch beside it by a shaking hand does nothing.
 */
@Composable
fun ConfirmSheet(question: String, detail: String, act: String, onAct: () -> Unit, keep: String, onKeep: () -> Unit) =
    Sheet(question, onKeep) {
        Text(detail, style = MaterialTheme.typography.bodyLarge)
        PrimaryButton(act, onAct)
        SecondaryButton(keep, onKeep)
    }

/**
 * A question with several [answers], each of which does what it says at once, and [leave], which does nothing yet. None of the answers is
 * nearer to the thumb because it is likelier: they look the same.
 */
@Composable
fun QuestionSheet(question: String, answers: List<Action>, leave: Action) = Sheet(question, leave.onClick) {
    for (answer in answers) PrimaryButton(answer.text, answer.onClick)
    SecondaryButton(leave.text, leave.onClick)
}

/** What asks for something small over the screen: [title], then [content]. Going back is [onLeave]. */
@Composable
fun Sheet(title: String, onLeave: () -> Unit, content: @Composable ColumnScope.() -> Unit) =
    Dialog(onLeave, DialogProperties(dismissOnClickOutside = false, usePlatformDefaultWidth = false, decorFitsSystemWindows = false)) {
        Box(Modifier.fillMaxSize(), Alignment.BottomCenter) {
            Surface(
                Modifier.fillMaxWidth(),
                RoundedCornerShape(topStart = 20.dp, topEnd = 20.dp),
                MaterialTheme.colorScheme.background,
                border = BorderStroke(2.dp, MaterialTheme.colorScheme.outline),
            ) {
                Column(
                    Modifier
                        .windowInsetsPadding(WindowInsets.safeDrawing)
                        .imePadding()
                        .verticalScroll(rememberScrollState())
                        .padding(Space.apart),
                    Arrangement.spacedBy(Space.apart),
                ) {
                    Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineSmall)
                    content()
                }
            }
        }
    }
