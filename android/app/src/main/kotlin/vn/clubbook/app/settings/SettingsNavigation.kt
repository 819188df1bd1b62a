package vn.clubbook.app.settings

import android.content.Context
import androidx.compose.runtime.getValue
import androidx.compose.runtime.produceState
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.clubbook.app.ClubbookApplication
import vn.clubbook.app.R
import vn.clubbook.app.Routes
import vn.clubbook.app.Shell
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.AppearanceScreen
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.appearance.AppearancePresenter
import vn.clubbook.presentation.settings.Licence
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
    composable(Routes.LICENCES) {
        val context = LocalContext.current
        val licences by produceState(emptyList<Licence>()) { value = licencesOf(context) }
        LicencesScreen(licences, onBack = { nav.popBackStack() })
    }
}

private suspend fun licencesOf(context: Context): List<Licence> = withContext(Dispatchers.IO) {
    Licence.read(context.resources.openRawResource(R.raw.third_party).reader().use { it.readText() })
}
