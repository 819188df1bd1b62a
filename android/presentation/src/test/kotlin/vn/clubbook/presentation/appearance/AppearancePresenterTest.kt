package vn.clubbook.presentation.appearance

import org.junit.Assert.assertEquals
import org.junit.Test

class AppearancePresenterTest {
    private val store = object : AppearanceStore {
        override var appearance = Appearance()
    }

    @Test
    fun `the app speaks Vietnamese until somebody chooses otherwise`() {
        assertEquals(AppearanceState(Language.Vietnamese, TextSize.AsOnPhone), AppearancePresenter(store).state.value)
    }

    @Test
    fun `what is chosen is shown and kept, and the other choice stays`() {
        val presenter = AppearancePresenter(store)
        presenter.on(AppearanceEvent.ChooseTextSize(TextSize.Largest))
        presenter.on(AppearanceEvent.ChooseLanguage(Language.English))
        assertEquals(AppearanceState(Language.English, TextSize.Largest), presenter.state.value)
        assertEquals(presenter.state.value, AppearancePresenter(store).state.value)
    }

    @Test
    fun `larger type stops where screens are proven, and never makes the phone's own smaller`() {
        val largest = Appearance(textSize = TextSize.Largest)
        assertEquals(1.6f, largest.fontScale(1f))
        assertEquals(2f, largest.fontScale(1.5f))
        assertEquals(2.4f, largest.fontScale(2.4f))
    }
}
