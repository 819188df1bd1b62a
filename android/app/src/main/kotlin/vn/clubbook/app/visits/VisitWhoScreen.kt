package vn.clubbook.app.visits

import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import vn.clubbook.app.R
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.Space
import vn.clubbook.app.people.PeopleList
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.PeopleEvent
import vn.clubbook.presentation.people.PeopleState
import vn.clubbook.presentation.visits.VisitsDueState

/** Who was visited: those who are due come first, everybody else is found by typing. */
@Composable
fun VisitWhoScreen(
    due: VisitsDueState,
    people: PeopleState,
    onEvent: (PeopleEvent) -> Unit,
    onPerson: (PersonView) -> Unit,
    onBack: () -> Unit,
) {
    PeopleList(
        stringResource(R.string.visit_who_title),
        people,
        onEvent,
        onPerson,
        onBack,
        before = {
            due.refused?.let { item { Refused(it) } }
            if (due.words.isNotEmpty()) item { Text(due.words, style = MaterialTheme.typography.bodyLarge) }
            items(due.due, key = { "due ${it.person.id}" }) {
                BigTile(it.person.titled, { onPerson(it.person) }, detail = it.person.about, state = it.why)
            }
            if (due.due.isNotEmpty()) {
                item {
                    Text(
                        stringResource(R.string.visit_who_others),
                        Modifier.padding(top = Space.near).semantics { heading() },
                        style = MaterialTheme.typography.titleMedium,
                    )
                }
            }
        },
    )
}
