package vn.clubbook.app.readings

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.ImeAction
import vn.clubbook.app.R
import vn.clubbook.app.design.BigNumberField
import vn.clubbook.app.design.NotLearnt
import vn.clubbook.presentation.readings.Measure

/**
 * Numbers to type one after the other. A number to which no digit can be added gives the keyboard to the next; "next" in an empty field
 * stays there, so that whoever taps it out of habit does not type the lower number into the field after it.
 */
@Composable
fun ReadingFields(
    measures: List<Measure>,
    numbers: Map<Measure, String>,
    onNumber: (Measure, String) -> Unit,
    last: @Composable (Measure) -> String?,
    focusFirst: Boolean = false,
    onDone: (() -> Unit)? = null,
) = NotLearnt {
    val focus = remember(measures) { measures.map { FocusRequester() } }
    val manager = LocalFocusManager.current
    measures.forEachIndexed { at, measure ->
        val typed = numbers[measure].orEmpty()
        val next = focus.getOrNull(at + 1)
        BigNumberField(
            stringResource(measure.label),
            typed,
            { now ->
                if (now != typed) onNumber(measure, now)
                if (now.length > typed.length && measure.isFull(now)) next?.requestFocus()
            },
            stringResource(measure.unit),
            Modifier.focusRequester(focus[at]),
            detail = last(measure),
            decimal = measure.isDecimal,
            imeAction = if (next == null) ImeAction.Done else ImeAction.Next,
            onDone = {
                when {
                    next == null && onDone != null -> onDone()
                    next == null -> manager.clearFocus()
                    typed.isNotEmpty() -> next.requestFocus()
                }
            },
        )
    }
    if (focusFirst) LaunchedEffect(focus) { focus.first().requestFocus() }
}

private val Measure.label
    get() = when (this) {
        Measure.Systolic -> R.string.reading_systolic
        Measure.Diastolic -> R.string.reading_diastolic
        Measure.Pulse -> R.string.reading_pulse
        Measure.Weight -> R.string.reading_weight
        Measure.Glucose -> R.string.reading_glucose
        Measure.Temperature -> R.string.reading_temperature
        Measure.Waist -> R.string.reading_waist
    }

private val Measure.unit
    get() = when (this) {
        Measure.Systolic, Measure.Diastolic -> R.string.unit_pressure
        Measure.Pulse -> R.string.unit_pulse
        Measure.Weight -> R.string.unit_weight
        Measure.Glucose -> R.string.unit_glucose
        Measure.Temperature -> R.string.unit_temperature
        Measure.Waist -> R.string.unit_waist
    }
