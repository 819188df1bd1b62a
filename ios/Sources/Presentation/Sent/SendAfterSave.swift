import CoreBridge

/// Starts `send` after each save, and once at the beginning where something is left from last time. It looks at how much was ever
/// recorded, not at how much waits: what an exchange took away meanwhile hides no save, and one that fails starts no other.
public struct SendAfterSave: Sendable {
    private let book: Book
    private let send: @Sendable () async -> Void

    public init(_ book: Book, send: @escaping @Sendable () async -> Void) {
        self.book = book
        self.send = send
    }

    /// Goes on until the task is cancelled.
    public func run() async {
        var seen: UInt64 = 0
        for await _ in book.changes {
            // Where the phone is not connected, or the book is being closed, nothing can be sent.
            guard let status = try? await book.ask({ try $0.status() }) else { continue }
            if status.recorded > seen && status.waiting > 0 { await send() }
            seen = status.recorded
        }
    }
}
