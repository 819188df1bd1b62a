package vn.clubbook.app

import android.content.Context
import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.lifecycleScope
import kotlinx.coroutines.launch
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.applyTo
import vn.clubbook.app.book.Books
import vn.clubbook.app.book.languageOf
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.sync.ReminderWorker
import vn.clubbook.app.sync.SyncWorker

/** The one window of the app. */
class MainActivity : ComponentActivity() {
    private val app get() = application as ClubbookApplication

    override fun attachBaseContext(base: Context) = super.attachBaseContext(AppearancePreferences(base).appearance.applyTo(base))

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        SyncWorker.scheduleRegular(this)
        ReminderWorker.scheduleDaily(this)
        if (savedInstanceState == null) {
            lifecycleScope.launch { SyncWorker.scheduleNow(this@MainActivity) }
            shell.link = intent.dataString
        }
        open { open() }
        setContent { ClubTheme { ClubNavigation(app.books, shell) } }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        shell.link = intent.dataString
    }

    private fun open(what: suspend Books.() -> Unit) {
        lifecycleScope.launch { app.books.what() }
    }

    private val shell = object : Shell {
        override var link by mutableStateOf<String?>(null)

        override fun linkTaken() {
            link = null
        }

        override fun openAgain() = open { open() }

        override fun openAnew() = open { openAnew() }

        override fun practise() = open { practise() }

        override fun endPractice() = open { endPractice() }

        override fun appearanceChanged() {
            open { speak(languageOf(this@MainActivity)) }
            recreate()
        }
    }
}

/** What screens ask of the app around them. */
interface Shell {
    /** A link that was tapped outside and that no screen has taken yet. */
    val link: String?

    fun linkTaken()

    fun openAgain()

    /** The book is open and does not answer: it is closed and opened, which is also when a damaged file is read again. */
    fun openAnew()

    fun practise()

    fun endPractice()

    fun appearanceChanged()
}
