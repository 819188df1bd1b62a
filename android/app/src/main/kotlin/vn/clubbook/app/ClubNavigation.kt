package vn.clubbook.app

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.composable
import androidx.navigation.compose.rememberNavController
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.AppearanceScreen
import vn.clubbook.presentation.appearance.AppearancePresenter

private const val APPEARANCE = "appearance"

/** Which screen leads where. [onAppearance] is called when language or size of type were changed. */
@Composable
fun ClubNavigation(onAppearance: () -> Unit) = NavHost(rememberNavController(), startDestination = APPEARANCE) {
    composable(APPEARANCE) {
        val context = LocalContext.current
        val presenter = rememberPresenter { _, _ -> AppearancePresenter(AppearancePreferences(context.applicationContext)) }
        val state by presenter.state.collectAsStateWithLifecycle()
        AppearanceScreen(
            state,
            onEvent = {
                presenter.on(it)
                onAppearance()
            },
        )
    }
}
