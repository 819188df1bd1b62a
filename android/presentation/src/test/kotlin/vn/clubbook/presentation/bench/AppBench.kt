package vn.clubbook.presentation.bench

import java.io.File
import java.time.Instant
import java.util.Properties
import kotlin.system.measureNanoTime
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Test
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.NetworkClock
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.presentation.today.TodayPresenter

/**
 * What the app adds to the core's own figures, on the phone of a club with 7,000 visits. `scripts/bench.sh` leaves that phone, runs this
 * over the optimised library and judges what is written down; Maven's tests leave it out, by its name.
 */
class AppBench {
    private val phone = File(System.getProperty("bench.phone"))
    private val opens = Properties().apply { File(phone, "phone.properties").inputStream().use(::load) }
    private val rows = mutableListOf<String>()

    private val clock = object : NetworkClock {
        override fun now(): Instant = Instant.ofEpochSecond(opens.getProperty("now").toLong())
    }

    private fun open(): Clubbook {
        val key = opens.getProperty("key").chunked(2) { it.toString().toInt(16).toByte() }.toByteArray()
        return Clubbook.open(OpenRequest(File(phone, "club.db").path, key, "bench", Language.VI, networkClock = clock))
    }

    private fun row(name: String, unit: String, atMost: Double, values: List<Double>) {
        rows += """{"name": "$name", "unit": "$unit", "values": $values, "at_most": $atMost}"""
    }

    private fun milliseconds(work: () -> Unit): Double = measureNanoTime(work) / 1e6

    @Test
    fun `what the app adds`() {
        val core = open()
        assertEquals(70, core.members().size)
        repeat(WARM) { core.members() }
        row("70 members asked of the core, in Kotlin", "ms", 2.0, List(TIMES) { milliseconds { core.members() } })
        core.shutdown()

        row("Today of a club with 7,000 visits, from a closed file", "ms", 150.0, List(OPENINGS) { today() })
        val library = File(System.getProperty("jna.library.path"), System.mapLibraryName("clubbook_ffi"))
        row("the core's library for this machine, stripped", "MB", 12.0, listOf(library.length() / 1e6))
        File(System.getProperty("bench.json")).writeText("$rows")
    }

    /** From a core that is not open to the first state of the screen that holds what is due. */
    private fun today(): Double {
        val scope = CoroutineScope(Dispatchers.Default + Job())
        lateinit var core: Clubbook
        val took = milliseconds {
            core = open()
            runBlocking { TodayPresenter(Book(core), scope).state.first { it.today != null } }
        }
        scope.cancel()
        core.shutdown()
        return took
    }

    private companion object {
        const val WARM = 200
        const val TIMES = 200
        const val OPENINGS = 20
    }
}
