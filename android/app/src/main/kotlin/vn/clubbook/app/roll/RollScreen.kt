package vn.clubbook.app.roll

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import java.util.UUID
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigNumberField
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.Counter
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.IconTap
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.SearchField
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.roomy
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.RollOrder
import vn.clubbook.ffi.RollRow
import vn.clubbook.ffi.RollView
import vn.clubbook.presentation.roll.RollEvent
import vn.clubbook.presentation.roll.RollState
import vn.clubbook.presentation.roll.RollStep

/** What leads away from the roll. */
data class RollLinks(val back: () -> Unit = {}, val newMember: () -> Unit = {}, val weigh: (UUID) -> Unit = {})

/** Calling the roll of 70 people in a courtyard: one tap each, a counter to be seen from afar, and closing with nobody forgotten. */
@Composable
fun RollScreen(state: RollState, onEvent: (RollEvent) -> Unit, links: RollLinks = RollLinks()) {
    val roll = state.roll
    val step = state.step
    val choosing = state.choosing
    when {
        roll == null -> Opening(state, onEvent, links)
        choosing != null -> Choosing(choosing, onEvent)
        step == RollStep.Counting -> StepByStep(onEvent) { Counting(state, roll, onEvent) }
        step is RollStep.Asking -> StepByStep(onEvent) { Asking(state, step, onEvent) }
        else -> Calling(state, roll, onEvent, links)
    }
}

/** The phone's own way back goes one step back, too: what was answered stays. */
@Composable
private fun StepByStep(onEvent: (RollEvent) -> Unit, step: @Composable () -> Unit) {
    BackHandler { onEvent(RollEvent.Back) }
    step()
}

/** What has to be answered, or went wrong, before there is a roll. */
@Composable
private fun Opening(state: RollState, onEvent: (RollEvent) -> Unit, links: RollLinks) =
    AppScaffold(stringResource(R.string.roll_title), onBack = links.back) {
        state.trouble?.let { Attention(it) }
        state.begin?.let { begin ->
            begin.next?.let { Text(it, style = MaterialTheme.typography.bodyLarge) }
            Attention(stringResource(R.string.roll_today_question))
            PrimaryButton(stringResource(R.string.roll_today_yes), { onEvent(RollEvent.Begin) })
            SecondaryButton(stringResource(R.string.roll_not_now), links.back)
        }
        state.question?.let { question ->
            Attention(question)
            PrimaryButton(stringResource(R.string.roll_open_all_the_same), { onEvent(RollEvent.OpenAllTheSame) })
            SecondaryButton(stringResource(R.string.roll_not_now), links.back)
        }
    }

@Composable
private fun Calling(state: RollState, roll: RollView, onEvent: (RollEvent) -> Unit, links: RollLinks) {
    ListScaffold(
        stringResource(R.string.roll_title),
        onBack = links.back,
        top = { Counter(roll.counts.present.toInt(), roll.counts.members.toInt(), stringResource(R.string.roll_present)) },
        bottom = { Done(state, roll, onEvent) },
    ) {
        LazyColumn(verticalArrangement = Arrangement.spacedBy(Space.near)) {
            head(state, roll, onEvent)
            items(state.rows, key = { it.person.id }) { row -> Tile(row, onEvent) }
            if (state.rows.isEmpty()) item(key = "nobody") { Nobody(state, links) }
            item(key = "more") { More(roll, onEvent, links) }
        }
    }
}

private fun LazyListScope.head(state: RollState, roll: RollView, onEvent: (RollEvent) -> Unit) = item(key = "head") {
    Column(Modifier.padding(bottom = Space.near), Arrangement.spacedBy(Space.apart)) {
        state.trouble?.let { Attention(it) }
        roll.closedWords?.let { Notice(it) }
        roll.remarks.forEach { Attention(it) }
        SearchField(stringResource(R.string.roll_search), state.typed, { onEvent(RollEvent.Type(it)) })
        OneOf(
            stringResource(R.string.roll_order),
            listOf(RollOrder.REGISTER, RollOrder.NAME),
            state.order,
            { onEvent(RollEvent.Order(it)) },
            label = { stringResource(if (it == RollOrder.REGISTER) R.string.roll_order_register else R.string.roll_order_name) },
        )
    }
}

/** A tile never moves and never grows: the words of its mark have their place from the beginning. */
@Composable
private fun Tile(row: RollRow, onEvent: (RollEvent) -> Unit) = Row(verticalAlignment = Alignment.CenterVertically) {
    BigTile(
        listOfNotNull(row.registerNo?.let { "$it." }, row.person.name).joinToString(" "),
        { onEvent(RollEvent.Tap(row.person.id)) },
        Modifier.weight(1f),
        detail = listOfNotNull(row.person.commonName, row.person.birthYear?.let { stringResource(R.string.roll_born, it.toInt()) })
            .joinToString(", ").ifEmpty { null },
        state = row.markLabel,
        marked = row.isHere,
    )
    // Namesakes are told apart when it is read out, too.
    val whom = listOfNotNull(row.person.titled, row.registerNo?.toString()).joinToString(", ")
    IconTap(ClubIcons.more, stringResource(R.string.roll_other, whom), { onEvent(RollEvent.Choose(row)) })
}

