package vn.clubbook.presentation.appearance

/** How the app looks on this phone. */
data class Appearance(val language: Language = Language.Vietnamese, val textSize: TextSize = TextSize.AsOnPhone) {
    /** The scale of type, from what the phone is set to. Screens are proven up to [LARGEST_SCALE]; a phone may be set beyond it. */
    fun fontScale(ofPhone: Float): Float = maxOf(ofPhone, minOf(ofPhone * textSize.factor, LARGEST_SCALE))

    companion object {
        const val LARGEST_SCALE = 2f
    }
}

/** The languages of the app. Vietnamese is the first, whatever the phone speaks. */
enum class Language(
    val tag: String,
    /** What those call it who speak it, so that everybody finds their own. */
    val ownName: String,
) {
    Vietnamese("vi", "Tiếng Việt"),
    English("en", "English"),
}

/** Size of type over the phone's own. */
enum class TextSize(val factor: Float) {
    AsOnPhone(1f),
    Large(1.3f),
    Largest(1.6f),
}

/** Where it is kept. */
interface AppearanceStore {
    var appearance: Appearance
}
