package vn.clubbook.app

import android.app.ActivityManager
import android.app.Application
import android.net.ConnectivityManager
import android.net.Network
import androidx.lifecycle.DefaultLifecycleObserver
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.ProcessLifecycleOwner
import androidx.work.Configuration
import androidx.work.DelegatingWorkerFactory
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.launch
import vn.clubbook.app.book.Books
import vn.clubbook.app.book.SystemNetworkClock
import vn.clubbook.app.book.booksOf
import vn.clubbook.app.sync.ReminderWorkers
import vn.clubbook.app.sync.SyncWorker
import vn.clubbook.app.sync.SyncWorkers
import vn.clubbook.bridge.Exchange
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.presentation.sent.SendAfterSave

/** What lives as long as the process. */
class ClubbookApplication :
    Application(),
    Configuration.Provider {
    private lateinit var scope: CoroutineScope

    /** Opened when a screen or a job first asks. */
    lateinit var books: Books
        private set

    /** What the system knows of the time. */
    var networkClock: NetworkClock = SystemNetworkClock()

    /** The way to the centre: the club's own book, also while somebody practises. */
    var exchange: Exchange = Exchange { books.clubForJob()?.run() ?: ExchangeResult.TryLater }

    override val workManagerConfiguration: Configuration
        get() {
            val workers = DelegatingWorkerFactory()
            workers.addFactory(SyncWorkers { exchange })
            workers.addFactory(ReminderWorkers { books.clubForJob()?.ask { reminders() } })
            return Configuration.Builder().setWorkerFactory(workers).build()
        }

    override fun onCreate() {
        super.onCreate()
        scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        books = booksOf(this) { networkClock }
        ProcessLifecycleOwner.get().lifecycle.addObserver(sleepBehindOtherApps)
        getSystemService(ConnectivityManager::class.java)?.registerDefaultNetworkCallback(sendWhenBackOnline)
        scope.launch {
            books.club.filterNotNull().collectLatest { club ->
                SendAfterSave(club.book) { SyncWorker.scheduleNow(this@ClubbookApplication) }.run()
            }
        }
    }

    /** What tests end a process by; Android just takes it away. */
    override fun onTerminate() {
        scope.cancel()
        ProcessLifecycleOwner.get().lifecycle.removeObserver(sleepBehindOtherApps)
        getSystemService(ConnectivityManager::class.java)?.unregisterNetworkCallback(sendWhenBackOnline)
        super.onTerminate()
    }

    /** Takes everything of this app off the phone, its key and its jobs too, and ends it. Whoever calls this has asked first. */
    fun erase() {
        getSystemService(ActivityManager::class.java)?.clearApplicationUserData()
    }

    private val sleepBehindOtherApps = object : DefaultLifecycleObserver {
        override fun onStart(owner: LifecycleOwner) {
            scope.launch { books.wake() }
        }

        override fun onStop(owner: LifecycleOwner) {
            scope.launch { books.sleep() }
        }
    }

    /** A job that failed without network waits longer from try to try; here its reason for waiting is over. */
    private val sendWhenBackOnline = object : ConnectivityManager.NetworkCallback() {
        override fun onAvailable(network: Network) {
            val club = books.club.value?.book ?: return
            scope.launch {
                val waits = try {
                    club.ask { status().waiting } > 0uL
                } catch (_: ClubbookException) {
                    false
                }
                if (waits) SyncWorker.scheduleNow(this@ClubbookApplication)
            }
        }
    }
}
