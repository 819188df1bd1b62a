package vn.clubbook.app.sent

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.Done
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.ffi.StatusView
import vn.clubbook.presentation.sent.SentEvent
import vn.clubbook.presentation.sent.SentState

/** Sent or not. Whether everything is sent is said by the core's sentence alone. [onBack] is lacking where this is all that is left. */
@Composable
fun SentScreen(state: SentState, onEvent: (SentEvent) -> Unit, onCall: (String) -> Unit, onBack: (() -> Unit)? = null) {
    val status = state.status
    val canSend = !state.isPractice && status?.isRevoked != true
    AppScaffold(
        stringResource(R.string.sent_title),
        onBack = onBack,
        bottom = if (canSend) ({ PrimaryButton(stringResource(R.string.sent_now), { onEvent(SentEvent.SendNow) }) }) else null,
    ) {
        state.refused?.let { Refused(it) }
        if (status != null) {
            Standing(status)
            for (remark in status.remarks.distinct()) Attention(remark)
        }
        if (state.isSending) Sending(state)
        Help(status, onCall)
        Text(stringResource(R.string.sent_diagnostics_what), style = MaterialTheme.typography.bodyMedium)
        SecondaryButton(stringResource(R.string.sent_diagnostics), { onEvent(SentEvent.Diagnose) })
    }
}

@Composable
private fun Standing(status: StatusView) = when {
    status.isAllSent -> Done(status.sentence)
    status.isRevoked || status.putAside > 0uL || status.refused > 0uL -> Attention(status.sentence)
    else -> Notice(status.sentence)
}

@Composable
private fun Sending(state: SentState) = when (val soFar = state.soFar) {
    null -> Notice(stringResource(R.string.sent_sending))
    else -> Notice(stringResource(R.string.sent_so_far, soFar.sent.toLong(), soFar.received.toLong()))
}

@Composable
private fun Help(status: StatusView?, onCall: (String) -> Unit) {
    val phone = status?.helpPhone ?: return
    SecondaryButton(stringResource(R.string.sent_call, status.helpName ?: phone), { onCall(phone) })
}
