package vn.clubbook.app

import android.app.Application
import androidx.work.Configuration
import vn.clubbook.app.sync.SyncWorkers
import vn.clubbook.bridge.Exchange
import vn.clubbook.bridge.NotConnected

/** What lives as long as the process. */
class ClubbookApplication :
    Application(),
    Configuration.Provider {
    /** The way to the centre; that of a phone which no club has connected yet does nothing. */
    var exchange: Exchange = NotConnected

    override val workManagerConfiguration: Configuration
        get() = Configuration.Builder().setWorkerFactory(SyncWorkers { exchange }).build()
}
