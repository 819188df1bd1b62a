package vn.clubbook.app.screens

import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** What a test of screens begins with: `class TodayScreenTest : ScreenTest() { @Test fun … = screenshots.of("today", …) }`. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
abstract class ScreenTest {
    @get:Rule
    val screenshots = Screenshots()
}
