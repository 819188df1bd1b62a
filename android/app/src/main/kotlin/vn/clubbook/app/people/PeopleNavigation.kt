package vn.clubbook.app.people

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavBackStackEntry
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavType
import androidx.navigation.compose.composable
import androidx.navigation.navArgument
import vn.clubbook.app.R
import vn.clubbook.app.Routes
import vn.clubbook.app.dial
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.RecordId
import vn.clubbook.presentation.decisions.DecisionsPresenter
import vn.clubbook.presentation.people.AddPersonPresenter
import vn.clubbook.presentation.people.BoardEvent
import vn.clubbook.presentation.people.BoardPresenter
import vn.clubbook.presentation.people.CardEvent
import vn.clubbook.presentation.people.CardPresenter
import vn.clubbook.presentation.people.ConsentsPresenter
import vn.clubbook.presentation.people.DeathPresenter
import vn.clubbook.presentation.people.GroupPresenter
import vn.clubbook.presentation.people.ManyConsentsPresenter
import vn.clubbook.presentation.people.MembershipPresenter
import vn.clubbook.presentation.people.PeoplePresenter
import vn.clubbook.presentation.people.PersonFormPresenter
import vn.clubbook.presentation.people.PersonFormState

private const val NAME = "name"

/** Set on a card's entry when a correction of it was written down. */
private const val SAVED = "saved"

/** Set on a card's entry when somebody was chosen with whom that person lives. */
private const val LIVES_WITH = "lives-with"

/** Set on the board's entry when somebody was chosen for a post: their id, and the number of the post. */
private const val APPOINTED = "appointed"
private const val APPOINTED_AS = "appointed-as"

/** Members, cards, consents, adding and correcting people. */
fun NavGraphBuilder.peopleScreens(book: Book, nav: NavController) {
    composable(Routes.MEMBERS) { Members(book, nav) }
    composable(Routes.card("{${Routes.PERSON}}")) { Card(book, nav, it) }
    composable(Routes.consents("{${Routes.PERSON}}")) { entry ->
        val presenter = rememberPresenter { scope, _ -> ConsentsPresenter(book, scope, entry.person) }
        val state by presenter.state.collectAsStateWithLifecycle()
        ConsentsScreen(state, presenter::on, nav::popBackStack)
    }
    composable(Routes.membership("{${Routes.PERSON}}")) { CorrectMembership(book, nav, it.person) }
    composable(Routes.death("{${Routes.PERSON}}")) { entry ->
        val presenter = rememberPresenter { scope, form -> DeathPresenter(book, scope, form, entry.person) }
        val state by presenter.state.collectAsStateWithLifecycle()
        LaunchedEffect(state.isTakenBack) { if (state.isTakenBack) nav.popBackStack() }
        DeathScreen(state, presenter::on) { nav.popBackStack() }
    }
    composable(Routes.livesWith("{${Routes.PERSON}}")) {
        PersonPicker(
            book,
            stringResource(R.string.roster_lives_with_whom),
            onChoose = { other ->
                nav.previousBackStackEntry?.savedStateHandle?.set(LIVES_WITH, other.id.toString())
                nav.popBackStack()
            },
            onBack = { nav.popBackStack() },
        )
    }
    composable(Routes.BOARD) { Board(book, nav, it) }
    composable(Routes.appoint("{${Routes.ROLE}}")) { entry ->
        PersonPicker(
            book,
            stringResource(R.string.roster_board_who),
            onChoose = { person ->
                nav.previousBackStackEntry?.savedStateHandle?.let { board ->
                    board[APPOINTED_AS] = entry.arguments?.getString(Routes.ROLE)
                    board[APPOINTED] = person.id.toString()
                }
                nav.popBackStack()
            },
            onBack = { nav.popBackStack() },
        )
    }
    composable(Routes.NEW_GROUP) { Group(book, nav, null) }
    composable(Routes.group("{${Routes.GROUP}}")) { Group(book, nav, RecordId.fromString(it.arguments?.getString(Routes.GROUP))) }
    composable(Routes.MANY_CONSENTS) {
        val presenter = rememberPresenter { scope, form -> ManyConsentsPresenter(book, scope, form) }
        val state by presenter.state.collectAsStateWithLifecycle()
        ManyConsentsScreen(state, presenter::on) { nav.popBackStack() }
    }
    composable(Routes.editPerson("{${Routes.PERSON}}")) { Correct(book, nav, it.person) }
    composable(
        "${Routes.ADD_PERSON}?$NAME={$NAME}",
        listOf(
            navArgument(NAME) {
                type = NavType.StringType
                nullable = true
            },
        ),
    ) { Add(book, nav, it.arguments?.getString(NAME)) }
}

@Composable
private fun Members(book: Book, nav: NavController) {
    val people = rememberPresenter { scope, form -> PeoplePresenter(book, scope, form, withLists = true) }
    val decisions = rememberPresenter { scope, _ -> DecisionsPresenter(book, scope) }
    val state by people.state.collectAsStateWithLifecycle()
    val waits by decisions.state.collectAsStateWithLifecycle()
    MembersScreen(
        state,
        waits.decisions.orEmpty().size,
        people::on,
        onPerson = { nav.navigate(Routes.card(it.id)) },
        onDecide = { nav.navigate(Routes.DECISIONS) },
        onAdd = { nav.navigate(Routes.addPerson(state.typed.trim())) },
        onConsents = { nav.navigate(Routes.MANY_CONSENTS) },
        onGroup = { group -> nav.navigate(if (group == null) Routes.NEW_GROUP else Routes.group(group)) },
        onBoard = { nav.navigate(Routes.BOARD) },
        onBack = nav::popBackStack,
    )
}

