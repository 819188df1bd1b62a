import AVFAudio
import Foundation
import Presentation
import Speech
import UIKit

/// One note being spoken, over as many tasks of the recognizer as it takes.
@MainActor
final class Listening {
    private let recognizer: SFSpeechRecognizer
    private let tell: AsyncStream<Heard>.Continuation
    private let engine = AVAudioEngine()
    private let sound: Sound
    private var transcript = Transcript()
    private var task: SFSpeechRecognitionTask?
    /// What an earlier task still tells is not listened to.
    private var tasks = 0
    private var observers: [any NSObjectProtocol] = []
    private var isStopping = false
    private var isOver = false

    init(_ recognizer: SFSpeechRecognizer, _ tell: AsyncStream<Heard>.Continuation) {
        self.recognizer = recognizer
        self.tell = tell
        sound = Sound(tell)
    }

    func begin() throws {
        let session = AVAudioSession.sharedInstance()
        try session.setCategory(.record, mode: .measurement, options: .duckOthers)
        try? session.setAllowHapticsAndSystemSoundsDuringRecording(true)
        try session.setActive(true, options: .notifyOthersOnDeactivation)
        let microphone = engine.inputNode
        let format = microphone.outputFormat(forBus: 0)
        // During a call there is none, and a tap would raise an exception that nothing in Swift catches.
        guard format.sampleRate > 0, format.channelCount > 0 else { throw NoMicrophone() }
        microphone.installTap(onBus: 0, bufferSize: 1024, format: nil) { @Sendable [sound] heard, _ in sound.append(heard) }
        recognize()
        engine.prepare()
        try engine.start()
        stopWhenNothingIsHeard()
        // A phone that locks itself would end what somebody is still saying.
        UIApplication.shared.isIdleTimerDisabled = true
    }

    /// Whoever spoke is done; what the recognizer still works out comes as the last.
    func stop() {
        if isOver { return }
        isStopping = true
        engine.stop()
        sound.end()
    }

    /// Nothing more is told.
    func end() {
        if isOver { return }
        isOver = true
        task?.cancel()
        engine.stop()
        engine.inputNode.removeTap(onBus: 0)
        for observer in observers { NotificationCenter.default.removeObserver(observer) }
        UIApplication.shared.isIdleTimerDisabled = false
        try? AVAudioSession.sharedInstance().setActive(false, options: .notifyOthersOnDeactivation)
    }

    /// A call takes the microphone away, and another one that is plugged in stops the engine.
    private func stopWhenNothingIsHeard() {
        observers = [AVAudioSession.interruptionNotification, .AVAudioEngineConfigurationChange].map { name in
            NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { @Sendable [weak self] _ in
                Task { @MainActor in self?.stop() }
            }
        }
    }

    private func recognize() {
        tasks += 1
        let mine = tasks
        let request = SFSpeechAudioBufferRecognitionRequest()
        request.requiresOnDeviceRecognition = true
        request.shouldReportPartialResults = true
        request.addsPunctuation = true
        sound.flow(into: request)
        task = recognizer.recognitionTask(with: request) { @Sendable [weak self] result, error in
            if let result {
                let words = result.bestTranscription.formattedString
                let isPause = result.speechRecognitionMetadata != nil
                let isFinal = result.isFinal
                Task { @MainActor in self?.hear(words, isPause: isPause, isFinal: isFinal, of: mine) }
            } else if let error {
                let why = NotHeard(error)
                Task { @MainActor in self?.fail(why, of: mine) }
            }
        }
    }

    /// - Parameter isFinal: the task is over, which some versions of the system are after a pause already
    private func hear(_ words: String, isPause: Bool, isFinal: Bool, of task: Int) {
        guard task == tasks, !isOver else { return }
        transcript.hear(words)
        if isPause || isFinal { transcript.finish() }
        if isFinal, isStopping || words.isEmpty {
            tell.yield(.whole(transcript.words))
            tell.finish()
        } else {
            tell.yield(.soFar(transcript.words))
            if isFinal { recognize() }
        }
    }

    private func fail(_ why: NotHeard, of task: Int) {
        guard task == tasks, !isOver else { return }
        tell.yield(.failed(why))
        tell.finish()
    }
}

private struct NoMicrophone: Error {}

/// What the microphone hears, on its way to the recognizer; tells when the first of it comes.
///
/// `@unchecked Sendable` because sound comes on a thread of the system's and the request is not marked so; the lock guards both variables.
private final class Sound: @unchecked Sendable {
    private let tell: AsyncStream<Heard>.Continuation
    private let lock = NSLock()
    private var request: SFSpeechAudioBufferRecognitionRequest?
    private var isBegun = false

    init(_ tell: AsyncStream<Heard>.Continuation) { self.tell = tell }

    func flow(into request: SFSpeechAudioBufferRecognitionRequest) { lock.withLock { self.request = request } }

    func append(_ heard: AVAudioPCMBuffer) {
        lock.withLock {
            request?.append(heard)
            if !isBegun { tell.yield(.begun) }
            isBegun = true
        }
    }

    func end() { lock.withLock { request?.endAudio() } }
}
