package vn.clubbook.app.speech

import android.content.Context
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.speech.RecognitionListener
import android.speech.RecognizerIntent
import android.speech.SpeechRecognizer
import androidx.annotation.RequiresApi
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.presentation.appearance.Language
import vn.clubbook.presentation.speech.Dictation
import vn.clubbook.presentation.speech.Heard
import vn.clubbook.presentation.speech.NotHeard

/** What hears on this phone alone; none where the phone has no such listener. One that asks a network is never used. */
fun dictationOf(context: Context): Dictation? = if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) null else onDevice(context)

@RequiresApi(Build.VERSION_CODES.S)
private fun onDevice(context: Context): Dictation? =
    if (SpeechRecognizer.isOnDeviceRecognitionAvailable(context)) OnDeviceDictation(context) else null

/** To be called from the main thread only, as Android has it. */
@RequiresApi(Build.VERSION_CODES.S)
private class OnDeviceDictation(private val context: Context) : Dictation {
    private var recognizer: SpeechRecognizer? = null

    override fun listen(): Flow<Heard> = callbackFlow {
        begin(channel)
        awaitClose(::end)
    }

    override fun stop() {
        recognizer?.stopListening()
    }

    private fun begin(heard: SendChannel<Heard>) {
        recognizer = SpeechRecognizer.createOnDeviceSpeechRecognizer(context).apply {
            setRecognitionListener(Listener(heard))
            startListening(intent())
        }
    }

    private fun end() {
        recognizer?.destroy()
        recognizer = null
    }

    private fun intent() = Intent(RecognizerIntent.ACTION_RECOGNIZE_SPEECH)
        .putExtra(RecognizerIntent.EXTRA_LANGUAGE_MODEL, RecognizerIntent.LANGUAGE_MODEL_FREE_FORM)
        .putExtra(RecognizerIntent.EXTRA_LANGUAGE, spoken(AppearancePreferences(context).appearance.language))
        .putExtra(RecognizerIntent.EXTRA_PREFER_OFFLINE, true)
        .putExtra(RecognizerIntent.EXTRA_PARTIAL_RESULTS, true)
        .putExtra(RecognizerIntent.EXTRA_SPEECH_INPUT_COMPLETE_SILENCE_LENGTH_MILLIS, PAUSE_MILLIS)
        .putExtra(RecognizerIntent.EXTRA_SPEECH_INPUT_POSSIBLY_COMPLETE_SILENCE_LENGTH_MILLIS, PAUSE_MILLIS)

    private companion object {
        /** Whoever remembers an evening's visit makes pauses. */
        const val PAUSE_MILLIS = 4_000
    }
}

private fun spoken(language: Language): String = when (language) {
    Language.Vietnamese -> "vi-VN"
    Language.English -> "en-US"
}

private class Listener(private val heard: SendChannel<Heard>) : RecognitionListener {
    override fun onPartialResults(results: Bundle) {
        val words = wordsOf(results)
        if (words.isNotEmpty()) heard.trySend(Heard.SoFar(words))
    }

    override fun onResults(results: Bundle) = last(Heard.Whole(wordsOf(results)))

    override fun onError(error: Int) = last(Heard.Failed(notHeard(error)))

    private fun last(heard: Heard) {
        this.heard.trySend(heard)
        this.heard.close()
    }

    override fun onReadyForSpeech(parameters: Bundle?) = Unit

    override fun onBeginningOfSpeech() = Unit

    override fun onRmsChanged(decibels: Float) = Unit

    override fun onBufferReceived(sound: ByteArray?) = Unit

    override fun onEndOfSpeech() = Unit

    override fun onEvent(kind: Int, parameters: Bundle?) = Unit
}

/** The likeliest of what it may have been. */
private fun wordsOf(results: Bundle): String =
    results.getStringArrayList(SpeechRecognizer.RESULTS_RECOGNITION)?.firstOrNull().orEmpty().trim()

private fun notHeard(error: Int): NotHeard = when (error) {
    SpeechRecognizer.ERROR_NO_MATCH, SpeechRecognizer.ERROR_SPEECH_TIMEOUT -> NotHeard.Nothing

    SpeechRecognizer.ERROR_INSUFFICIENT_PERMISSIONS -> NotHeard.NotAllowed

    // One that wants a network after all is none for this.
    SpeechRecognizer.ERROR_LANGUAGE_NOT_SUPPORTED, SpeechRecognizer.ERROR_LANGUAGE_UNAVAILABLE,
    SpeechRecognizer.ERROR_NETWORK, SpeechRecognizer.ERROR_NETWORK_TIMEOUT,
    -> NotHeard.NotThisPhone

    else -> NotHeard.NotNow
}
