package vn.clubbook.presentation.speech

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.consumeAsFlow
import kotlinx.coroutines.flow.onCompletion
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import vn.clubbook.presentation.KeptForm

@OptIn(ExperimentalCoroutinesApi::class)
class DictationPresenterTest {
    /** Hears what a test says. */
    private class Ear : Dictation {
        var channel = Channel<Heard>(Channel.UNLIMITED)
        var begun = 0
        var stops = 0
        var isOpen = false

        override fun listen(): Flow<Heard> {
            begun++
            isOpen = true
            channel = Channel(Channel.UNLIMITED)
            return channel.consumeAsFlow().onCompletion { isOpen = false }
        }

        override fun stop() {
            stops++
        }

        fun hears(words: String) = channel.trySend(Heard.SoFar(words))

        fun ends(heard: Heard) {
            channel.trySend(heard)
            channel.close()
        }
    }

    private val ear = Ear()
    private val kept = KeptForm()
    private var isAllowed = true

    private fun TestScope.scope() = CoroutineScope(backgroundScope.coroutineContext + UnconfinedTestDispatcher(testScheduler))

    private fun TestScope.presenter(dictation: Dictation? = ear) = DictationPresenter(scope(), kept, dictation) { isAllowed }

    @Test
    fun `what is heard is shown as it comes, and is said when it ends`() = runTest {
        val presenter = presenter()
        presenter.on(DictationEvent.Begin)
        assertTrue(presenter.state.value.isListening)
        ear.hears("bà ăn")
        ear.hears("bà ăn được")
        assertEquals("bà ăn được" to null, presenter.state.value.let { it.soFar to it.said })
        ear.ends(Heard.Whole("Bà ăn được"))
        assertEquals(DictationState(isOffered = true, said = "Bà ăn được"), presenter.state.value)
        presenter.on(DictationEvent.Taken)
        assertNull(presenter.state.value.said)
    }

    @Test
    fun `whoever taps stop gets what the phone still works out, and a second tap waits no longer`() = runTest {
        val presenter = presenter()
        presenter.on(DictationEvent.Begin)
        ear.hears("bà ăn")
        presenter.on(DictationEvent.Stop)
        assertEquals(1 to true, ear.stops to presenter.state.value.isListening)
        presenter.on(DictationEvent.Stop)
        assertEquals("bà ăn" to false, presenter.state.value.let { it.said to it.isListening })
        assertFalse(ear.isOpen)
    }

    @Test
    fun `the microphone is asked for with a reason before anything listens, once, and a refusal is said`() = runTest {
        isAllowed = false
        val presenter = presenter()
        presenter.on(DictationEvent.Begin)
        assertEquals(true to 0, presenter.state.value.asksForMicrophone to ear.begun)
        presenter.on(DictationEvent.LeaveQuestion)
        presenter.on(DictationEvent.Answered(isAllowed = false))
        assertEquals(DictationState(isOffered = true, notHeard = NotHeard.NotAllowed), presenter.state.value)
        presenter.on(DictationEvent.Answered(isAllowed = true))
        assertEquals(true to 1, presenter.state.value.isListening to ear.begun)
        assertNull(presenter.state.value.notHeard)
    }

    @Test
    fun `a phone that cannot listen by itself is offered nothing, also when that shows only then`() = runTest {
        assertEquals(DictationState(isOffered = false), presenter(null).state.value)
        val presenter = presenter()
        presenter.on(DictationEvent.Begin)
        ear.ends(Heard.Failed(NotHeard.NotThisPhone))
        assertEquals(DictationState(isOffered = false, notHeard = NotHeard.NotThisPhone), presenter.state.value)
    }

    @Test
    fun `what was heard before a fault is kept and the fault is none, where nothing was heard it is said`() = runTest {
        val presenter = presenter()
        presenter.on(DictationEvent.Begin)
        ear.hears("bà ăn được")
        ear.ends(Heard.Failed(NotHeard.NotNow))
        assertEquals(DictationState(isOffered = true, said = "bà ăn được"), presenter.state.value)
        presenter.on(DictationEvent.Taken)
        for ((ends, why) in listOf(Heard.Failed(NotHeard.NotNow) to NotHeard.NotNow, Heard.Whole(" ") to NotHeard.Nothing)) {
            presenter.on(DictationEvent.Begin)
            ear.ends(ends)
            assertEquals(DictationState(isOffered = true, notHeard = why), presenter.state.value)
        }
    }

    @Test
    fun `cutting it ends the listening at once with what was heard`() = runTest {
        val presenter = presenter()
        presenter.on(DictationEvent.Begin)
        ear.hears("bà ăn được")
        presenter.on(DictationEvent.Cut)
        assertEquals(DictationState(isOffered = true, said = "bà ăn được"), presenter.state.value)
        assertFalse(ear.isOpen)
        presenter.on(DictationEvent.Cut)
        assertEquals("bà ăn được", presenter.state.value.said)
    }

    @Test
    fun `what was heard, said or not, outlives the process and comes once`() = runTest {
        val first = presenter()
        first.on(DictationEvent.Begin)
        ear.ends(Heard.Whole("Bà ăn được."))
        first.on(DictationEvent.Begin)
        ear.hears("Bà ngủ ít")

        val second = presenter()
        assertEquals("Bà ăn được. Bà ngủ ít" to false, second.state.value.let { it.said to it.isListening })
        second.on(DictationEvent.Taken)
        assertNull(presenter().state.value.said)
    }

    @Test
    fun `a second tap begins no second listening`() = runTest {
        val presenter = presenter()
        repeat(2) { presenter.on(DictationEvent.Begin) }
        assertEquals(1, ear.begun)
    }

    @Test
    fun `what is said comes after what stands there`() {
        assertEquals("Bà ăn được", "".withSaid(" Bà ăn được "))
        assertEquals("Đau hông. Bà ăn được", "Đau hông.".withSaid("Bà ăn được"))
        assertEquals("Đau hông\nBà ăn được", "Đau hông\n".withSaid("Bà ăn được"))
        assertEquals("Đau hông ", "Đau hông ".withSaid(" "))
    }
}
