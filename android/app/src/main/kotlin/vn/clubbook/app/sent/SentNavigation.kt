package vn.clubbook.app.sent

import android.content.Context
import android.content.Intent
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import androidx.core.content.FileProvider
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavController
import androidx.navigation.NavGraphBuilder
import androidx.navigation.compose.composable
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import vn.clubbook.app.R
import vn.clubbook.app.Routes
import vn.clubbook.app.dial
import vn.clubbook.app.rememberPresenter
import vn.clubbook.bridge.Book
import vn.clubbook.presentation.sent.SentEvent
import vn.clubbook.presentation.sent.SentPresenter

fun NavGraphBuilder.sentScreens(book: Book, nav: NavController) {
    composable(Routes.SENT) {
        val context = LocalContext.current
        val presenter = rememberPresenter { scope, _ -> SentPresenter(book, scope) }
        val state by presenter.state.collectAsStateWithLifecycle()
        LaunchedEffect(state.diagnostics) {
            val file = state.diagnostics ?: return@LaunchedEffect
            presenter.on(SentEvent.Diagnosed)
            context.share(file)
        }
        val isFirst = nav.previousBackStackEntry == null
        SentScreen(state, presenter::on, onCall = context::dial, onBack = if (isFirst) null else ({ nav.popBackStack() }))
    }
}

/** Lets the person choose by what the diagnostic file goes; it is the only file of this app that others may read. */
private suspend fun Context.share(diagnostics: String) {
    val file = withContext(Dispatchers.IO) {
        cacheDir.resolve("shared").apply { mkdirs() }.resolve("so-clb-chan-doan.json").apply { writeText(diagnostics) }
    }
    val send = Intent(Intent.ACTION_SEND)
        .setType("application/json")
        .putExtra(Intent.EXTRA_STREAM, FileProvider.getUriForFile(this, "$packageName.files", file))
        .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
    startActivity(Intent.createChooser(send, getString(R.string.sent_diagnostics)))
}
