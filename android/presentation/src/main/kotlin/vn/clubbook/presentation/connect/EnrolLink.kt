package vn.clubbook.presentation.connect

import java.net.URI
import java.net.URISyntaxException

/** What a link that connects a phone says: which centre, which club, which code. */
data class EnrolLink(val centre: String, val clubNumber: String, val digits: String) {
    companion object {
        private val END = Regex("""/e/(\d+)-(\d{8})/?""")

        /**
         * Reads `https://centre/e/17-12345678`, or the same under `clubbook://`, which the button of that page uses. Anything else is
         * null. Whether the centre is to be trusted is for a person to say, and the core speaks to none without TLS.
         */
        fun read(link: String): EnrolLink? {
            val address = try {
                URI(link.trim())
            } catch (_: URISyntaxException) {
                return null
            }
            val (club, digits) = END.matchEntire(address.path.orEmpty())?.destructured ?: return null
            val place = address.authority?.takeIf { address.userInfo == null } ?: return null
            return when (address.scheme) {
                "https", "http" -> EnrolLink("${address.scheme}://$place", club, digits)
                "clubbook" -> EnrolLink("https://$place", club, digits)
                else -> null
            }
        }
    }
}
