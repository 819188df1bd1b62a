package vn.clubbook.app.book

import android.os.Build
import android.os.SystemClock
import androidx.annotation.RequiresApi
import java.time.DateTimeException
import java.time.Instant
import vn.clubbook.ffi.NetworkClock

/** The time that Android has from the network since version 13, whatever the owner has set the phone's clock to. */
class SystemNetworkClock : NetworkClock {
    override fun now(): Instant? = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) told() else null

    @RequiresApi(Build.VERSION_CODES.TIRAMISU)
    private fun told(): Instant? = try {
        SystemClock.currentNetworkTimeClock().instant()
    } catch (_: DateTimeException) {
        null
    }
}
