package vn.clubbook.presentation.speech

import kotlinx.coroutines.flow.Flow

/** Writes down what somebody says, on this phone: neither voice nor words go anywhere. */
interface Dictation {
    /** Listens until whoever speaks has been silent for a while, or [stop], and ends with [Heard.Whole] or [Heard.Failed]. */
    fun listen(): Flow<Heard>

    /** Whoever spoke is done; what is still being worked out comes as the last. */
    fun stop()
}

/** What comes of listening. */
sealed interface Heard {
    /** All that was heard until now, not only what is new. */
    data class SoFar(val words: String) : Heard

    /** All that was heard from the first word to the last. */
    data class Whole(val words: String) : Heard

    data class Failed(val why: NotHeard) : Heard
}

/** Why nothing was heard. */
enum class NotHeard {
    /** Nobody spoke, or nothing could be made of it. */
    Nothing,

    /** The app may not use the microphone. */
    NotAllowed,

    /** This phone does not know the language by itself. */
    NotThisPhone,

    /** Something else has the microphone, or the phone's listener failed. */
    NotNow,
}
