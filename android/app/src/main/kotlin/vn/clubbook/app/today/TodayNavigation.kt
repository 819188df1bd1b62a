package vn.clubbook.app.today

import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import vn.clubbook.app.Routes
import vn.clubbook.app.dial
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.today.TodayPresenter

fun NavGraphBuilder.todayScreens(book: Book, nav: NavController) = composable(Routes.TODAY) {
    val context = LocalContext.current
    val presenter = rememberPresenter { scope, _ -> TodayPresenter(book, scope) }
    val state by presenter.state.collectAsStateWithLifecycle()
    val to = { route: String -> nav.navigate(route) }
    TodayScreen(
        state,
        presenter::on,
        TodayLinks(
            roll = { to(Routes.ROLL) },
            visit = { to(Routes.visit(it)) },
            anotherVisit = { to(Routes.VISIT_WHOM) },
            card = { to(Routes.card(it)) },
            members = { to(Routes.MEMBERS) },
            decisions = { to(Routes.DECISIONS) },
            sent = { to(Routes.SENT) },
            settings = { to(Routes.SETTINGS) },
            users = { to(Routes.USERS) },
            call = context::dial,
        ),
    )
}
