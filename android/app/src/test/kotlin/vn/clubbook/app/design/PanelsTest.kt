package vn.clubbook.app.design

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalConfiguration
import org.junit.Test
import vn.clubbook.app.screens.ScreenTest

class PanelsTest : ScreenTest() {
    @Test
    fun `headings, facts and panels`() = screenshots.of(
        "design-panels",
        "plain" to {
            AppScaffold("Đinh Thị Lan") {
                Heading(words("Trong sổ", "In the book"))
                Fact(words("Ngày sinh", "Date of birth"), "12/03/1955")
                Fact(words("Thôn, tổ dân phố", "Hamlet"), "Gò Deo")
                Panel(words("Số đo sức khỏe", "Readings"), state = words("Đồng ý", "Given"), icon = ClubIcons.check) {
                    Text(
                        words("Để ghi huyết áp, cân nặng và báo khi có số cao.", "To keep readings and to warn of high numbers."),
                        style = MaterialTheme.typography.bodyLarge,
                    )
                    SecondaryButton(words("Rút lại", "Withdraw"), {})
                }
            }
        },
    )

    @Composable
    private fun words(vietnamese: String, english: String) =
        if (LocalConfiguration.current.locales[0].language == "vi") vietnamese else english
}
