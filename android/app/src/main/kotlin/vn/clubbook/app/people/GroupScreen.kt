package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.QuestionSheet
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.TextLine
import vn.clubbook.app.design.UndoBar
import vn.clubbook.app.design.roomy
import vn.clubbook.ffi.GroupPersonView
import vn.clubbook.ffi.GroupView
import vn.clubbook.presentation.people.GroupDone
import vn.clubbook.presentation.people.GroupEvent
import vn.clubbook.presentation.people.GroupState

/** A group of the club: who is in it, by a tap each; who leads it; its name; a new one. */
@Composable
fun GroupScreen(state: GroupState, onEvent: (GroupEvent) -> Unit, onBack: () -> Unit) {
    val group = state.group
    val back = backAsking(state.isNaming, onBack)
    when {
        group == null || group.givenUp != null -> NotThere(state, onEvent, back)
        state.asksWhoLeads -> WhoLeads(group, state, onEvent)
        else -> Group(group, state, onEvent, back)
    }
}

/** It is not made yet, or given up, or could not be read. */
@Composable
private fun NotThere(state: GroupState, onEvent: (GroupEvent) -> Unit, onBack: () -> Unit) {
    val isNew = state.id == null
    AppScaffold(
        if (isNew) stringResource(R.string.roster_group_new) else state.group?.name ?: stringResource(R.string.people_group),
        onBack = onBack,
        bottom = if (!isNew) {
            null
        } else {
            {
                state.problem?.let { Refused(it) }
                PrimaryButton(stringResource(R.string.roster_group_make), { onEvent(GroupEvent.SaveName) })
            }
        },
    ) {
        if (isNew) {
            Name(state, onEvent)
        } else {
            state.problem?.let { Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(GroupEvent.TryAgain) }) }
        }
        state.group?.let { GivenUp(it, state.done == GroupDone.GivenUp, onEvent) }
    }
}

@Composable
private fun GivenUp(group: GroupView, isJustNow: Boolean, onEvent: (GroupEvent) -> Unit) {
    val again = stringResource(R.string.roster_group_again)
    if (isJustNow) {
        UndoBar(stringResource(R.string.roster_group_given_up, group.name), again, { onEvent(GroupEvent.BringBack) })
    } else {
        Text(group.givenUp.orEmpty(), style = MaterialTheme.typography.bodyLarge)
        PrimaryButton(again, { onEvent(GroupEvent.BringBack) })
    }
}

@Composable
private fun Group(group: GroupView, state: GroupState, onEvent: (GroupEvent) -> Unit, onBack: () -> Unit) {
    val isRoomy = roomy()
    val done = state.done
    ListScaffold(
        group.name,
        onBack = onBack,
        bottom = if (isRoomy && done != null) ({ Done(done, group, onEvent) }) else null,
    ) {
        LazyColumn(
            Modifier.fillMaxSize(),
            contentPadding = PaddingValues(bottom = Space.apart),
            verticalArrangement = Arrangement.spacedBy(Space.near),
        ) {
            state.problem?.let { words ->
                item { Refused(words, action = Action(stringResource(R.string.people_try_again)) { onEvent(GroupEvent.TryAgain) }) }
            }
            if (!isRoomy && done != null) item { Done(done, group, onEvent) }
            item { Leader(group, onEvent) }
            item { Text(stringResource(R.string.roster_group_tap), style = MaterialTheme.typography.bodyLarge) }
            items(group.people, key = { it.person.id.toString() }) { PersonOfGroup(it, it.group == state.id, group.leads(it), onEvent) }
            item { Rename(state, onEvent) }
            item { SecondaryButton(stringResource(R.string.roster_group_give_up), { onEvent(GroupEvent.GiveUp) }) }
        }
    }
    if (state.asksToGiveUp) GiveUp(group, onEvent)
}

private fun GroupView.leads(one: GroupPersonView) = leader == one.person.id

