package vn.clubbook.app.appearance

import org.junit.Test
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.presentation.appearance.AppearanceState
import vn.clubbook.presentation.appearance.Language
import vn.clubbook.presentation.appearance.TextSize

class AppearanceScreenTest : ScreenTest() {
    @Test
    fun `language and size of type`() = screenshots.of(
        "appearance",
        "as delivered" to { AppearanceScreen(AppearanceState(Language.Vietnamese, TextSize.AsOnPhone), {}, onBack = {}) },
        "English, largest" to { AppearanceScreen(AppearanceState(Language.English, TextSize.Largest), {}) },
    )
}