@Composable
private fun Card(book: Book, nav: NavController, entry: NavBackStackEntry) {
    val person = entry.person
    val context = LocalContext.current
    val presenter = rememberPresenter { scope, form -> CardPresenter(book, scope, form, person) }
    val state by presenter.state.collectAsStateWithLifecycle()
    val isSaved by entry.savedStateHandle.getStateFlow(SAVED, false).collectAsStateWithLifecycle()
    val livesWith by entry.savedStateHandle.getStateFlow<String?>(LIVES_WITH, null).collectAsStateWithLifecycle()
    LaunchedEffect(livesWith) {
        val other = livesWith ?: return@LaunchedEffect
        entry.savedStateHandle[LIVES_WITH] = null
        presenter.on(CardEvent.LiveWith(RecordId.fromString(other)))
    }
    val ways = CardWays(
        call = { context.dial(it.number) },
        correct = {
            entry.savedStateHandle[SAVED] = false
            nav.navigate(Routes.editPerson(person))
        },
        visit = { nav.navigate(Routes.visit(person)) },
        visits = { nav.navigate(Routes.visits(person)) },
        consents = { nav.navigate(Routes.consents(person)) },
        membership = {
            entry.savedStateHandle[SAVED] = false
            nav.navigate(Routes.membership(person))
        },
        death = { nav.navigate(Routes.death(person)) },
        decide = { nav.navigate(Routes.DECISIONS) },
        livesWith = { nav.navigate(Routes.livesWith(person)) },
        open = { nav.navigate(Routes.card(it.id)) },
        back = { nav.popBackStack() },
    )
    CardScreen(state, isSaved, presenter::on, ways)
}

@Composable
private fun Correct(book: Book, nav: NavController, person: RecordId) {
    val presenter = rememberPresenter { scope, form -> PersonFormPresenter(book, scope, form, person) }
    val state by presenter.state.collectAsStateWithLifecycle()
    LaunchedEffect(state.end) {
        val end = state.end ?: return@LaunchedEffect
        if (end == PersonFormState.End.Saved) nav.previousBackStackEntry?.savedStateHandle?.set(SAVED, true)
        nav.popBackStack()
    }
    PersonFormScreen(state, presenter::on)
}

@Composable
private fun CorrectMembership(book: Book, nav: NavController, person: RecordId) {
    val presenter = rememberPresenter { scope, form -> MembershipPresenter(book, scope, form, person) }
    val state by presenter.state.collectAsStateWithLifecycle()
    LaunchedEffect(state.isDone) {
        if (!state.isDone) return@LaunchedEffect
        nav.previousBackStackEntry?.savedStateHandle?.set(SAVED, true)
        nav.popBackStack()
    }
    MembershipScreen(state, presenter::on) { nav.popBackStack() }
}

@Composable
private fun Board(book: Book, nav: NavController, entry: NavBackStackEntry) {
    val presenter = rememberPresenter { scope, _ -> BoardPresenter(book, scope) }
    val state by presenter.state.collectAsStateWithLifecycle()
    val appointed by entry.savedStateHandle.getStateFlow<String?>(APPOINTED, null).collectAsStateWithLifecycle()
    LaunchedEffect(appointed) {
        val person = appointed ?: return@LaunchedEffect
        val role = entry.savedStateHandle.get<String>(APPOINTED_AS) ?: return@LaunchedEffect
        entry.savedStateHandle[APPOINTED] = null
        presenter.on(BoardEvent.Appoint(RecordId.fromString(person), role.toUInt()))
    }
    val ways = BoardWays(
        open = { nav.navigate(Routes.card(it.id)) },
        choose = { nav.navigate(Routes.appoint(it.number)) },
        back = { nav.popBackStack() },
    )
    BoardScreen(state, presenter::on, ways)
}

@Composable
private fun Group(book: Book, nav: NavController, group: RecordId?) {
    val presenter = rememberPresenter { scope, form -> GroupPresenter(book, scope, form, group) }
    val state by presenter.state.collectAsStateWithLifecycle()
    GroupScreen(state, presenter::on) { nav.popBackStack() }
}

@Composable
private fun Add(book: Book, nav: NavController, name: String?) {
    val presenter = rememberPresenter { scope, form -> AddPersonPresenter(book, scope, form, name?.ifBlank { null }) }
    val state by presenter.state.collectAsStateWithLifecycle()
    val ways = AddPersonWays(
        open = { person -> nav.instead(Routes.card(person.id)) },
        look = { person -> nav.navigate(Routes.card(person.id)) },
        consents = { person ->
            nav.instead(Routes.card(person.id))
            nav.navigate(Routes.consents(person.id))
        },
        back = { nav.popBackStack() },
    )
    AddPersonScreen(state, presenter::on, ways)
}

/** Goes there from where the present screen was opened: there is no way back into a form that is done. */
private fun NavController.instead(route: String) {
    popBackStack()
    navigate(route)
}

private val NavBackStackEntry.person: RecordId get() = RecordId.fromString(arguments?.getString(Routes.PERSON))