@Composable
private fun Nobody(state: RollState, links: RollLinks) = when (state.found) {
    null -> EmptyState(stringResource(R.string.roll_empty), action = Action(stringResource(R.string.roll_new_member), links.newMember))
    else -> EmptyState(stringResource(R.string.roll_nobody_found))
}

/** What is done now and then: guests, a new member, the scales. */
@Composable
private fun More(roll: RollView, onEvent: (RollEvent) -> Unit, links: RollLinks) =
    Column(Modifier.padding(vertical = Space.apart), Arrangement.spacedBy(Space.near)) {
        Guests(roll.guestNames, onEvent)
        if (roll.rows.isNotEmpty()) SecondaryButton(stringResource(R.string.roll_new_member), links.newMember)
        SecondaryButton(stringResource(R.string.roll_weigh), { links.weigh(roll.meeting) })
        if (roll.isClosed) {
            SecondaryButton(stringResource(R.string.roll_reopen), { onEvent(RollEvent.Reopen) })
        } else {
            PrimaryButton(stringResource(R.string.roll_close), { onEvent(RollEvent.Close) })
        }
    }

/** What was just done, with the way back. */
@Composable
private fun ColumnScope.Done(state: RollState, roll: RollView, onEvent: (RollEvent) -> Unit) {
    val last = state.last
    if (last == null) {
        Text(roll.countsWords, style = MaterialTheme.typography.bodyLarge)
        return
    }
    if (roomy()) Text(last.words, Modifier.semantics { liveRegion = LiveRegionMode.Polite }, style = MaterialTheme.typography.bodyLarge)
    SecondaryButton(stringResource(R.string.roll_take_back), { onEvent(RollEvent.TakeBack) })
}

@Composable
private fun Choosing(row: RollRow, onEvent: (RollEvent) -> Unit) {
    BackHandler { onEvent(RollEvent.Choose(null)) }
    AppScaffold(stringResource(R.string.roll_mark_of, row.person.said), onBack = { onEvent(RollEvent.Choose(null)) }) {
        Text(row.person.titled, style = MaterialTheme.typography.bodyLarge)
        for (mark in listOf(Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT, Mark.UNSET)) {
            if (mark != row.mark) SecondaryButton(stringResource(mark.label), { onEvent(RollEvent.Give(row.person.id, mark)) })
        }
        PrimaryButton(stringResource(R.string.roll_keep), { onEvent(RollEvent.Choose(null)) })
    }
}

private val Mark.label
    get() = when (this) {
        Mark.PRESENT -> R.string.roll_mark_present
        Mark.LATE -> R.string.roll_mark_late
        Mark.EXCUSED -> R.string.roll_mark_excused
        Mark.ABSENT -> R.string.roll_mark_absent
        Mark.UNSET, Mark.NEWER -> R.string.roll_mark_unset
    }

@Composable
private fun Counting(state: RollState, roll: RollView, onEvent: (RollEvent) -> Unit) = AppScaffold(
    stringResource(R.string.roll_heads_title),
    onBack = { onEvent(RollEvent.Back) },
    bottom = {
        PrimaryButton(stringResource(R.string.roll_heads_go_on), { onEvent(RollEvent.Counted) })
        SecondaryButton(
            stringResource(R.string.roll_heads_skip),
            {
                onEvent(RollEvent.Heads(""))
                onEvent(RollEvent.Counted)
            },
        )
    },
) {
    Text(stringResource(R.string.roll_heads_question), style = MaterialTheme.typography.bodyLarge)
    BigNumberField(
        stringResource(R.string.roll_heads),
        state.heads,
        { onEvent(RollEvent.Heads(it)) },
        stringResource(R.string.roll_heads_unit),
        detail = stringResource(R.string.roll_heads_marked, roll.counts.here.toInt()),
        onDone = { onEvent(RollEvent.Counted) },
    )
}

@Composable
private fun Asking(state: RollState, step: RollStep.Asking, onEvent: (RollEvent) -> Unit) {
    val who = step.who
    AppScaffold(stringResource(R.string.roll_asking_title), onBack = { onEvent(RollEvent.Back) }) {
        state.trouble?.let { Attention(it) }
        if (who == null) {
            Notice(stringResource(R.string.roll_asking_done))
            PrimaryButton(stringResource(R.string.roll_close), { onEvent(RollEvent.CloseNow) })
        } else {
            Text(
                stringResource(R.string.roll_asking_left, step.unmarked.size - step.answers.size),
                style = MaterialTheme.typography.bodyLarge,
            )
            Column(Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite }) {
                Text(who.person.name, style = MaterialTheme.typography.headlineLarge)
                val more =
                    listOfNotNull(who.person.commonName, who.person.birthYear?.let { stringResource(R.string.roll_born, it.toInt()) })
                if (more.isNotEmpty()) Text(more.joinToString(", "), style = MaterialTheme.typography.bodyLarge)
            }
            for (mark in listOf(Mark.EXCUSED, Mark.ABSENT, Mark.LATE, Mark.PRESENT)) {
                PrimaryButton(stringResource(mark.label), { onEvent(RollEvent.Answer(mark)) })
            }
        }
        if (step.answers.isNotEmpty()) SecondaryButton(stringResource(R.string.roll_one_back), { onEvent(RollEvent.Back) })
    }
}
