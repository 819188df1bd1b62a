/// Declarations of the part of AVFAudio that the app uses, for the type check on Linux. Never part of an app build.
import Foundation

open class AVAudioApplication: NSObject {
    public enum recordPermission: Int, Sendable { case undetermined, denied, granted }
    public class var shared: AVAudioApplication { fatalError() }
    public var recordPermission: recordPermission { fatalError() }
    public class func requestRecordPermission() async -> Bool { fatalError() }
}
open class AVAudioSession: NSObject {
    public struct Category: Sendable { public static let record = Category() }
    public struct Mode: Sendable { public static let measurement = Mode() }
    public struct CategoryOptions: Sendable { public static let duckOthers = CategoryOptions() }
    public struct SetActiveOptions: Sendable { public static let notifyOthersOnDeactivation = SetActiveOptions() }
    public class func sharedInstance() -> AVAudioSession { fatalError() }
    public func setCategory(_ category: Category, mode: Mode, options: CategoryOptions) throws {}
    public class var interruptionNotification: NSNotification.Name { fatalError() }
    public func setAllowHapticsAndSystemSoundsDuringRecording(_ inValue: Bool) throws {}
    public func setActive(_ active: Bool, options: SetActiveOptions) throws {}
}
open class AVAudioEngine: NSObject {
    public var inputNode: AVAudioNode { fatalError() }
    public func prepare() {}
    public func start() throws {}
    public func stop() {}
}
extension NSNotification.Name {
    public static var AVAudioEngineConfigurationChange: NSNotification.Name { fatalError() }
}
open class AVAudioNode: NSObject {
    public func outputFormat(forBus bus: Int) -> AVAudioFormat { fatalError() }
    public func installTap(onBus bus: Int, bufferSize: UInt32, format: AVAudioFormat?, block: @escaping (AVAudioPCMBuffer, AVAudioTime) -> Void) {}
    public func removeTap(onBus bus: Int) {}
}
open class AVAudioFormat: NSObject {
    public var sampleRate: Double { fatalError() }
    public var channelCount: UInt32 { fatalError() }
}
open class AVAudioPCMBuffer: NSObject {}
open class AVAudioTime: NSObject {}
