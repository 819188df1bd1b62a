package vn.clubbook.app.decisions

import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import vn.clubbook.app.Routes
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.decisions.DecisionsPresenter

/** What a person has to decide. */
fun NavGraphBuilder.decisionScreens(book: Book, nav: NavController) = composable(Routes.DECISIONS) {
    val presenter = rememberPresenter { scope, _ -> DecisionsPresenter(book, scope) }
    val state by presenter.state.collectAsStateWithLifecycle()
    DecisionsScreen(state, presenter::on, onCard = { nav.navigate(Routes.card(it.id)) }, onBack = nav::popBackStack)
}
