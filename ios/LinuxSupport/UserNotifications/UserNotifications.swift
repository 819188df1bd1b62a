/// Declarations of the part of UserNotifications that the app uses, for the type check on Linux. Never part of an app build.
@_exported import Foundation

public struct UNAuthorizationOptions: Sendable { public static let alert = UNAuthorizationOptions() }
open class UNNotificationContent: NSObject {}
open class UNMutableNotificationContent: UNNotificationContent {
    public var title = ""
    public var body = ""
}
open class UNNotificationTrigger: NSObject {}
open class UNNotificationRequest: NSObject { public init(identifier: String, content: UNNotificationContent, trigger: UNNotificationTrigger?) {} }
open class UNUserNotificationCenter: NSObject {
    public class func current() -> UNUserNotificationCenter { fatalError() }
    public func requestAuthorization(options: UNAuthorizationOptions) async throws -> Bool { fatalError() }
    public func add(_ request: UNNotificationRequest) async throws {}
    public func removeDeliveredNotifications(withIdentifiers identifiers: [String]) {}
}
