package vn.clubbook.app.book

import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.ProviderException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.ffi.OpenRequest

/** What stands open in front of the person. */
sealed interface Opened {
    data object NotYet : Opened

    /**
     * The book of the club, or of the practice club. [salvage] says what a damaged file left; [anew] how often this process has closed a
     * book that did not answer and opened it again.
     */
    data class Open(val book: Book, val isPractice: Boolean, val salvage: String? = null, val anew: Int = 0) : Opened

    /** It could not be opened. [words] are the core's; null where the phone's keystore did not give the key. */
    data class Failed(val words: String?) : Opened
}

/**
 * The books of this phone, each opened once for the life of the process: the club's, and the practice club's beside it. Whether
 * somebody practises is kept, so that a form of theirs finds its book again after the end of the process.
 */
class Books(
    private val folder: File,
    private val app: String,
    private val language: () -> Language,
    private val practising: Practising,
    private val clock: () -> NetworkClock = ::SystemNetworkClock,
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) {
    private val turn = Mutex()
    private val key = StoreKey(File(folder, "store.key"))
    private val clubs = MutableStateFlow<Opened.Open?>(null)
    private var practice: Opened.Open? = null
    private var anew = 0
    private val shown = MutableStateFlow<Opened>(Opened.NotYet)

    val opened: StateFlow<Opened> = shown.asStateFlow()

    /** The club's own book, once it is open, whoever practises beside it. */
    val club: StateFlow<Opened.Open?> = clubs.asStateFlow()

    /** Opens what was open last; again after a failure. */
    suspend fun open() = show(practising.on)

    /** Closes what is open and opens it again, as another process would. */
    suspend fun openAnew() {
        turn.withLock {
            val stale = shown.value as? Opened.Open ?: return@withLock
            shown.value = Opened.NotYet
            if (stale.isPractice) practice = null else clubs.value = null
            anew++
            withContext(dispatcher) { stale.book.core.shutdown() }
        }
        open()
    }

    /** Opens the practice club. */
    suspend fun practise() = show(practice = true)

    /** Goes back to the club's own book. */
    suspend fun endPractice() = show(practice = false)

    /** Opens the club's own book, for a job; null when it cannot be opened. */
    suspend fun clubForJob(): Book? = (turn.withLock { withContext(dispatcher) { clubsOwn() } } as? Opened.Open)?.book

    /** Whichever are open speak [now]. */
    suspend fun speak(now: Language) = each { ask { speak(now) } }

    /** Nobody looks at the app. */
    suspend fun sleep() = each { sleep() }

    /** Somebody looks at it again. */
    suspend fun wake() = each { wake() }

    /** What fails here is said to whoever asks the book next. */
    private suspend fun each(what: suspend Book.() -> Unit) = turn.withLock {
        for (open in listOfNotNull(clubs.value, practice)) {
            try {
                open.book.what()
            } catch (_: ClubbookException) {
                continue
            }
        }
    }

    private suspend fun show(practice: Boolean) = turn.withLock {
        val found = withContext(dispatcher) { if (practice) practiceClub() else clubsOwn() }
        // A practice club that does not open must not stand before the club's own book.
        practising.on = practice && found is Opened.Open
        shown.value = found
    }

    private fun clubsOwn(): Opened =
        clubs.value ?: open("club.db", isPractice = false, Clubbook.Companion::open).also { clubs.value = it as? Opened.Open }

    private fun practiceClub(): Opened =
        practice ?: open("practice.db", isPractice = true, Clubbook.Companion::openPractice).also { practice = it as? Opened.Open }

    private fun open(name: String, isPractice: Boolean, with: (OpenRequest) -> Clubbook): Opened = try {
        folder.mkdirs()
        val key = key.get(mayMake = folder.list().orEmpty().none { it.endsWith(".db") })
        val core = with(OpenRequest(File(folder, name).path, key, app, language(), networkClock = clock()))
        Opened.Open(Book(core, dispatcher), isPractice, core.salvage()?.words, anew)
    } catch (failure: ClubbookException.Store) {
        Opened.Failed(failure.words)
    } catch (failure: ClubbookException.NotRecorded) {
        Opened.Failed(failure.words)
    } catch (_: GeneralSecurityException) {
        Opened.Failed(null)
    } catch (_: ProviderException) {
        // What a keystore throws that has lost its connection with the phone's hardware.
        Opened.Failed(null)
    } catch (_: IOException) {
        Opened.Failed(null)
    }
}

/** Whether somebody practises on this phone. */
interface Practising {
    var on: Boolean
}
