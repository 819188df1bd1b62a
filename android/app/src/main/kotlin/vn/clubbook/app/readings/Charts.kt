package vn.clubbook.app.readings

import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.res.stringResource
import java.text.NumberFormat
import java.time.LocalDate
import java.util.Locale
import vn.clubbook.app.R
import vn.clubbook.app.design.ChartPoint
import vn.clubbook.app.design.ReadingChart
import vn.clubbook.presentation.readings.ReadingChart as Chart

/** How one reading changed, as a picture and in words. */
@Composable
fun ReadingChartCard(chart: Chart) {
    val locale = LocalConfiguration.current.locales[0]
    val label = chart.label.replaceFirstChar { it.titlecase(locale) }
    val days = chart.days.map { (day, values) -> saidOf(day, values, locale) }
    ReadingChart(
        label,
        first = days.first().takeIf { days.size > 1 },
        last = days.last(),
        lines = chart.drawn(),
        words = (listOf(label) + days).joinToString(". "),
    )
}

@Composable
private fun saidOf(day: LocalDate, values: List<Double>, locale: Locale): String {
    val numbers = NumberFormat.getNumberInstance(locale).apply { maximumFractionDigits = 1 }
    return stringResource(R.string.chart_day, day.dayOfMonth, day.monthValue, values.joinToString("/", transform = numbers::format))
}

/** The lines in one frame, the days from its left to its right. */
private fun Chart.drawn(): List<List<ChartPoint>> {
    val points = lines.flatten()
    val days = points.minOf { it.on.toEpochDay() }..points.maxOf { it.on.toEpochDay() }
    val values = points.minOf { it.value }..points.maxOf { it.value }
    fun part(value: Double, least: Double, most: Double) = if (most > least) ((value - least) / (most - least)).toFloat() else 0.5f
    return lines.map { line ->
        line.map {
            ChartPoint(
                part(it.on.toEpochDay().toDouble(), days.first.toDouble(), days.last.toDouble()),
                part(it.value, values.start, values.endInclusive),
            )
        }
    }
}
