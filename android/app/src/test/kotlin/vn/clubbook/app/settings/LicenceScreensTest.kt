package vn.clubbook.app.settings

import android.content.Context
import androidx.test.core.app.ApplicationProvider
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import vn.clubbook.app.R
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.presentation.settings.Licence

/** On what the build wrote. */
class LicenceScreensTest : ScreenTest() {
    private val licences by lazy { Licence.read(words(R.raw.third_party)) }
    private val texts by lazy { words(R.raw.third_party_texts) }

    private fun words(file: Int) =
        ApplicationProvider.getApplicationContext<Context>().resources.openRawResource(file).reader().use { it.readText() }

    private fun work(name: String) = licences.first { it.name == name }

    @Test
    fun licences() = screenshots.of(
        "licences",
        "all" to { LicencesScreen(licences, {}, {}) },
        "not read yet" to { LicencesScreen(listOf(), {}, {}) },
    )

    @Test
    fun `a licence`() = screenshots.of(
        "licence",
        "short" to { LicenceScreen(work("rsqlite-vfs"), work("rsqlite-vfs").textsIn(texts), {}) },
        "several" to { LicenceScreen(work("ring"), work("ring").textsIn(texts), {}) },
        "long name" to { work("sqlcipher-src, inside").let { LicenceScreen(it, it.textsIn(texts), {}) } },
        "library" to { work("androidx.compose.ui:ui-android").let { LicenceScreen(it, it.textsIn(texts), {}) } },
        "not read yet" to { LicenceScreen(null, listOf(), {}) },
    )

    @Test
    fun `the list names Sổ CLB first, then crates, what they carry, and Android's libraries`() {
        val names = licences.map { it.name }
        assertEquals("Sổ CLB (Clubbook)", names.first())
        for (name in listOf("rusqlite", "uniffi", "sqlcipher-src, inside", "androidx.compose.ui:ui-android", "net.java.dev.jna:jna")) {
            assertTrue(name, name in names)
        }
        assertEquals(listOf<Licence>(), licences.filter { it.licence.isBlank() || it.version.isBlank() })
        // What only the centre runs is not in a phone.
        assertTrue("age" !in names)
    }

    @Test
    fun `each work has its own licence's text, also where it came without one`() {
        for (work in licences) {
            val read = work.textsIn(texts)
            assertTrue(work.name, read.any { text -> text.paragraphs.sumOf(String::length) > 50 })
        }
        val begins = { name: String -> work(name).textsIn(texts).map { it.paragraphs.first() } }
        assertTrue(begins("uniffi").single().startsWith("Mozilla Public License Version 2.0"))
        assertTrue(begins("androidx.compose.ui:ui-android").single().startsWith("Apache License"))
        assertTrue(work("rsqlite-vfs").textsIn(texts).single().paragraphs.any { it == "Copyright (c) the authors of rsqlite-vfs" })
        assertTrue(work("ring").textsIn(texts).any { it.file == "LICENSE-BoringSSL" })
    }
}
