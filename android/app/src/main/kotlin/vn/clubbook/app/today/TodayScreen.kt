package vn.clubbook.app.today

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import java.util.UUID
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Space
import vn.clubbook.ffi.LineView
import vn.clubbook.ffi.StatusView
import vn.clubbook.ffi.TodayView
import vn.clubbook.presentation.today.TodayEvent
import vn.clubbook.presentation.today.TodayState

/** What leads away from the first screen. */
data class TodayLinks(
    val roll: () -> Unit = {},
    val visit: (UUID) -> Unit = {},
    val anotherVisit: () -> Unit = {},
    val card: (UUID) -> Unit = {},
    val members: () -> Unit = {},
    val decisions: () -> Unit = {},
    val sent: () -> Unit = {},
    val settings: () -> Unit = {},
    val users: () -> Unit = {},
    val call: (String) -> Unit = {},
)

/** So many of each are on the first screen; the rest is one tap away. */
private const val FIRST = 4

/** What is due, the nearest first, and whether everything is sent. */
@Composable
fun TodayScreen(state: TodayState, onEvent: (TodayEvent) -> Unit, links: TodayLinks = TodayLinks()) {
    val today = state.today
    AppScaffold(today?.dayWords ?: stringResource(R.string.app_name)) {
        state.trouble?.let { Attention(it, action = Action(stringResource(R.string.today_again)) { onEvent(TodayEvent.Again) }) }
        if (today == null) {
            if (state.trouble == null) EmptyState(stringResource(R.string.today_loading))
            return@AppScaffold
        }
        state.status?.let { Sent(it, links) }
        Meeting(today, links)
        Visits(today, links)
        Lines(stringResource(R.string.today_follow_ups), today.followUps, links)
        Lines(stringResource(R.string.today_birthdays), today.birthdays, links)
        Lines(stringResource(R.string.today_absent), today.absent, links)
        Lines(stringResource(R.string.today_longevity), today.longevity, links)
        Lines(stringResource(R.string.today_consents), today.consents, links)
        Elsewhere(state.status, links)
    }
}

@Composable
private fun Sent(status: StatusView, links: TodayLinks) {
    val more = Action(stringResource(R.string.today_sent_why), links.sent)
    if (status.remarks.isEmpty() && !status.needsSomebody) {
        Notice(status.sentence)
    } else {
        Attention(status.sentence, action = more)
    }
}

@Composable
private fun Meeting(today: TodayView, links: TodayLinks) = Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
    val next = today.nextMeeting
    if (next != null) Text(next.words, style = MaterialTheme.typography.bodyLarge)
    PrimaryButton(stringResource(if (next?.isOpen == true) R.string.today_roll_go_on else R.string.today_roll), links.roll)
}

@Composable
private fun Visits(today: TodayView, links: TodayLinks) = Part(stringResource(R.string.today_visits)) {
    if (today.visits.isEmpty()) Text(today.visitsWords, style = MaterialTheme.typography.bodyLarge)
    for (due in today.visits.take(FIRST)) {
        BigTile(due.person.titled, { links.visit(due.person.id) }, detail = listOfNotNull(due.person.hamlet, due.why).joinToString(": "))
    }
    More(today.visits.size)
    SecondaryButton(stringResource(R.string.today_visit), links.anotherVisit)
}

@Composable
private fun Lines(title: String, lines: List<LineView>, links: TodayLinks) {
    if (lines.isEmpty()) return
    Part(title) {
        for (line in lines.take(FIRST)) BigTile(line.words, { links.card(line.person) })
        More(lines.size)
    }
}

@Composable
private fun Part(title: String, content: @Composable () -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
    Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleLarge)
    content()
}

@Composable
private fun More(of: Int) {
    if (of > FIRST) Text(stringResource(R.string.today_more, of - FIRST), style = MaterialTheme.typography.bodyLarge)
}

@Composable
private fun Elsewhere(status: StatusView?, links: TodayLinks) = Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
    SecondaryButton(stringResource(R.string.today_members), links.members)
    SecondaryButton(stringResource(R.string.today_decisions), links.decisions)
    SecondaryButton(stringResource(R.string.today_sent), links.sent)
    SecondaryButton(stringResource(R.string.today_users), links.users)
    SecondaryButton(stringResource(R.string.today_settings), links.settings)
    val phone = status?.helpPhone
    if (phone != null) {
        val who = status.helpName
        val words = if (who == null) stringResource(R.string.today_help) else stringResource(R.string.today_help_who, who)
        SecondaryButton(words, { links.call(phone) })
    }
}
