package vn.clubbook.app.appearance

import android.content.Context
import android.content.res.Configuration
import android.os.LocaleList
import androidx.core.content.edit
import java.util.Locale
import vn.clubbook.presentation.appearance.Appearance
import vn.clubbook.presentation.appearance.AppearanceStore
import vn.clubbook.presentation.appearance.Language
import vn.clubbook.presentation.appearance.TextSize

/** Keeps how the app looks in the phone's preferences: it holds for whoever has the phone, and names nobody. */
class AppearancePreferences(context: Context) : AppearanceStore {
    private val preferences = context.getSharedPreferences("appearance", Context.MODE_PRIVATE)

    override var appearance: Appearance
        get() =
            Appearance(
                Language.entries.find { it.tag == preferences.getString("language", null) } ?: Language.Vietnamese,
                TextSize.entries.find { it.name == preferences.getString("text_size", null) } ?: TextSize.AsOnPhone,
            )
        set(value) = preferences.edit {
            putString("language", value.language.tag)
            putString("text_size", value.textSize.name)
        }
}

/** The same context in the app's own language and size of type, whatever the phone has. */
fun Appearance.applyTo(base: Context): Context {
    val configuration = Configuration(base.resources.configuration)
    configuration.setLocales(LocaleList(Locale.forLanguageTag(language.tag)))
    configuration.fontScale = fontScale(configuration.fontScale)
    return base.createConfigurationContext(configuration)
}
