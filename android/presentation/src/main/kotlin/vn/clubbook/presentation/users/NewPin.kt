package vn.clubbook.presentation.users

/** A PIN has so many. */
const val PIN_DIGITS = 4

/** A PIN that is being chosen: entered twice, so that nobody is locked out by a slip. It is never kept with a form. */
data class NewPin(
    val entered: String = "",
    /** The digits of the first time, while they are entered again. */
    val first: String? = null,
    /** The second time was another number: all over. */
    val isDifferent: Boolean = false,
) {
    val isAgain get() = first != null

    /** After [digits], all that are entered so far; with them the PIN, once the same four were entered twice. */
    fun enter(digits: String): Pair<NewPin, String?> = when {
        digits.length < PIN_DIGITS -> copy(entered = digits, isDifferent = false) to null
        first == null -> NewPin(first = digits) to null
        first == digits -> NewPin() to digits
        else -> NewPin(isDifferent = true) to null
    }
}
