import AVFAudio
import Foundation
import Presentation
import Speech

/// The system's recognizer where it hears on this phone alone; one that would ask a network is never used.
@MainActor
final class OnDeviceDictation: Dictation {
    private let recognizer: SFSpeechRecognizer
    private var engine: AVAudioEngine?
    private var hearing: Hearing?
    private var task: SFSpeechRecognitionTask?

    /// None where the phone does not know the language by itself.
    /// - Parameter language: of the app, "vi" or "en"
    init?(language: String) {
        let spoken = Locale(identifier: language == "vi" ? "vi-VN" : "en-US")
        guard let recognizer = SFSpeechRecognizer(locale: spoken), recognizer.supportsOnDeviceRecognition else { return nil }
        self.recognizer = recognizer
    }

    var mayListen: Bool {
        SFSpeechRecognizer.authorizationStatus() == .authorized && AVAudioApplication.shared.recordPermission == .granted
    }

    func askSystem() async -> Bool {
        // @Sendable, because the answer comes on a thread of the system's.
        let isAllowed = await withCheckedContinuation { answer in
            SFSpeechRecognizer.requestAuthorization { @Sendable status in answer.resume(returning: status == .authorized) }
        }
        return if isAllowed { await AVAudioApplication.requestRecordPermission() } else { false }
    }

    func listen() -> AsyncStream<Heard> {
        let (heard, tell) = AsyncStream.makeStream(of: Heard.self)
        tell.onTermination = { [weak self] _ in Task { @MainActor in self?.end() } }
        do {
            try begin(tell)
        } catch {
            // A call, or another app, has the microphone.
            tell.yield(.failed(.notNow))
            tell.finish()
        }
        return heard
    }

    func stop() {
        engine?.stop()
        hearing?.request.endAudio()
    }

    private func begin(_ tell: AsyncStream<Heard>.Continuation) throws {
        let session = AVAudioSession.sharedInstance()
        try session.setCategory(.record, mode: .measurement, options: .duckOthers)
        try session.setActive(true, options: .notifyOthersOnDeactivation)
        let hearing = Hearing()
        let engine = AVAudioEngine()
        self.hearing = hearing
        self.engine = engine
        let microphone = engine.inputNode
        microphone.installTap(onBus: 0, bufferSize: 1024, format: microphone.outputFormat(forBus: 0)) { @Sendable sound, _ in
            hearing.request.append(sound)
        }
        task = recognizer.recognitionTask(with: hearing.request) { @Sendable result, error in
            if let result {
                let words = result.bestTranscription.formattedString
                tell.yield(result.isFinal ? .whole(words) : .soFar(words))
                if result.isFinal { tell.finish() }
            } else if let error {
                tell.yield(.failed(NotHeard(error)))
                tell.finish()
            }
        }
        engine.prepare()
        try engine.start()
    }

    private func end() {
        task?.cancel()
        engine?.stop()
        engine?.inputNode.removeTap(onBus: 0)
        (task, engine, hearing) = (nil, nil, nil)
        try? AVAudioSession.sharedInstance().setActive(false, options: .notifyOthersOnDeactivation)
    }
}

/// What the microphone hears, on its way to the recognizer.
///
/// `@unchecked Sendable` because sound may be appended from any thread and the request is not marked so.
private final class Hearing: @unchecked Sendable {
    let request = SFSpeechAudioBufferRecognitionRequest()

    init() {
        request.requiresOnDeviceRecognition = true
        request.shouldReportPartialResults = true
        request.addsPunctuation = true
    }
}

extension NotHeard {
    /// The system numbers its reasons in domains of its own and documents none of them; 1110 is "no speech detected".
    fileprivate init(_ error: any Error) {
        let error = error as NSError
        self = error.domain == "kAFAssistantErrorDomain" && error.code == 1110 ? .nothing : .notNow
    }
}
