package vn.clubbook.app.weighing

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavType
import androidx.navigation.compose.composable
import androidx.navigation.navArgument
import java.util.UUID
import vn.clubbook.app.Routes
import vn.clubbook.app.dial
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.weighing.WeighPresenter

/** Weighing at a meeting. */
fun NavGraphBuilder.weighScreens(book: Book, nav: NavController) {
    val meeting = navArgument("meeting") {
        type = NavType.StringType
        nullable = true
        defaultValue = null
    }
    composable(Routes.weigh("{meeting}"), listOf(meeting)) {
        Weigh(book, nav, it.arguments?.getString("meeting")?.let(UUID::fromString))
    }
}

@Composable
private fun Weigh(book: Book, nav: NavController, meeting: UUID?) {
    val presenter = rememberPresenter { scope, form -> WeighPresenter(book, scope, form, meeting) }
    val state by presenter.state.collectAsStateWithLifecycle()
    WeighScreen(state, presenter::on, { nav.popBackStack() }, LocalContext.current::dial)
}
