package vn.clubbook.app.book

import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.ffi.Language

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class BooksTest {
    @get:Rule
    val keystore = InMemoryKeyStore()

    @get:Rule
    val folder = TemporaryFolder()

    private val practising = object : Practising {
        override var on = false
    }
    private val place by lazy { File(folder.root, "book") }
    private val keyFile by lazy { File(place, "store.key") }

    private fun books() = Books(place, "test", { Language.VI }, practising)

    private fun opened() = runBlocking { books().also { it.open() }.opened.value }

    @Test
    fun `the key is 32 random bytes, wrapped where it lies, and the same ever after`() {
        place.mkdirs()
        val key = StoreKey(keyFile).get(mayMake = true)
        assertEquals(32, key.size)
        assertArrayEquals(key, StoreKey(keyFile).get(mayMake = true))
        val wrapped = keyFile.readBytes()
        assertFalse(wrapped.asList().windowed(8).any { it in key.asList().windowed(8) })
        assertNotEquals(key.asList(), StoreKey(File(place, "other.key")).get(mayMake = true).asList())
    }

    @Test
    fun `a key that cannot be had is never replaced while a book needs it`() {
        place.mkdirs()
        StoreKey(keyFile).get(mayMake = true)
        val wrapped = keyFile.readBytes()
        keyFile.writeBytes(wrapped.copyOf().also { it[20] = (it[20] + 1).toByte() })
        assertThrows(GeneralSecurityException::class.java) { StoreKey(keyFile).get(mayMake = true) }
        keyFile.writeBytes(wrapped.copyOf(5))
        assertThrows(GeneralSecurityException::class.java) { StoreKey(keyFile).get(mayMake = true) }
        keyFile.writeBytes(wrapped)
        keystore.lose()
        assertThrows(GeneralSecurityException::class.java) { StoreKey(keyFile).get(mayMake = true) }
        assertArrayEquals(wrapped, keyFile.readBytes())
        keyFile.delete()
        assertThrows(IOException::class.java) { StoreKey(keyFile).get(mayMake = false) }
    }

    @Test
    fun `a book is opened once, and another process opens it again`() = runBlocking {
        val books = books()
        books.open()
        val first = books.opened.value as Opened.Open
        books.open()
        assertSame(first, books.opened.value)
        assertSame(first.book, books.clubForJob())
        assertFalse(first.book.ask { isConnected() })
        first.book.core.shutdown()
        assertTrue(opened() is Opened.Open)
    }

    @Test
    fun `a book that is opened anew answers again`() = runBlocking {
        val books = books()
        books.open()
        val first = books.opened.value as Opened.Open
        first.book.core.shutdown()
        books.openAnew()
        val second = books.opened.value as Opened.Open
        assertFalse(second.book.ask { isConnected() })
        assertSame(second, books.club.value)
    }

    @Test
    fun `the practice club lies beside the club's own book, which a job has all the time`() = runBlocking {
        val books = books()
        books.practise()
        val practice = books.opened.value as Opened.Open
        assertTrue(practice.isPractice && practice.book.ask { isPractice() })
        val club = books.clubForJob()
        assertNotNull(club)
        assertFalse(club!!.ask { isPractice() })
        assertSame(practice, books.opened.value)
        // The process ends in the middle of the practice.
        assertTrue((opened() as Opened.Open).isPractice)
        books.endPractice()
        assertSame(club, (books.opened.value as Opened.Open).book)
    }

    @Test
    fun `a practice club that does not open does not stand before the club's own book`() = runBlocking {
        (opened() as Opened.Open).book.core.shutdown()
        File(place, "practice.db").mkdir()
        val books = books()
        books.practise()
        assertTrue(books.opened.value is Opened.Failed)
        books.open()
        assertFalse((books.opened.value as Opened.Open).isPractice)
    }

    @Test
    fun `a store that cannot be read is left as it is, and says so`() {
        (opened() as Opened.Open).book.core.shutdown()
        val database = File(place, "club.db")
        val before = database.readBytes()
        keystore.lose()
        assertEquals(Opened.Failed(null), opened())
        assertArrayEquals(before, database.readBytes())

        // Another phone's key file beside this book.
        keyFile.delete()
        StoreKey(keyFile).get(mayMake = true)
        val said = (opened() as Opened.Failed).words
        assertTrue(said, said!!.startsWith("Khóa của máy không mở được sổ này. Sổ vẫn còn nguyên trong máy."))
        assertArrayEquals(before, database.readBytes())
    }

    @Test
    fun `a folder that cannot be written says so, and opens once it can`() {
        place.writeText("a file where the folder should be")
        val books = books()
        runBlocking { books.open() }
        assertTrue(books.opened.value is Opened.Failed)
        place.delete()
        runBlocking { books.open() }
        assertTrue(books.opened.value is Opened.Open)
    }
}
