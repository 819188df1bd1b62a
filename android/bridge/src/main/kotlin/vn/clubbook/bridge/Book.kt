package vn.clubbook.bridge

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
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
    private var isClosed = false
    private var mayClose = false
    private var exchanges = 0

    /** Asks the core something, opening its files first. Throws [ClubbookException], each with the words that a person reads. */
    suspend fun <T> ask(what: suspend ClubbookInterface.() -> T): T = withContext(dispatcher) {
        turn.withLock { open() }
        core.what()
    }

    /** Nobody looks at the app: closes the files, after what is running; while an exchange runs, at its end. Who asks opens them again. */
    suspend fun sleep() = withContext(dispatcher) {
        turn.withLock {
            mayClose = true
            closeWhereIdle()
        }
    }

    /** Somebody looks at the app again. */
    suspend fun wake() = withContext(dispatcher) {
        turn.withLock {
            mayClose = false
            open()
        }
    }

    /** Exchanges with the centre, telling [progress] after each request what has come so far. */
    suspend fun sync(progress: (SyncView) -> Unit): SyncView = withContext(dispatcher) {
        val listener = object : SyncListener {
            override fun progressed(soFar: SyncView) = progress(soFar)
        }
        turn.withLock {
            open()
            exchanges++
        }
        try {
            core.sync(listener)
        } finally {
            withContext(NonCancellable) {
                turn.withLock {
                    exchanges--
                    closeWhereIdle()
                }
            }
        }
    }

    private fun open() {
        if (isClosed) core.resume()
        isClosed = false
    }

    private fun closeWhereIdle() {
        if (!mayClose || isClosed || exchanges > 0) return
        isClosed = true
        core.pause()
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

    /** [sync], as whoever starts the next one has to know it. */
    suspend fun run(progress: (SyncView) -> Unit): ExchangeResult = try {
        sync(progress)
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
