package vn.clubbook.app.people

import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.ui.test.assertIsFocused
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextInput
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.robolectric.Robolectric
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.PeopleState

class PersonPickerScreenTest : ScreenTest() {
    @get:Rule
    val practice = PracticeBook()

    private val compose = screenshots.compose

    @Test
    fun `choosing a person`() = screenshots.of(
        "person-picker",
        "empty" to { PersonPickerScreen("Thăm ai?", PeopleState(rows = listOf()), {}, {}, {}) },
        "70 people" to { PersonPickerScreen("Thăm ai?", PeopleState(rows = seventy), {}, {}, {}) },
        "typed" to {
            PersonPickerScreen(
                "Thăm ai?",
                PeopleState("lan", listOf(seventy[0], seventy[1], seventy[2].copy(isGuess = true)), isLookingFor = true),
                {},
                {},
                {},
            )
        },
        "nobody" to { PersonPickerScreen("Thăm ai?", PeopleState("xuân", listOf(), isLookingFor = true), {}, {}, {}) },
        "error" to {
            PersonPickerScreen("Thăm ai?", PeopleState(problem = DISK_FULL), {}, {}, {})
        },
    )

    @Test
    fun `three letters and a tap choose a person`() {
        var chosen: PersonView? = null
        Robolectric.buildActivity(ComponentActivity::class.java).setup().get().setContent {
            ClubTheme { PersonPicker(practice.book, "Thăm ai?", { chosen = it }, {}) }
        }
        compose.onNode(hasSetTextAction()).assertIsFocused()
        var actions = 0
        for (letter in "tun") {
            compose.onNode(hasSetTextAction()).performTextInput(letter.toString())
            actions++
        }
        val tile = hasText("Phạm Văn Tùng") and hasClickAction()
        compose.waitUntil(5_000) { compose.onAllNodes(tile).fetchSemanticsNodes().size == 1 }
        compose.onNode(tile).performClick()
        actions++
        assertEquals(practice.person("Phạm Văn Tùng"), chosen)
        assertTrue("$actions actions", actions <= 4)
    }
}
