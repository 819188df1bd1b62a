package vn.clubbook.app

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import androidx.core.net.toUri

/** Opens the phone's own dialler with the number in it; whoever holds the phone calls. A tablet without one does nothing. */
fun Context.dial(number: String) = try {
    startActivity(Intent(Intent.ACTION_DIAL, "tel:${number.filter { it.isDigit() || it == '+' }}".toUri()))
} catch (_: ActivityNotFoundException) {
    Unit
}
