package vn.clubbook.app.people

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.Space
import vn.clubbook.ffi.GivenUpGroupView
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.ffi.PeopleListView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.RecordId
import vn.clubbook.presentation.people.PeopleEvent
import vn.clubbook.presentation.people.PeopleState

/**
 * The members, to be found and to be opened. [toDecide] things about them wait for somebody to decide; [onGroup] leads to a group, or to a
 * new one.
 */
@Composable
fun MembersScreen(
    state: PeopleState,
    toDecide: Int,
    onEvent: (PeopleEvent) -> Unit,
    onPerson: (PersonView) -> Unit,
    onDecide: () -> Unit,
    onAdd: () -> Unit,
    onConsents: () -> Unit,
    onGroup: (RecordId?) -> Unit,
    onBoard: () -> Unit,
    onBack: (() -> Unit)? = null,
) {
    PeopleList(
        stringResource(R.string.people_members_title),
        state,
        onEvent,
        onPerson,
        onBack,
        before = {
            if (toDecide > 0) {
                item {
                    BigTile(
                        stringResource(R.string.people_decide),
                        onDecide,
                        detail = pluralStringResource(R.plurals.people_to_decide, toDecide, toDecide),
                        icon = ClubIcons.attention,
                    )
                }
            }
            if (state.rows != null) {
                item { SecondaryButton(stringResource(R.string.people_add), onAdd) }
            }
            if (state.lists.isNotEmpty()) item { Lists(state, onEvent, onGroup) }
        },
        end = {
            if (state.rows != null) {
                item { SecondaryButton(stringResource(R.string.people_many_consents), onConsents) }
                item { SecondaryButton(stringResource(R.string.roster_board), onBoard) }
            }
        },
        after = { if (state.rows != null) item { SecondaryButton(stringResource(R.string.people_add_named, state.typed.trim()), onAdd) } },
    )
}

/** Everybody, or who lives alone, or a group, each with how many they are: shown to who asks for it, so that people stay in sight. */
@Composable
private fun Lists(state: PeopleState, onEvent: (PeopleEvent) -> Unit, onGroup: (RecordId?) -> Unit) {
    var isAsked by rememberSaveable { mutableStateOf(false) }
    if (!isAsked && state.list == null) return SecondaryButton(stringResource(R.string.people_lists), { isAsked = true })
    Column(verticalArrangement = Arrangement.spacedBy(Space.near)) {
        OneOf(
            stringResource(R.string.people_lists),
            listOf<PeopleListView?>(null) + state.lists,
            state.list,
            { onEvent(PeopleEvent.Choose(it?.kind)) },
        ) { list ->
            if (list == null) {
                stringResource(R.string.people_list_all, state.everybody ?: 0)
            } else {
                stringResource(R.string.people_list_of, list.name.replaceFirstChar(Char::titlecase), list.people.size)
            }
        }
        state.list?.words?.let { Text(it, style = MaterialTheme.typography.bodyLarge) }
        when (val chosen = state.list?.kind) {
            is PeopleListKind.Group -> SecondaryButton(stringResource(R.string.roster_group_edit), { onGroup(chosen.group) })

            else -> {
                SecondaryButton(stringResource(R.string.roster_group_new), { onGroup(null) })
                GivenUp(state.givenUp, onGroup)
            }
        }
    }
}

/** The groups that were given up are shown to who asks for them, too. */
@Composable
private fun GivenUp(groups: List<GivenUpGroupView>, onGroup: (RecordId?) -> Unit) {
    var isAsked by rememberSaveable { mutableStateOf(false) }
    when {
        groups.isEmpty() -> Unit
        isAsked -> groups.forEach { BigTile(it.name, { onGroup(it.group) }, detail = it.since) }
        else -> SecondaryButton(stringResource(R.string.roster_groups_given_up), { isAsked = true })
    }
}
