package vn.clubbook.app.book

import android.content.Context
import androidx.core.content.edit
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.presentation.appearance.Language as AppLanguage

/** The books of this app: in a folder that no backup reads. */
fun booksOf(context: Context, clock: () -> NetworkClock): Books {
    val version = context.packageManager.getPackageInfo(context.packageName, 0).versionName.orEmpty()
    val folder = context.noBackupFilesDir.resolve("book")
    return Books(folder, "android $version", { languageOf(context) }, PractisingPreference(context), clock)
}

/** The language of the core's sentences is that of the screens. */
fun languageOf(context: Context): Language = when (AppearancePreferences(context).appearance.language) {
    AppLanguage.Vietnamese -> Language.VI
    AppLanguage.English -> Language.EN
}

private class PractisingPreference(context: Context) : Practising {
    private val preferences = context.getSharedPreferences("practice", Context.MODE_PRIVATE)

    override var on: Boolean
        get() = preferences.getBoolean("on", false)
        set(value) = preferences.edit { putBoolean("on", value) }
}
