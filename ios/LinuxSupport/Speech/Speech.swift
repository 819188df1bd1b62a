/// Declarations of the part of Speech that the app uses, for the type check on Linux. Never part of an app build.
import AVFAudio
import Foundation

public enum SFSpeechRecognizerAuthorizationStatus: Int, Sendable { case notDetermined, denied, restricted, authorized }
open class SFSpeechRecognizer: NSObject {
    public init?(locale: Locale) {}
    public class func authorizationStatus() -> SFSpeechRecognizerAuthorizationStatus { fatalError() }
    public class func requestAuthorization(_ handler: @escaping (SFSpeechRecognizerAuthorizationStatus) -> Void) {}
    public var supportsOnDeviceRecognition: Bool { fatalError() }
    public func recognitionTask(with request: SFSpeechRecognitionRequest, resultHandler: @escaping (SFSpeechRecognitionResult?, (any Error)?) -> Void) -> SFSpeechRecognitionTask { fatalError() }
}
open class SFSpeechRecognitionRequest: NSObject {
    public var requiresOnDeviceRecognition = false
    public var shouldReportPartialResults = true
    public var addsPunctuation = false
}
open class SFSpeechAudioBufferRecognitionRequest: SFSpeechRecognitionRequest {
    public func append(_ audioPCMBuffer: AVAudioPCMBuffer) {}
    public func endAudio() {}
}
open class SFSpeechRecognitionTask: NSObject { public func cancel() {} }
open class SFSpeechRecognitionResult: NSObject {
    public var bestTranscription: SFTranscription { fatalError() }
    public var isFinal: Bool { fatalError() }
    public var speechRecognitionMetadata: SFSpeechRecognitionMetadata? { fatalError() }
}
open class SFSpeechRecognitionMetadata: NSObject {}
open class SFTranscription: NSObject { public var formattedString: String { fatalError() } }
