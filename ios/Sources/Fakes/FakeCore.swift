import ClubbookFFI
import CoreBridge

/// A core without Rust under it, for previews and for tests of what the real one cannot be brought to do at a given moment. It
/// knows of nothing but files that are open or not, listeners, and an exchange that goes as ``exchange`` says; whoever wants more of
/// it makes a subclass. What nobody has overridden must not be asked.
///
/// `@unchecked Sendable` because the class that UniFFI writes is; everything here is guarded.
open class FakeCore: Clubbook, @unchecked Sendable {
    private let listening = Guarded<[any ChangeListener]>([])
    private let done = Guarded<[String]>([])
    private let exchange: @Sendable ((any SyncListener)?) async throws -> SyncView

    public init(
        exchange: @escaping @Sendable ((any SyncListener)?) async throws -> SyncView = { _ in
            SyncView(sent: 0, received: 0, requests: 1, bytesUp: 0, bytesDown: 0)
        }
    ) {
        self.exchange = exchange
        super.init(noHandle: NoHandle())
    }

    public required init(unsafeFromHandle handle: UInt64) {
        fatalError("a fake has nothing under it")
    }

    /// What was asked of it about files and exchanges, in order: "pause", "resume", "sync", "cancel".
    public var calls: [String] { done.value }

    private func note(_ call: String) { done.change { $0.append(call) } }

    /// As the real core tells it after a command.
    public func announce(_ topics: [Topic]) {
        for listener in listening.value { try? listener.changed(topics: topics) }
    }

    override open func subscribe(listener: any ChangeListener) -> Subscription {
        listening.change { $0.append(listener) }
        return FakeSubscription(noHandle: Subscription.NoHandle())
    }

    override open func pause() throws { note("pause") }

    override open func resume() throws { note("resume") }

    override open func cancel() { note("cancel") }

    override open func sync(listener: (any SyncListener)?) async throws -> SyncView {
        note("sync")
        return try await exchange(listener)
    }
}

/// `@unchecked Sendable` because the class that UniFFI writes is; it holds nothing.
private final class FakeSubscription: Subscription, @unchecked Sendable {
    override func cancel() {}
}
