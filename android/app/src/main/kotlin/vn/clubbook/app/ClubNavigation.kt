package vn.clubbook.app

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.lifecycle.ViewModel
import androidx.lifecycle.ViewModelStore
import androidx.lifecycle.ViewModelStoreOwner
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.LocalViewModelStoreOwner
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import vn.clubbook.app.book.Books
import vn.clubbook.app.book.NotOpenScreen
import vn.clubbook.app.book.Opened
import vn.clubbook.app.book.SalvagedScreen
import vn.clubbook.app.connect.AlreadyConnectedScreen
import vn.clubbook.app.connect.connectScreens
import vn.clubbook.app.decisions.decisionScreens
import vn.clubbook.app.people.peopleScreens
import vn.clubbook.app.roll.rollScreens
import vn.clubbook.app.sent.sentScreens
import vn.clubbook.app.settings.settingsScreens
import vn.clubbook.app.today.todayScreens
import vn.clubbook.app.users.usersScreens
import vn.clubbook.app.visits.visitScreens
import vn.clubbook.app.weighing.weighScreens
import vn.clubbook.presentation.start.StartEvent
import vn.clubbook.presentation.start.StartPresenter
import vn.clubbook.presentation.start.StartState

/** The first screen of whoever is at the phone. */
private const val FIRST = Routes.TODAY

/** Which screen leads where, and before that: is the book open, does a club know this phone, and who holds it? */
@Composable
fun ClubNavigation(books: Books, shell: Shell) {
    val opened by books.opened.collectAsStateWithLifecycle()
    when (val book = opened) {
        Opened.NotYet -> Nothing()
        is Opened.Failed -> NotOpenScreen(book, shell::openAgain)
        is Opened.Open -> key(book.name) { OpenBook(book, shell) }
    }
}

/** The book opens in some hundredths of a second: words would only flicker. */
@Composable
private fun Nothing() = Surface(Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.background) { Box(Modifier.fillMaxSize()) }

/** The same after the end of the process, and another for a book that was opened anew. */
private val Opened.Open.name get() = "$isPractice $anew"

@Composable
private fun OpenBook(open: Opened.Open, shell: Shell) {
    var salvageSeen by rememberSaveable { mutableStateOf(false) }
    val start = viewModel(key = "start ${open.name}") {
        PresenterHolder(createSavedStateHandle()) { scope, _ -> StartPresenter(open.book, scope) }
    }.presenter as StartPresenter
    val state by start.state.collectAsStateWithLifecycle()
    val salvaged = open.salvage
    when {
        salvaged != null && !salvageSeen -> SalvagedScreen(salvaged) { salvageSeen = true }
        state == StartState.Asking -> Nothing()
        state is StartState.Trouble -> NotOpenScreen(Opened.Failed((state as StartState.Trouble).words), shell::openAnew)
        shell.link != null && state is StartState.AtPhone -> AlreadyConnectedScreen(open.isPractice, shell::linkTaken)
        else -> Screens(open, shell, start, state)
    }
}

/**
 * The screens of one person, or of a phone that waits for one. What somebody was in the middle of is kept while the book is locked,
 * and over the end of the process, for them alone: when somebody else comes it is given up.
 */
@Composable
private fun Screens(open: Opened.Open, shell: Shell, start: StartPresenter, state: StartState) {
    val phase = when (state) {
        is StartState.AtPhone -> state.person.toString()
        else -> state.toString()
    }
    val kept = rememberSaveableStateHolder()
    var lastPerson by rememberSaveable { mutableStateOf<String?>(null) }
    val stores = viewModel(key = "stores ${open.name}") { Stores() }
    LaunchedEffect(phase) {
        if (state !is StartState.AtPhone) return@LaunchedEffect
        for (over in listOf(lastPerson, StartState.WhoHoldsIt.toString(), StartState.Connect.toString())) {
            if (over == null || over == phase) continue
            kept.removeState(over)
            stores.giveUp(over)
        }
        lastPerson = phase
    }
    val owner = remember(phase) { stores.owner(phase) }
    val first = when (state) {
        StartState.Connect -> Routes.CONNECT
        StartState.WhoHoldsIt -> Routes.USERS
        is StartState.AtPhone if !state.mayUse -> Routes.SENT
        else -> FIRST
    }
    CompositionLocalProvider(LocalViewModelStoreOwner provides owner) {
        kept.SaveableStateProvider(phase) {
            val nav = rememberNavController()
            NavHost(nav, startDestination = first) {
                connectScreens(open.book, nav, shell, onBegin = { start.on(StartEvent.Begin) })
                usersScreens(open.book, nav, onLeft = { start.on(StartEvent.Left) })
                sentScreens(open.book, nav)
                settingsScreens(open.book, nav, shell)
                todayScreens(open.book, nav)
                rollScreens(open.book, nav)
                weighScreens(open.book, nav)
                visitScreens(open.book, nav)
                peopleScreens(open.book, nav)
                decisionScreens(open.book, nav)
            }
        }
    }
}

/** Keeps apart what outlives a rotation, by who is at the phone. */
class Stores : ViewModel() {
    private val stores = mutableMapOf<String, ViewModelStore>()

    fun owner(name: String) = object : ViewModelStoreOwner {
        override val viewModelStore = stores.getOrPut(name, ::ViewModelStore)
    }

    fun giveUp(name: String) {
        stores.remove(name)?.clear()
    }

    override fun onCleared() = stores.values.forEach(ViewModelStore::clear)
}
