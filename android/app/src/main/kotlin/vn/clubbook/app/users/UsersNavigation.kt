package vn.clubbook.app.users

import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import vn.clubbook.app.Routes
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.users.OwnPinPresenter
import vn.clubbook.presentation.users.PhonePeoplePresenter
import vn.clubbook.presentation.users.UsersPresenter

/** [onLeft] is called when nobody is at the phone any more. */
fun NavGraphBuilder.usersScreens(book: Book, nav: NavController, onLeft: () -> Unit) {
    composable(Routes.USERS) {
        val presenter = rememberPresenter { scope, _ -> UsersPresenter(book, scope) }
        val state by presenter.state.collectAsStateWithLifecycle()
        val isFirst = nav.previousBackStackEntry == null
        // Another person's screens begin anew by themselves; the same person goes back to where they were.
        LaunchedEffect(state.isIn, state.hasLeft) {
            if ((state.isIn || state.hasLeft) && !isFirst) nav.popBackStack()
            if (state.hasLeft) onLeft()
        }
        UsersScreen(state, presenter::on, onBack = if (isFirst) null else ({ nav.popBackStack() }))
    }
    composable(Routes.PHONE_PEOPLE) {
        val presenter = rememberPresenter { scope, _ -> PhonePeoplePresenter(book, scope) }
        val state by presenter.state.collectAsStateWithLifecycle()
        PhonePeopleScreen(state, presenter::on, onOwnPin = { nav.navigate(Routes.OWN_PIN) }, onBack = { nav.popBackStack() })
    }
    composable(Routes.OWN_PIN) {
        val presenter = rememberPresenter { scope, _ -> OwnPinPresenter(book, scope) }
        val state by presenter.state.collectAsStateWithLifecycle()
        OwnPinScreen(state, presenter::on, onBack = { nav.popBackStack() })
    }
}
