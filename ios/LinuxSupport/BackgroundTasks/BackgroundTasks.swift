/// Declarations of the part of BackgroundTasks that the app uses, for the type check on Linux. Never part of an app build.
@_exported import Foundation

open class BGTask: NSObject {
    public var expirationHandler: (() -> Void)?
    public func setTaskCompleted(success: Bool) {}
}
open class BGTaskRequest: NSObject { public var earliestBeginDate: Date? }
open class BGAppRefreshTaskRequest: BGTaskRequest { public init(identifier: String) {} }
open class BGProcessingTaskRequest: BGTaskRequest {
    public init(identifier: String) {}
    public var requiresNetworkConnectivity = false
}
open class BGTaskScheduler: NSObject {
    public static var shared: BGTaskScheduler { fatalError() }
    public func register(forTaskWithIdentifier identifier: String, using queue: DispatchQueue?, launchHandler: @escaping (BGTask) -> Void) -> Bool {
        fatalError()
    }
    public func submit(_ taskRequest: BGTaskRequest) throws {}
}
