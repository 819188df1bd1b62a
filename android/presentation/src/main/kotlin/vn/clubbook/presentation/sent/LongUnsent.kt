package vn.clubbook.presentation.sent

import java.time.Duration
import java.time.Instant
import vn.clubbook.ffi.StatusView

/** After so long without signal somebody is reminded. */
val LONG_UNSENT: Duration = Duration.ofDays(7)

/** Something waits to be sent for longer than [LONG_UNSENT]. */
fun StatusView.isLongUnsent(now: Instant): Boolean = waiting > 0uL && oldest?.let { it <= now - LONG_UNSENT } == true
