package vn.clubbook.app.connect

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import vn.clubbook.app.Routes
import vn.clubbook.app.Shell
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.connect.ConnectEvent
import vn.clubbook.presentation.connect.ConnectPresenter

fun NavGraphBuilder.connectScreens(book: Book, nav: NavController, shell: Shell, onBegin: () -> Unit) {
    composable(Routes.CONNECT) {
        val context = LocalContext.current
        val presenter = rememberPresenter { scope, form -> ConnectPresenter(book, scope, form, usualCentre(context)) }
        val state by presenter.state.collectAsStateWithLifecycle()
        // Whether reminders may be shown or not, the book opens.
        val askForReminders = rememberLauncherForActivityResult(ActivityResultContracts.RequestPermission()) { onBegin() }
        LaunchedEffect(shell.link) {
            shell.link?.let { presenter.on(ConnectEvent.Open(it)) }
            shell.linkTaken()
        }
        ConnectScreen(
            state,
            presenter::on,
            onPractise = shell::practise,
            onAppearance = { nav.navigate(Routes.APPEARANCE) },
            onBegin = {
                if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
                    askForReminders.launch(Manifest.permission.POST_NOTIFICATIONS)
                } else {
                    onBegin()
                }
            },
        )
    }
}

/** The centre for which this app was built (`-Denrol.host`), so that its people need not type the address. */
private fun usualCentre(context: Context): String? {
    val data = context.packageManager.getApplicationInfo(context.packageName, PackageManager.GET_META_DATA).metaData
    return data?.getString("vn.clubbook.CENTRE")?.takeUnless { it.endsWith(".invalid") }
}
