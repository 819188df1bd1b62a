package vn.clubbook.app.settings

import android.content.Context
import androidx.annotation.RawRes
import androidx.compose.runtime.getValue
import androidx.compose.runtime.produceState
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavType
import androidx.navigation.compose.composable
import androidx.navigation.navArgument
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.clubbook.app.R
import vn.clubbook.app.Routes
import vn.clubbook.app.rememberPresenter
import vn.clubbook.presentation.settings.Licence
import vn.clubbook.presentation.settings.LicenceText
import vn.clubbook.presentation.settings.LicencesPresenter

internal fun NavGraphBuilder.licenceScreens(nav: NavController) {
    composable(Routes.LICENCES) {
        val context = LocalContext.current
        val presenter = rememberPresenter { scope, _ -> LicencesPresenter(scope) { licencesOf(context.applicationContext) } }
        val licences by presenter.state.collectAsStateWithLifecycle()
        LicencesScreen(licences, onOpen = { nav.navigate(Routes.licence(it)) }, onBack = { nav.popBackStack() })
    }
    composable(Routes.licence("{$PLACE}"), listOf(navArgument(PLACE) { type = NavType.IntType })) { entry ->
        val context = LocalContext.current
        val place = checkNotNull(entry.arguments).getInt(PLACE)
        val read by produceState<Pair<Licence, List<LicenceText>>?>(null) {
            val licence = licencesOf(context)[place]
            value = licence to withContext(Dispatchers.IO) { licence.textsIn(context.words(R.raw.third_party_texts)) }
        }
        LicenceScreen(read?.first, read?.second.orEmpty(), onBack = { nav.popBackStack() })
    }
}

private suspend fun licencesOf(context: Context): List<Licence> =
    withContext(Dispatchers.IO) { Licence.read(context.words(R.raw.third_party)) }

private fun Context.words(@RawRes file: Int): String = resources.openRawResource(file).reader().use { it.readText() }

private const val PLACE = "place"
