package vn.clubbook.app.design

import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.material3.Text
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasText
import org.junit.Test
import org.robolectric.Robolectric
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest

class RefusedTest : ScreenTest() {
    @Test
    fun `what the book refuses comes into view wherever the screen is scrolled`() {
        var refused by mutableStateOf(false)
        Robolectric.buildActivity(ComponentActivity::class.java).setup().get().setContent {
            AppScaffold("Sửa") {
                repeat(40) { Text("Dòng số $it") }
                if (refused) Refused(DISK_FULL)
            }
        }
        screenshots.compose.waitForIdle()
        refused = true
        screenshots.compose.waitForIdle()
        screenshots.compose.onNode(hasText(DISK_FULL)).assertIsDisplayed()
    }
}
