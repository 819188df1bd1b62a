package vn.clubbook.app.weighing

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
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.Counter
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.NoPictures
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SearchField
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.UndoBar
import vn.clubbook.app.design.roomy
import vn.clubbook.app.readings.AdviceAlarm
import vn.clubbook.app.readings.ReadingFields
import vn.clubbook.ffi.WeighView
import vn.clubbook.presentation.weighing.MEASURED
import vn.clubbook.presentation.weighing.WeighEntry
import vn.clubbook.presentation.weighing.WeighEvent
import vn.clubbook.presentation.weighing.WeighState
import vn.clubbook.presentation.weighing.Weighed

/** Weighing at a meeting: a name, three numbers, the next. What to do about a dangerous reading comes in between. */
@Composable
fun WeighScreen(state: WeighState, onEvent: (WeighEvent) -> Unit, onBack: () -> Unit, onCall: (String) -> Unit) {
    NoPictures()
    val list = rememberLazyListState()
    val alarm = state.weighed?.takeIf(Weighed::isAlarming)
    when {
        alarm != null -> AlarmOf(alarm, onEvent, onCall)
        state.entry != null -> Entry(state.entry!!, state, onEvent)
        else -> People(list, state, onEvent, onBack)
    }
}

@Composable
private fun People(list: LazyListState, state: WeighState, onEvent: (WeighEvent) -> Unit, onBack: () -> Unit) {
    val undo: @Composable (Weighed) -> Unit = { weighed ->
        UndoBar(
            stringResource(R.string.weigh_saved, weighed.said, weighed.words),
            listOf(
                Action(stringResource(R.string.weigh_correct)) { onEvent(WeighEvent.Choose(weighed.person)) },
                Action(stringResource(R.string.weigh_take_back)) { onEvent(WeighEvent.TakeBack) },
            ),
        )
    }
    val isRoomy = roomy()
    val weighed = state.weighed.takeIf { state.rows != null }
    // Where there is no room for it below the list it stands at the top, and the list goes there to show it.
    LaunchedEffect(weighed, isRoomy) { if (weighed != null && !isRoomy) list.scrollToItem(0) }
    LaunchedEffect(state.takenBack) { if (state.takenBack != null) list.scrollToItem(0) }
    ListScaffold(
        stringResource(R.string.weigh_title),
        onBack = onBack,
        top = if (state.rows.isNullOrEmpty()) null else ({ Search(state, onEvent) }),
        bottom = if (weighed == null || !isRoomy) null else ({ undo(weighed) }),
    ) {
        LazyColumn(
            Modifier.fillMaxSize(),
            list,
            contentPadding = PaddingValues(bottom = Space.apart),
            verticalArrangement = Arrangement.spacedBy(Space.near),
        ) {
            state.refused?.let { item { Refused(it) } }
            if (weighed != null && !isRoomy) item { undo(weighed) }
            state.takenBack?.let { item { Notice(stringResource(R.string.weigh_taken_back, it)) } }
            state.rows?.let { rows ->
                if (rows.isNotEmpty() && state.found == null) {
                    item { Counter(state.measured, state.expected, stringResource(R.string.weigh_measured)) }
                }
                if (state.shown.isEmpty()) {
                    item {
                        EmptyState(stringResource(if (rows.isEmpty()) R.string.weigh_nobody else R.string.weigh_not_found))
                    }
                }
            }
            items(state.shown, key = { it.person.id.toString() }) { PersonTile(it, onEvent) }
        }
    }
}

@Composable
private fun Search(state: WeighState, onEvent: (WeighEvent) -> Unit) =
    SearchField(stringResource(R.string.weigh_search), state.typed, { onEvent(WeighEvent.Typed(it)) })

@Composable
private fun PersonTile(row: WeighView, onEvent: (WeighEvent) -> Unit) = BigTile(
    row.person.name,
    { onEvent(WeighEvent.Choose(row.person.id)) },
    detail = row.person.about,
    state = if (row.isMeasured) stringResource(R.string.weigh_measured) else row.away,
    icon = if (row.isMeasured) ClubIcons.boxChecked else ClubIcons.box,
)

@Composable
private fun Entry(entry: WeighEntry, state: WeighState, onEvent: (WeighEvent) -> Unit) {
    BackHandler { onEvent(WeighEvent.Leave) }
    AppScaffold(
        entry.titled,
        onBack = { onEvent(WeighEvent.Leave) },
        bottom = {
            state.refused?.let { Refused(it) }
            PrimaryButton(stringResource(R.string.weigh_next), { onEvent(WeighEvent.Save) })
        },
    ) {
        val about = state.rows.orEmpty().find { it.person.id == entry.person }?.person?.about
        about?.let { Text(it, style = MaterialTheme.typography.bodyLarge) }
        if (entry.replaces) Attention(stringResource(R.string.weigh_replaces))
        ReadingFields(
            MEASURED,
            entry.numbers,
            { measure, typed -> onEvent(WeighEvent.Number(measure, typed)) },
            last = { null },
            focusFirst = true,
            onDone = { onEvent(WeighEvent.Save) },
        )
    }
}

@Composable
private fun AlarmOf(weighed: Weighed, onEvent: (WeighEvent) -> Unit, onCall: (String) -> Unit) {
    BackHandler { onEvent(WeighEvent.AlarmRead) }
    AppScaffold(
        stringResource(R.string.weigh_alarm_title, weighed.said),
        bottom = { PrimaryButton(stringResource(R.string.weigh_alarm_read), { onEvent(WeighEvent.AlarmRead) }) },
    ) {
        AdviceAlarm(weighed.advice, onCall)
        Notice(stringResource(R.string.weigh_alarm_saved, weighed.words))
    }
}
