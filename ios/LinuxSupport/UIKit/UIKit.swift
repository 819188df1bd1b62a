/// Declarations of the part of UIKit that the app uses, for the type check on Linux. Never part of an app build.
@_exported import Foundation

public enum UIKeyboardType: Int, Sendable { case `default`, numbersAndPunctuation, numberPad, decimalPad, phonePad, URL }
public struct UIBackgroundTaskIdentifier: Hashable, Sendable { public static let invalid = UIBackgroundTaskIdentifier() }
@MainActor
open class UIApplication {
    public struct LaunchOptionsKey: Hashable, Sendable {}
    public enum State: Int, Sendable { case active, inactive, background }
    public var applicationState: State { fatalError() }
    public static var shared: UIApplication { fatalError() }
    public var isIdleTimerDisabled: Bool {
        get { fatalError() }
        set {}
    }
    public func beginBackgroundTask(withName taskName: String?, expirationHandler handler: (@MainActor @Sendable () -> Void)? = nil)
        -> UIBackgroundTaskIdentifier
    { fatalError() }
    public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}
@MainActor
public protocol UIApplicationDelegate: NSObjectProtocol {
    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool
}
