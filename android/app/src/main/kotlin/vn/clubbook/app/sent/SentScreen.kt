package vn.clubbook.app.sent

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.Done
import vn.clubbook.app.design.Fact
import vn.clubbook.app.design.Heading
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.Panel
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Space
import vn.clubbook.ffi.ExchangeView
import vn.clubbook.ffi.PutAsideView
import vn.clubbook.ffi.StatusView
import vn.clubbook.ffi.UnsentView
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
        val unsent = state.unsent
        if (status != null) {
            Standing(status)
            for (remark in (if (unsent == null) status.remarks else status.troubles).distinct()) Attention(remark)
        }
        if (state.isSending) Sending(state)
        unsent?.putAside?.forEach { PutAside(it, onEvent) }
        if (unsent != null) Waiting(unsent, state.showsAll, onEvent)
        Help(status, onCall)
        Exchanges(state.exchanges, state.showsExchanges, onEvent)
        Text(stringResource(R.string.sent_diagnostics_what), style = MaterialTheme.typography.bodyMedium)
        SecondaryButton(stringResource(R.string.sent_diagnostics), { onEvent(SentEvent.Diagnose) })
    }
}

@Composable
private fun Standing(status: StatusView) = when {
    status.isAllSent -> Done(status.sentence)
    status.needsSomebody -> Attention(status.sentence)
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

/** What the centre put aside or an officer refused: what it is, why, what was kept, what to do. */
@Composable
private fun PutAside(thing: PutAsideView, onEvent: (SentEvent) -> Unit) = Panel(
    thing.what,
    state = stringResource(if (thing.isRefused) R.string.sent_refused else R.string.sent_put_aside),
    icon = if (thing.isRefused) ClubIcons.problem else ClubIcons.attention,
) {
    Text(thing.why, style = MaterialTheme.typography.bodyLarge)
    if (thing.isRefused) {
        val readOut = stringResource(R.string.sent_understood_what, thing.what)
        SecondaryButton(
            stringResource(R.string.sent_understood),
            { onEvent(SentEvent.Understood(thing)) },
            Modifier.semantics { contentDescription = readOut },
        )
    }
}

@Composable
private fun Waiting(unsent: UnsentView, showsAll: Boolean, onEvent: (SentEvent) -> Unit) {
    if (unsent.waiting.isEmpty() && unsent.ofOthers.isEmpty()) return
    Heading(stringResource(R.string.sent_waiting))
    val waiting = if (showsAll) unsent.waiting else unsent.waiting.take(FIRST_WAITING)
    for (thing in waiting) Line(thing)
    if (waiting.size < unsent.waiting.size) {
        SecondaryButton(stringResource(R.string.sent_all_waiting, unsent.waiting.size), { onEvent(SentEvent.ShowAll) })
    }
    for (line in unsent.ofOthers) Text(line, style = MaterialTheme.typography.bodyLarge)
}

/** A line of a list: where the next one begins is seen without reading. */
@Composable
private fun Line(text: String) = Row(horizontalArrangement = Arrangement.spacedBy(Space.near)) {
    Text(BULLET, Modifier.clearAndSetSemantics {}, style = MaterialTheme.typography.bodyLarge)
    Text(text, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
}

@Composable
private fun Exchanges(exchanges: List<ExchangeView>, showsAll: Boolean, onEvent: (SentEvent) -> Unit) {
    if (exchanges.isEmpty()) return
    Heading(stringResource(R.string.sent_exchanges))
    val shown = if (showsAll) exchanges else exchanges.take(FIRST_EXCHANGES)
    for (exchange in shown) Fact(exchange.`when`.replaceFirstChar(Char::titlecase), exchange.what)
    if (shown.size < exchanges.size) {
        SecondaryButton(stringResource(R.string.sent_all_exchanges), { onEvent(SentEvent.ShowExchanges) })
    }
}

/** So much of a list is shown until somebody asks for more. */
private const val FIRST_WAITING = 8
private const val FIRST_EXCHANGES = 3
private const val BULLET = "•"
