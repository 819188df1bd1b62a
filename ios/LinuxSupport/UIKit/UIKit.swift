/// Declarations of the part of UIKit that the app uses, for the type check on Linux. Never part of an app build.
@_exported import Foundation

public enum UIKeyboardType: Int, Sendable { case `default`, numbersAndPunctuation, numberPad, decimalPad, phonePad, URL }
public struct UIBackgroundTaskIdentifier: Hashable, Sendable { public static let invalid = UIBackgroundTaskIdentifier() }
@MainActor open class UIApplication {
    public enum State: Int, Sendable { case active, inactive, background }
    public var applicationState: State { fatalError() }
    public static var shared: UIApplication { fatalError() }
    public var isIdleTimerDisabled = false
    public func beginBackgroundTask(withName taskName: String?, expirationHandler handler: (@MainActor @Sendable () -> Void)? = nil) -> UIBackgroundTaskIdentifier { fatalError() }
    public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}
public struct UIAccessibility {
    public struct Notification: Sendable { public static let announcement = Notification() }
    public static func post(notification: Notification, argument: Any?) {}
}
extension NSAttributedString.Key {
    public static var accessibilitySpeechQueueAnnouncement: NSAttributedString.Key { fatalError() }
}
