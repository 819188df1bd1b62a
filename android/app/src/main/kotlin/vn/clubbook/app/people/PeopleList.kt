package vn.clubbook.app.people

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshotFlow
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.platform.LocalSoftwareKeyboardController
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SearchField
import vn.clubbook.app.design.Space
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.PeopleEvent
import vn.clubbook.presentation.people.PeopleState
import vn.clubbook.presentation.people.PersonRow

/**
 * People to search in and to choose one of, behind the members and every choice of a person. The keyboard is there at once, so that
 * three letters and a tap are enough; it goes as soon as somebody scrolls instead. [before] stands above the people while nobody is
 * looked for, [end] below all of them; [after] stands below those who were found.
 */
@Composable
internal fun PeopleList(
    title: String,
    state: PeopleState,
    onEvent: (PeopleEvent) -> Unit,
    onPerson: (PersonView) -> Unit,
    onBack: (() -> Unit)?,
    before: LazyListScope.() -> Unit = {},
    end: LazyListScope.() -> Unit = {},
    after: LazyListScope.() -> Unit = {},
) = ListScaffold(
    title,
    onBack = onBack,
    top = { Search(state.typed) { onEvent(PeopleEvent.Type(it)) } },
) {
    val list = rememberLazyListState()
    val keyboard = LocalSoftwareKeyboardController.current
    LaunchedEffect(list) { snapshotFlow { list.isScrollInProgress }.collect { if (it) keyboard?.hide() } }
    LaunchedEffect(state.typed) { list.scrollToItem(0) }
    LazyColumn(
        Modifier.fillMaxSize(),
        list,
        contentPadding = PaddingValues(bottom = Space.apart),
        verticalArrangement = Arrangement.spacedBy(Space.near),
    ) {
        state.problem?.let { words ->
            item { Refused(words, action = Action(stringResource(R.string.people_try_again)) { onEvent(PeopleEvent.TryAgain) }) }
        }
        if (!state.isLookingFor) before()
        people(state, onPerson)
        if (state.isLookingFor) after() else end()
    }
}

@Composable
private fun Search(typed: String, onType: (String) -> Unit) {
    val focus = remember { FocusRequester() }
    var wasFocused by rememberSaveable { mutableStateOf(false) }
    SearchField(stringResource(R.string.people_search), typed, onType, Modifier.focusRequester(focus))
    LaunchedEffect(Unit) {
        // Only on the way in: who comes back from a card wants to see the list.
        if (!wasFocused) focus.requestFocus()
        wasFocused = true
    }
}

private fun LazyListScope.people(state: PeopleState, onPerson: (PersonView) -> Unit) {
    val rows = state.rows ?: return
    val (guesses, found) = rows.partition { it.isGuess }
    if (rows.isEmpty()) {
        item {
            EmptyState(
                when {
                    state.isLookingFor -> stringResource(R.string.people_not_found, state.typed.trim())
                    state.chosen == PeopleListKind.LivesAlone -> stringResource(R.string.people_nobody_alone)
                    state.chosen != null -> stringResource(R.string.people_nobody_in_group)
                    else -> stringResource(R.string.people_nobody)
                },
            )
        }
    }
    items(found, key = { it.person.id.toString() }) { PersonTile(it, onPerson) }
    if (guesses.isNotEmpty()) {
        item {
            Text(
                stringResource(if (found.isEmpty()) R.string.people_only_guesses else R.string.people_guesses),
                Modifier.padding(top = Space.near).semantics { heading() },
                style = MaterialTheme.typography.titleMedium,
            )
        }
    }
    items(guesses, key = { it.person.id.toString() }) { PersonTile(it, onPerson) }
}

@Composable
private fun PersonTile(row: PersonRow, onPerson: (PersonView) -> Unit) = BigTile(
    row.person.name,
    onClick = { onPerson(row.person) },
    detail = listOfNotNull(
        row.registerNo?.let {
            stringResource(R.string.people_number, it)
        },
        row.person.about,
    ).joinToString(APART).ifEmpty { null },
    state = when {
        row.person.hasDied -> stringResource(R.string.people_died)
        !row.isMember -> stringResource(R.string.people_not_yet_member)
        else -> null
    },
)

/** Stays with what stands before it. */
internal const val APART = "\u00A0· "