@Composable
private fun Leader(group: GroupView, onEvent: (GroupEvent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
    Text(group.leaderWords, style = MaterialTheme.typography.bodyLarge)
    if (group.mayNameLeader) {
        SecondaryButton(stringResource(R.string.roster_group_lead), { onEvent(GroupEvent.AskWhoLeads) })
    } else {
        Text(stringResource(R.string.roster_group_lead_who_may), style = MaterialTheme.typography.bodyLarge)
    }
}

/** Who of its people leads a group, by a tap. */
@Composable
private fun WhoLeads(group: GroupView, state: GroupState, onEvent: (GroupEvent) -> Unit) {
    val leave = { onEvent(GroupEvent.LeaveLeaderAsItIs) }
    BackHandler(onBack = leave)
    ListScaffold(stringResource(R.string.roster_group_lead_who), onBack = leave) {
        LazyColumn(
            Modifier.fillMaxSize(),
            contentPadding = PaddingValues(bottom = Space.apart),
            verticalArrangement = Arrangement.spacedBy(Space.near),
        ) {
            if (state.people.isEmpty()) item { EmptyState(stringResource(R.string.people_nobody_in_group)) }
            items(state.people, key = { it.person.id.toString() }) { one ->
                BigTile(
                    one.person.name,
                    { onEvent(GroupEvent.Lead(one.person)) },
                    detail = one.person.about,
                    state = if (group.leads(one)) stringResource(R.string.roster_group_leads) else null,
                )
            }
            if (group.hasNamedLeader) {
                item { SecondaryButton(stringResource(R.string.roster_group_lead_nobody), { onEvent(GroupEvent.Lead(null)) }) }
            }
        }
    }
}

@Composable
private fun GiveUp(group: GroupView, onEvent: (GroupEvent) -> Unit) = QuestionSheet(
    stringResource(R.string.roster_group_give_up_question, group.name),
    listOf(Action(stringResource(R.string.roster_group_give_up)) { onEvent(GroupEvent.Confirm) }),
    Action(stringResource(R.string.people_consent_leave)) { onEvent(GroupEvent.LeaveAsItIs) },
)

@Composable
private fun PersonOfGroup(one: GroupPersonView, isIn: Boolean, leads: Boolean, onEvent: (GroupEvent) -> Unit) = BigTile(
    one.person.name,
    { onEvent(GroupEvent.Tap(one)) },
    detail = one.person.about,
    state = if (isIn) stringResource(if (leads) R.string.roster_group_leads else R.string.roster_group_in) else one.groupName,
    marked = isIn,
)

@Composable
private fun Rename(state: GroupState, onEvent: (GroupEvent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
    Name(state, onEvent)
    if (state.isNaming) SecondaryButton(stringResource(R.string.roster_group_rename), { onEvent(GroupEvent.SaveName) })
}

@Composable
private fun Name(state: GroupState, onEvent: (GroupEvent) -> Unit) = TextLine(
    stringResource(R.string.roster_group_name),
    state.name,
    { onEvent(GroupEvent.Name(it)) },
    detail = stringResource(R.string.roster_group_name_example),
)

@Composable
private fun Done(done: GroupDone, group: GroupView, onEvent: (GroupEvent) -> Unit) {
    val words = when (done) {
        is GroupDone.Made -> stringResource(R.string.roster_group_made, group.name)

        GroupDone.GivenUp -> stringResource(R.string.roster_group_given_up, group.name)

        is GroupDone.BroughtBack -> stringResource(R.string.roster_group_brought_back, group.name)

        GroupDone.StoodAlready -> return Notice(stringResource(R.string.roster_already))

        is GroupDone.Renamed -> stringResource(R.string.roster_group_renamed, done.rename.name)

        is GroupDone.Put -> stringResource(
            if (done.isIn) R.string.roster_group_put_in else R.string.roster_group_taken_out,
            done.person.said,
            group.name,
        )

        is GroupDone.Led -> done.leader?.let { stringResource(R.string.roster_group_led, it.said, group.name) }
            ?: stringResource(R.string.roster_group_unled, group.name)
    }
    UndoBar(words, stringResource(R.string.people_left_undo), { onEvent(GroupEvent.TakeBack) })
}
