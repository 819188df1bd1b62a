import AVFAudio
import Foundation
import Presentation
import Speech

/// The system's recognizer where it hears on this phone alone; one that would ask a network is never used.
@MainActor
final class OnDeviceDictation: Dictation {
    private let recognizer: SFSpeechRecognizer
    private var listening: Listening?

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
        let listening = Listening(recognizer, tell)
        tell.onTermination = { [weak listening] _ in Task { @MainActor in listening?.end() } }
        self.listening?.end()
        self.listening = listening
        do {
            try listening.begin()
        } catch {
            // A call, or another app, has the microphone.
            tell.yield(.failed(.notNow))
            tell.finish()
        }
        return heard
    }

    func stop() { listening?.stop() }
}

extension NotHeard {
    /// The system numbers its reasons in domains of its own and documents none of them.
    init(_ error: any Error) {
        let error = error as NSError
        self =
            switch (error.domain, error.code) {
            // "No speech detected".
            case ("kAFAssistantErrorDomain", 1110): .nothing
            // Dictation is off in the settings, or the language was not downloaded.
            case ("kLSRErrorDomain", 201), ("kLSRErrorDomain", 102): .notThisPhone
            default: .notNow
            }
    }
}
