package vn.clubbook.app.settings

import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import vn.clubbook.app.ClubbookApplication
import vn.clubbook.app.Routes
import vn.clubbook.app.Shell
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.AppearanceScreen
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.appearance.AppearancePresenter
import vn.clubbook.presentation.settings.SettingsPresenter

fun NavGraphBuilder.settingsScreens(book: Book, nav: NavController, shell: Shell) {
    composable(Routes.SETTINGS) {
        val context = LocalContext.current
        val app = context.applicationContext as ClubbookApplication
        val presenter = rememberPresenter { scope, _ -> SettingsPresenter(book, scope, app::erase) }
        val state by presenter.state.collectAsStateWithLifecycle()
        val version = remember { context.packageManager.getPackageInfo(context.packageName, 0).versionName.orEmpty() }
        SettingsScreen(
            state,
            version,
            presenter::on,
            onOpen = nav::navigate,
            onPractice = if (state.isPractice) shell::endPractice else shell::practise,
            onBack = if (nav.previousBackStackEntry == null) null else ({ nav.popBackStack() }),
        )
    }
    composable(Routes.APPEARANCE) {
        val context = LocalContext.current
        val presenter = rememberPresenter { _, _ -> AppearancePresenter(AppearancePreferences(context.applicationContext)) }
        val state by presenter.state.collectAsStateWithLifecycle()
        AppearanceScreen(
            state,
            onEvent = {
                presenter.on(it)
                shell.appearanceChanged()
            },
            onBack = { nav.popBackStack() },
        )
    }
    licenceScreens(nav)
}
