package vn.clubbook.presentation.connect

import org.junit.Assert.assertEquals
import org.junit.Test

class EnrolLinkTest {
    @Test
    fun `both links of a centre say the same`() {
        val said = EnrolLink("https://clb.example.vn", "17", "12345678")
        assertEquals(said, EnrolLink.read("https://clb.example.vn/e/17-12345678"))
        assertEquals(said, EnrolLink.read(" clubbook://clb.example.vn/e/17-12345678\n"))
        assertEquals("https://clb.example.vn:8443", EnrolLink.read("clubbook://clb.example.vn:8443/e/17-12345678/")?.centre)
    }

    @Test
    fun `anything else is no link of a centre's`() {
        val others = listOf(
            "", "17-12345678", "https://clb.example.vn", "https://clb.example.vn/e/17-1234567", "https://clb.example.vn/e/17-123456789",
            "https://clb.example.vn/x/17-12345678", "ftp://clb.example.vn/e/17-12345678", "https:///e/17-12345678",
            "https://lan@clb.example.vn/e/17-12345678", "https://a b/e/17-12345678", "mailto:e/17-12345678",
        )
        assertEquals(others.associateWith { null }, others.associateWith(EnrolLink::read))
    }
}
