package vn.clubbook.presentation.speech

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.clubbook.presentation.Presenter
import vn.clubbook.presentation.SavedForm

data class DictationState(
    /** Can this phone write down what is said, by itself? */
    val isOffered: Boolean,
    /** Whether the microphone may be used is to be asked, after a word why. */
    val asksForMicrophone: Boolean = false,
    val isListening: Boolean = false,
    /** What was heard until now of what is being said. */
    val soFar: String = "",
    /** What was said and is not yet where it belongs. */
    val said: String? = null,
    val notHeard: NotHeard? = null,
)

sealed interface DictationEvent {
    data object Begin : DictationEvent

    /** The question about the microphone is left, to be asked by the system or not at all. */
    data object LeaveQuestion : DictationEvent

    /** What the system was told about the microphone. */
    data class Answered(val isAllowed: Boolean) : DictationEvent

    /** Whoever spoke is done. */
    data object Stop : DictationEvent

    /** Nothing more is heard, and what was heard until now is all: the screen goes, or what it shows is saved. */
    data object Cut : DictationEvent

    /** What was [DictationState.said] is where it belongs. */
    data object Taken : DictationEvent
}

/**
 * Speaking instead of typing. [dictation] is none on a phone that cannot listen by itself. What was heard outlives the process; the
 * listening does not.
 */
class DictationPresenter(
    private val scope: CoroutineScope,
    private val kept: SavedForm,
    private val dictation: Dictation?,
    private val mayListen: () -> Boolean,
) : Presenter<DictationState, DictationEvent> {
    private val shown = MutableStateFlow(DictationState(isOffered = dictation != null))
    private var listening: Job? = null
    private var isStopping = false

    override val state: StateFlow<DictationState> = shown.asStateFlow()

    init {
        // What an earlier process was hearing is said by now.
        end(kept[SO_FAR].orEmpty(), null)
    }

    override fun on(event: DictationEvent) = when (event) {
        DictationEvent.Begin -> if (mayListen()) listen() else shown.update { it.copy(asksForMicrophone = true, notHeard = null) }
        DictationEvent.LeaveQuestion -> shown.update { it.copy(asksForMicrophone = false) }
        is DictationEvent.Answered -> if (event.isAllowed) listen() else shown.update { it.copy(notHeard = NotHeard.NotAllowed) }
        DictationEvent.Stop -> stop()
        DictationEvent.Cut -> cut()
        DictationEvent.Taken -> take()
    }

    private fun listen() {
        if (dictation == null || shown.value.isListening) return
        isStopping = false
        shown.update { it.copy(isListening = true, soFar = "", notHeard = null) }
        listening = scope.launch { dictation.listen().collect(::hear) }
    }

    private fun hear(heard: Heard) = when (heard) {
        is Heard.SoFar -> {
            kept[SO_FAR] = heard.words
            shown.update { it.copy(soFar = heard.words) }
        }

        is Heard.Whole -> end(heard.words.ifBlank { shown.value.soFar }, NotHeard.Nothing)

        is Heard.Failed -> end(shown.value.soFar, heard.why)
    }

    /** What the phone still works out is waited for, but not against whoever taps again. */
    private fun stop() {
        if (isStopping) return cut()
        isStopping = true
        dictation?.stop()
    }

    private fun cut() {
        if (!shown.value.isListening) return
        listening?.cancel()
        end(shown.value.soFar, null)
    }

    /** [why] nothing was heard; where something was, that is no trouble. */
    private fun end(words: String, why: NotHeard?) {
        val said = joined(kept[SAID], words)
        kept[SAID] = said
        kept[SO_FAR] = null
        shown.update {
            it.copy(
                isOffered = it.isOffered && why != NotHeard.NotThisPhone,
                isListening = false,
                soFar = "",
                said = said,
                notHeard = why.takeIf { words.isBlank() },
            )
        }
    }

    private fun take() {
        kept[SAID] = null
        shown.update { it.copy(said = null) }
    }

    private companion object {
        const val SAID = "said"
        const val SO_FAR = "so far"
    }
}

/** [words] after what stands there already; none where there is neither. */
private fun joined(there: String?, words: String?): String? =
    listOf(there, words).mapNotNull { it?.trim()?.ifEmpty { null } }.joinToString(" ").ifEmpty { null }

/** A text with what was [said] after it: nothing that stands there is replaced. */
fun String.withSaid(said: String): String = when {
    said.isBlank() -> this
    isBlank() -> said.trim()
    last().isWhitespace() -> this + said.trim()
    else -> "$this ${said.trim()}"
}
