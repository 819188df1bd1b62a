package vn.clubbook.bridge

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import vn.clubbook.ffi.ChangeListener
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.SyncListener
import vn.clubbook.ffi.SyncView
import vn.clubbook.ffi.Topic

/** The book of this phone, for those who may not wait: everything is asked of it off the main thread. */
class Book(val core: ClubbookInterface, private val dispatcher: CoroutineDispatcher = Dispatchers.IO) : Exchange {
    private val turn = Mutex()
    private var sleeps = false

    /** Asks the core something, waking the book first. Throws [ClubbookException], each with the words that a person reads. */
    suspend fun <T> ask(what: suspend ClubbookInterface.() -> T): T = withContext(dispatcher) {
        wake()
        core.what()
    }

    /** Closes the files, after what is running, while nobody looks at the app. Whoever asks next opens them again. */
    suspend fun sleep() = withContext(dispatcher) {
        turn.withLock {
            sleeps = true
            core.pause()
        }
    }

    private suspend fun wake() = turn.withLock {
        if (sleeps) {
            core.resume()
            sleeps = false
        }
    }

    /**
     * What has changed, by commands and by what other phones recorded; everything, to begin with. Whoever collects asks again, and misses
     * nothing.
     */
    val changes: Flow<List<Topic>> = callbackFlow {
        val listener = object : ChangeListener {
            override fun changed(topics: List<Topic>) {
                trySend(topics)
            }
        }
        val subscription = core.subscribe(listener)
        trySend(Topic.entries)
        awaitClose {
            subscription.cancel()
            subscription.close()
        }
    }.buffer(Channel.UNLIMITED)

    override suspend fun run(): ExchangeResult = run {}

    /** [run], telling [progress] after each request what has come so far. */
    suspend fun run(progress: (SyncView) -> Unit): ExchangeResult = withContext(dispatcher) {
        val listener = object : SyncListener {
            override fun progressed(soFar: SyncView) = progress(soFar)
        }
        try {
            wake()
            core.sync(listener)
            ExchangeResult.Done
        } catch (_: ClubbookException.Exchange) {
            ExchangeResult.TryLater
        } catch (_: ClubbookException.Cancelled) {
            ExchangeResult.TryLater
        } catch (_: ClubbookException.NotConnected) {
            ExchangeResult.Done
        } catch (_: ClubbookException) {
            ExchangeResult.AskPerson
        }
    }
}
