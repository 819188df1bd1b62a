package vn.clubbook.app

import android.content.Context
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.appearance.applyTo
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.sync.SyncWorker

/** The one window of the app. */
class MainActivity : ComponentActivity() {
    override fun attachBaseContext(base: Context) = super.attachBaseContext(AppearancePreferences(base).appearance.applyTo(base))

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        SyncWorker.scheduleRegular(this)
        if (savedInstanceState == null) SyncWorker.scheduleNow(this)
        setContent { ClubTheme { ClubNavigation(onAppearance = ::recreate) } }
    }
}
