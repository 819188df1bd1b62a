package vn.clubbook.app.visits

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import java.util.UUID
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.NoPictures
import vn.clubbook.app.design.NotLearnt
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Sheet
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.TextLine
import vn.clubbook.app.design.UndoBar
import vn.clubbook.app.readings.ReadingChartCard
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.VisitView
import vn.clubbook.presentation.visits.VisitsEvent
import vn.clubbook.presentation.visits.VisitsState

/** The visits to somebody, the last first, with how readings changed; one that is tapped is shown whole. */
@Composable
fun VisitsScreen(state: VisitsState, onEvent: (VisitsEvent) -> Unit, onBack: () -> Unit, onRecord: () -> Unit, onCorrect: (UUID) -> Unit) {
    NoPictures()
    val list = rememberLazyListState()
    when (val shown = state.shown) {
        null -> History(list, state, onEvent, onBack, onRecord)
        else -> OneVisit(shown, state, onEvent, onCorrect)
    }
}

@Composable
private fun History(list: LazyListState, state: VisitsState, onEvent: (VisitsEvent) -> Unit, onBack: () -> Unit, onRecord: () -> Unit) =
    ListScaffold(
        state.person?.let { stringResource(R.string.visits_title, it.titled) } ?: stringResource(R.string.visits_title_loading),
        onBack = onBack,
    ) {
        LaunchedEffect(state.takenBack) { if (state.takenBack != null) list.scrollToItem(0) }
        LazyColumn(
            Modifier.fillMaxSize(),
            list,
            contentPadding = PaddingValues(top = Space.near, bottom = Space.apart),
            verticalArrangement = Arrangement.spacedBy(Space.near),
        ) {
            state.refused?.let { item { Refused(it) } }
            state.takenBack?.let { visit ->
                item {
                    UndoBar(
                        stringResource(R.string.visits_taken_back, visit.on),
                        stringResource(R.string.visits_restore_undo),
                        { onEvent(VisitsEvent.Restore(visit.id)) },
                    )
                }
            }
            items(state.charts) { ReadingChartCard(it) }
            items(state.visits, key = { it.id.toString() }) { VisitTile(it, { onEvent(VisitsEvent.Open(it.id)) }) }
            if (state.person != null && state.visits.isEmpty()) {
                item {
                    EmptyState(stringResource(R.string.visits_empty), action = Action(stringResource(R.string.visits_record), onRecord))
                }
            }
        }
    }

@Composable
private fun VisitTile(visit: VisitView, onClick: () -> Unit) = BigTile(
    visit.on.replaceFirstChar(Char::titlecase),
    onClick,
    detail = listOf(
        if (visit.notAtHome) stringResource(R.string.visits_not_at_home) else null,
        visit.visitors.joinToString { it.said },
        visit.services.joinToString { it.label },
        visit.readings,
        visit.remarks.joinToString(". ") { it.replaceFirstChar(Char::titlecase) },
    ).filterNot { it.isNullOrEmpty() }.joinToString("\n"),
    state = visit.voided?.let { stringResource(R.string.visits_voided, it) } ?: visit.corrected,
)

@Composable
private fun OneVisit(visit: VisitView, state: VisitsState, onEvent: (VisitsEvent) -> Unit, onCorrect: (UUID) -> Unit) {
    BackHandler { onEvent(VisitsEvent.Close) }
    AppScaffold(
        stringResource(R.string.visits_one, visit.on),
        onBack = { onEvent(VisitsEvent.Close) },
        bottom = {
            if (visit.voided == null) {
                PrimaryButton(stringResource(R.string.visits_correct), { onCorrect(visit.id) })
                SecondaryButton(stringResource(R.string.visits_take_back), { onEvent(VisitsEvent.AskReason) })
            } else {
                SecondaryButton(stringResource(R.string.visits_restore), { onEvent(VisitsEvent.Restore(visit.id)) })
            }
        },
    ) {
        if (state.reason == null) state.refused?.let { Refused(it) }
        visit.voided?.let { Notice(stringResource(R.string.visits_voided, it).replaceFirstChar(Char::titlecase)) }
        visit.corrected?.let { Notice(it.replaceFirstChar(Char::titlecase)) }
        for (line in linesOf(visit)) Text(line, style = MaterialTheme.typography.bodyLarge)
        visit.hidden?.let { Notice(stringResource(it.reason)) }
    }
    state.reason?.let { WhyTakenBack(it, state.refused, onEvent) }
}

@Composable
private fun linesOf(visit: VisitView): List<String> = buildList {
    add(visit.person.titled)
    if (visit.notAtHome) add(stringResource(R.string.visits_not_at_home).replaceFirstChar(Char::titlecase))
    if (visit.visitors.isNotEmpty()) add(stringResource(R.string.visits_visitors, visit.visitors.joinToString { it.titled }))
    if (visit.services.isNotEmpty()) add(stringResource(R.string.visits_services, visit.services.joinToString { it.label }))
    visit.readings?.let { add(stringResource(R.string.visits_readings, it)) }
    addAll(visit.remarks.map { it.replaceFirstChar(Char::titlecase) })
}

@Composable
private fun WhyTakenBack(reason: String, refused: String?, onEvent: (VisitsEvent) -> Unit) =
    Sheet(stringResource(R.string.visits_take_back_why), { onEvent(VisitsEvent.Keep) }) {
        val reasons = listOf(R.string.visits_reason_person, R.string.visits_reason_day, R.string.visits_reason_twice)
            .map { stringResource(it) }
        Text(stringResource(R.string.visits_take_back_detail), style = MaterialTheme.typography.bodyLarge)
        OneOf(
            stringResource(R.string.visits_reason),
            reasons,
            reason,
            { onEvent(VisitsEvent.Reason(it)) },
        ) { it }
        NotLearnt {
            TextLine(
                stringResource(R.string.visits_reason_other),
                reason.takeIf { it !in reasons }.orEmpty(),
                { onEvent(VisitsEvent.Reason(it)) },
            )
        }
        refused?.let { Refused(it) }
        PrimaryButton(stringResource(R.string.visits_take_back_act), { onEvent(VisitsEvent.TakeBack) })
        SecondaryButton(stringResource(R.string.visits_keep), { onEvent(VisitsEvent.Keep) })
    }

private val ConsentState.reason
    get() = when (this) {
        ConsentState.OUT_OF_SIGHT -> R.string.visits_hidden_out_of_sight
        ConsentState.REFUSED, ConsentState.WITHDRAWN -> R.string.visits_hidden_refused
        ConsentState.MISSING, ConsentState.GIVEN -> R.string.visits_hidden_missing
    }
