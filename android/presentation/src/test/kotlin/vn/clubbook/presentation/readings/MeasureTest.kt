package vn.clubbook.presentation.readings

import java.time.LocalDate
import org.junit.Assert.assertEquals
import org.junit.Test
import vn.clubbook.ffi.Readings
import vn.clubbook.ffi.TrendPoint
import vn.clubbook.ffi.TrendView

class MeasureTest {
    @Test
    fun `a number of a blood pressure is full when no digit can follow, and no other number ever is`() {
        val full = listOf("135", "95", "205", "1", "13", "9", "").filter(Measure.Systolic::isFull)
        assertEquals(listOf("135", "95", "205"), full)
        assertEquals(listOf("85", "110"), listOf("85", "8", "11", "110").filter(Measure.Diastolic::isFull))
        assertEquals(emptyList<String>(), listOf("54", "54,3", "120").filter(Measure.Weight::isFull))
    }

    @Test
    fun `every measure is handed in under its own name`() {
        val typed = Measure.entries.associateWith { "${it.ordinal}" }
        val readings = typed.toReadings()
        assertEquals(typed, Measure.entries.associateWith { it.of(readings) })
        assertEquals(Readings(), mapOf<Measure, String>().toReadings())
    }

    @Test
    fun `both numbers of a blood pressure are one chart`() {
        val day = LocalDate.of(2026, 11, 21)
        val trends = listOf(
            TrendView("huyết áp", listOf(TrendPoint(day, 133.0))),
            TrendView("huyết áp", listOf(TrendPoint(day, 82.0))),
            TrendView("cân nặng", listOf(TrendPoint(day.minusDays(1), 54.3), TrendPoint(day, 54.0))),
        )
        val charts = ReadingChart.of(trends)
        assertEquals(listOf("huyết áp", "cân nặng"), charts.map { it.label })
        assertEquals(listOf(day to listOf(133.0, 82.0)), charts[0].days)
        assertEquals(listOf(day.minusDays(1) to listOf(54.3), day to listOf(54.0)), charts[1].days)
    }
}
