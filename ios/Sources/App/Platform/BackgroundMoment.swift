import UIKit

/// Some seconds that iOS gives an app whose screens nobody sees any more. It ends an app that takes longer than it says.
@MainActor
final class BackgroundMoment {
    private var identifier = UIBackgroundTaskIdentifier.invalid

    /// Begins it, before the app does anything that takes time.
    /// - Parameter whenOver: iOS gives no more: what runs has to be given up
    init(_ name: String, whenOver: @escaping @MainActor @Sendable () -> Void = {}) {
        identifier = UIApplication.shared.beginBackgroundTask(withName: name) { [weak self] in
            whenOver()
            self?.end()
        }
    }

    func end() {
        if identifier != .invalid { UIApplication.shared.endBackgroundTask(identifier) }
        identifier = .invalid
    }
}
