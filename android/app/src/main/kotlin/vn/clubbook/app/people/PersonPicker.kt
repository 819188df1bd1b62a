package vn.clubbook.app.people

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.PeopleEvent
import vn.clubbook.presentation.people.PeoplePresenter
import vn.clubbook.presentation.people.PeopleState

/** The screen on which one person is chosen, for whatever [title] asks: "Thăm ai?". Whoever needs it puts it under a route of their own. */
@Composable
fun PersonPicker(book: Book, title: String, onChoose: (PersonView) -> Unit, onBack: () -> Unit) {
    val presenter = rememberPresenter { scope, form -> PeoplePresenter(book, scope, form) }
    val state by presenter.state.collectAsStateWithLifecycle()
    PersonPickerScreen(title, state, presenter::on, onChoose, onBack)
}

@Composable
fun PersonPickerScreen(
    title: String,
    state: PeopleState,
    onEvent: (PeopleEvent) -> Unit,
    onChoose: (PersonView) -> Unit,
    onBack: () -> Unit,
) {
    PeopleList(title, state, onEvent, onChoose, onBack)
}
