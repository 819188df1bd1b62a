import CoreBridge

extension Error {
    /// The core's answer after its end, while its files are closed, and to what was given up.
    var isCancelled: Bool {
        if case .Cancelled? = self as? ClubbookError { true } else { false }
    }
}
