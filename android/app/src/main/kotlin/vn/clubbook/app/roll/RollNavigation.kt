package vn.clubbook.app.roll

import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import vn.clubbook.app.Routes
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.roll.RollPresenter

fun NavGraphBuilder.rollScreens(book: Book, nav: NavController) = composable(Routes.ROLL) {
    val presenter = rememberPresenter { scope, form -> RollPresenter(book, scope, form) }
    val state by presenter.state.collectAsStateWithLifecycle()
    RollScreen(
        state,
        presenter::on,
        RollLinks(nav::popBackStack, { nav.navigate(Routes.ADD_PERSON) }, { nav.navigate(Routes.weigh(it)) }),
    )
}
