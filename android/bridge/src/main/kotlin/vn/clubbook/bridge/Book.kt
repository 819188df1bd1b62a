package vn.clubbook.bridge

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.launch
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
    private var running = 0
    private val woken = MutableSharedFlow<Unit>(extraBufferCapacity = 1)

    /** Asks the core something, opening its files first. Throws [ClubbookException], each with the words that a person reads. */
    suspend fun <T> ask(what: suspend ClubbookInterface.() -> T): T = whileOpen { core.what() }

    /** Nobody looks at the app: closes the files after what is running. Who asks opens them, for as long as the answer takes. */
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
        woken.tryEmit(Unit)
    }

    /** Exchanges with the centre, telling [progress] after each request what has come so far. */
    suspend fun sync(progress: (SyncView) -> Unit): SyncView {
        val listener = object : SyncListener {
            override fun progressed(soFar: SyncView) = progress(soFar)
        }
        return whileOpen { core.sync(listener) }
    }

    /** The files stay open until it is over. Who no longer waits for it does not end it: the core goes on with what it has begun. */
    private suspend fun <T> whileOpen(what: suspend () -> T): T = withContext(dispatcher + NonCancellable) {
        turn.withLock {
            open()
            running++
        }
        try {
            what()
        } finally {
            turn.withLock {
                running--
                closeWhereIdle()
            }
        }
    }

    private fun open() {
        if (isClosed) core.resume()
        isClosed = false
    }

    private fun closeWhereIdle() {
        if (!mayClose || isClosed || running > 0) return
        isClosed = true
        core.pause()
    }

    /**
     * What has changed, by commands and by what other phones recorded; everything, to begin with, and when somebody looks at the app again:
     * it may be another day. Whoever collects asks again, and misses nothing.
     */
    val changes: Flow<List<Topic>> = callbackFlow {
        val listener = object : ChangeListener {
            override fun changed(topics: List<Topic>) {
                trySend(topics)
            }
        }
        val subscription = core.subscribe(listener)
        launch { woken.collect { trySend(Topic.entries) } }
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
