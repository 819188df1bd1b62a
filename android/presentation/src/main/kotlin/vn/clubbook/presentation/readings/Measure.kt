package vn.clubbook.presentation.readings

import vn.clubbook.ffi.Readings

/** What can be measured, in the order in which forms ask for it. */
enum class Measure(
    /** May it have a comma? */
    val isDecimal: Boolean,
) {
    Systolic(false),
    Diastolic(false),
    Pulse(false),
    Weight(true),
    Glucose(true),
    Temperature(true),
    Waist(true),
    ;

    /** What was typed for it in [readings]. */
    fun of(readings: Readings): String = when (this) {
        Systolic -> readings.systolic
        Diastolic -> readings.diastolic
        Pulse -> readings.pulse
        Weight -> readings.weight
        Glucose -> readings.glucose
        Temperature -> readings.temperature
        Waist -> readings.waist
    }

    /**
     * Is [typed] a number to which no digit can be added? Then the next field may have the keyboard. True of the two numbers of a blood
     * pressure alone: three digits that begin with 1 or 2, or two that do not.
     */
    fun isFull(typed: String): Boolean = when (this) {
        Systolic, Diastolic -> typed.length == if (typed.firstOrNull() in '1'..'2') 3 else 2
        else -> false
    }
}

/** What was typed, as the core takes it. */
fun Map<Measure, String>.toReadings() = Readings(
    weight = get(Measure.Weight).orEmpty(),
    systolic = get(Measure.Systolic).orEmpty(),
    diastolic = get(Measure.Diastolic).orEmpty(),
    pulse = get(Measure.Pulse).orEmpty(),
    glucose = get(Measure.Glucose).orEmpty(),
    waist = get(Measure.Waist).orEmpty(),
    temperature = get(Measure.Temperature).orEmpty(),
)
