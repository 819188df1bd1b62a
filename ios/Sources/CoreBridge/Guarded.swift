import Foundation

/// A value that threads share. (`Mutex` of the standard library begins with iOS 18.)
///
/// `@unchecked Sendable` because the compiler does not know that the value is only touched with the lock held.
package final class Guarded<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var held: Value

    package init(_ value: Value) {
        held = value
    }

    package var value: Value { lock.withLock { held } }

    package func change(_ change: (inout Value) -> Void) {
        lock.withLock { change(&held) }
    }
}
