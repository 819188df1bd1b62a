package vn.clubbook.presentation.readings

import java.time.LocalDate
import vn.clubbook.ffi.TrendView

/** How one thing that is measured changed: a line for each of its numbers, two for a blood pressure, the upper one first. */
data class ReadingChart(val label: String, val lines: List<List<ReadingPoint>>) {
    /** The days on which something was measured, the first one first, each with its values. */
    val days: List<Pair<LocalDate, List<Double>>>
        get() = lines.flatten().groupBy(ReadingPoint::on, ReadingPoint::value).toSortedMap().toList()

    companion object {
        /** One chart for all that goes by one name. */
        fun of(trends: List<TrendView>) = trends.groupBy(TrendView::label).map { (label, lines) ->
            ReadingChart(label, lines.map { line -> line.points.map { ReadingPoint(it.on, it.value) } })
        }
    }
}

/** What was measured on a day. */
data class ReadingPoint(val on: LocalDate, val value: Double)
