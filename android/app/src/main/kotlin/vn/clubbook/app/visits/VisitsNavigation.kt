package vn.clubbook.app.visits

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavBackStackEntry
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import java.util.UUID
import vn.clubbook.app.Routes
import vn.clubbook.app.dial
import vn.clubbook.app.rememberPresenter
import vn.clubbook.app.speech.Speech
import vn.clubbook.app.speech.rememberSpeech
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.people.PeoplePresenter
import vn.clubbook.presentation.visits.VisitEvent
import vn.clubbook.presentation.visits.VisitPresenter
import vn.clubbook.presentation.visits.VisitState
import vn.clubbook.presentation.visits.VisitTask
import vn.clubbook.presentation.visits.VisitsDuePresenter
import vn.clubbook.presentation.visits.VisitsPresenter

/** Who was visited, the form of a visit, the visits there were. */
fun NavGraphBuilder.visitScreens(book: Book, nav: NavController) {
    composable(Routes.VISIT_WHOM) { Who(book, nav) }
    composable(Routes.visit("{person}")) { Visit(book, nav, it.person()) }
    composable(Routes.correctVisit("{$VISIT}")) { CorrectVisit(book, nav, it.id(VISIT)) }
    composable(Routes.visits("{person}")) { Visits(book, nav, it.person()) }
}

private const val VISIT = "visit"

private fun NavBackStackEntry.person(): UUID = id("person")

private fun NavBackStackEntry.id(of: String): UUID = UUID.fromString(checkNotNull(arguments?.getString(of)) { "the route names a $of" })

@Composable
private fun Who(book: Book, nav: NavController) {
    val due = rememberPresenter { scope, _ -> VisitsDuePresenter(book, scope) }
    val people = rememberPresenter { scope, form -> PeoplePresenter(book, scope, form) }
    val dueState by due.state.collectAsStateWithLifecycle()
    val peopleState by people.state.collectAsStateWithLifecycle()
    VisitWhoScreen(dueState, peopleState, people::on, { nav.navigate(Routes.visit(it.id)) }, { nav.popBackStack() })
}

@Composable
private fun Visit(book: Book, nav: NavController, person: UUID) {
    val presenter = rememberPresenter { scope, form -> VisitPresenter(book, scope, form, VisitTask.Record(person)) }
    val state by presenter.state.collectAsStateWithLifecycle()
    val speech = rememberSpeechFor(presenter, state)
    val context = LocalContext.current
    VisitScreen(
        state,
        speech,
        presenter.after(speech),
        onBack = { nav.popBackStack() },
        // Whoever chose somebody to visit is done with the choice too.
        onDone = { if (!nav.popBackStack(Routes.VISIT_WHOM, inclusive = true)) nav.popBackStack() },
        onHistory = { nav.navigate(Routes.visits(person)) },
        onCall = context::dial,
    )
}

@Composable
private fun CorrectVisit(book: Book, nav: NavController, visit: UUID) {
    val presenter = rememberPresenter { scope, form -> VisitPresenter(book, scope, form, VisitTask.Correct(visit)) }
    val state by presenter.state.collectAsStateWithLifecycle()
    val back: () -> Unit = { nav.popBackStack() }
    val speech = rememberSpeechFor(presenter, state)
    VisitScreen(state, speech, presenter.after(speech), onBack = back, onDone = back, onHistory = null, onCall = LocalContext.current::dial)
}

@Composable
private fun rememberSpeechFor(visit: VisitPresenter, state: VisitState): Speech =
    rememberSpeech(isText = state.form != null) { visit.on(VisitEvent.Dictated(it)) }

/** Whoever saves while they are speaking saves what was heard until then, too. */
private fun VisitPresenter.after(speech: Speech): (VisitEvent) -> Unit = { event ->
    if (event == VisitEvent.Save) speech.finish()
    on(event)
}

@Composable
private fun Visits(book: Book, nav: NavController, person: UUID) {
    val presenter = rememberPresenter { scope, form -> VisitsPresenter(book, scope, form, person) }
    val state by presenter.state.collectAsStateWithLifecycle()
    VisitsScreen(
        state,
        presenter::on,
        onBack = { nav.popBackStack() },
        onRecord = { nav.navigate(Routes.visit(person)) },
        onCorrect = { nav.navigate(Routes.correctVisit(it)) },
    )
}
