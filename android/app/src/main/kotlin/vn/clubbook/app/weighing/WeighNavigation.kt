package vn.clubbook.app.weighing

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import java.util.UUID
import vn.clubbook.app.Routes
import vn.clubbook.app.dial
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.weighing.WeighPresenter

/** Weighing at a meeting. */
fun NavGraphBuilder.weighScreens(book: Book, nav: NavController) = composable(Routes.weigh("{meeting}")) {
    Weigh(book, nav, UUID.fromString(it.arguments?.getString("meeting")))
}

@Composable
private fun Weigh(book: Book, nav: NavController, meeting: UUID) {
    val presenter = rememberPresenter { scope, form -> WeighPresenter(book, scope, form, meeting) }
    val state by presenter.state.collectAsStateWithLifecycle()
    WeighScreen(state, presenter::on, { nav.popBackStack() }, LocalContext.current::dial)
}
