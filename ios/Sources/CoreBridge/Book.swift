@_exported import ClubbookFFI
@_exported import Days
import Foundation

/// The book of this phone, for those who may not wait: everything is asked of it off the main thread.
public actor Book: Exchange {
    /// For what opens no file: `speak`, `cancel`. Everything else goes by ``ask(_:)-(Answer)``.
    public nonisolated let core: any ClubbookProtocol

    private nonisolated let listeners = Listeners()
    private nonisolated let subscription: Subscription
    private nonisolated let threads = DispatchQueue(label: "vn.clubbook.book", attributes: .concurrent)
    private var isClosed = false
    private var mayClose = false
    private var running = 0
    private var waitForSleep: [CheckedContinuation<Void, Never>] = []

    public init(_ core: any ClubbookProtocol) {
        self.core = core
        subscription = core.subscribe(listener: listeners)
    }

    deinit {
        subscription.cancel()
        listeners.finish()
    }

    /// Asks the core something, opening its files first. Throws ``ClubbookError``, each with the words that a person reads.
    public func ask<Answer: Sendable>(
        _ what: @escaping @Sendable (any ClubbookProtocol) throws -> Answer
    ) async throws -> Answer {
        try await whileOpen { core in
            try await withCheckedThrowingContinuation { answer in
                self.threads.async { answer.resume(with: Result { try what(core) }) }
            }
        }
    }

    /// The same for what waits for the centre: `lookUp`, `connect`. Who no longer waits for it does not end it.
    public func ask<Answer: Sendable>(
        _ what: @escaping @Sendable (any ClubbookProtocol) async throws -> Answer
    ) async throws -> Answer {
        try await whileOpen(what)
    }

    /// Nobody looks at the app: closes the files after what is running. Who asks opens them, for as long as the answer takes.
    public func sleep() throws {
        mayClose = true
        try closeWhereIdle()
    }

    /// Waits until a book that is to sleep does, or is awake again.
    public func untilAsleep() async {
        if mayClose, running > 0 { await withCheckedContinuation { waitForSleep.append($0) } }
    }

    /// Somebody looks at the app again.
    public func wake() throws {
        mayClose = false
        letGo()
        try open()
        listeners.tell(Topic.allCases)
    }

    /// Exchanges with the centre, telling `progress` after each request what has come so far, on a thread of the core's. Where the
    /// task is cancelled, the exchange is given up, with whatever else waits for the centre: the next one goes on where this one was.
    public func sync(progress: @escaping @Sendable (SyncView) -> Void = { _ in }) async throws -> SyncView {
        try Task.checkCancellation()
        let isGivenUp = Guarded(false)
        return try await whileOpen { core in
            let listener = Progress { soFar in
                progress(soFar)
                // Given up in the moment before the core had begun.
                if isGivenUp.value { core.cancel() }
            }
            return try await withTaskCancellationHandler {
                try await core.sync(listener: listener)
            } onCancel: {
                isGivenUp.change { $0 = true }
                core.cancel()
            }
        }
    }

    /// The files stay open until it is over.
    private func whileOpen<Answer: Sendable>(
        _ what: @Sendable (any ClubbookProtocol) async throws -> Answer
    ) async throws -> Answer {
        try open()
        running += 1
        defer {
            running -= 1
            // What was asked is answered, whether or not the files can be closed behind it.
            try? closeWhereIdle()
        }
        return try await what(core)
    }

    private func open() throws {
        if isClosed { try core.resume() }
        isClosed = false
    }

    private func closeWhereIdle() throws {
        if !mayClose || isClosed || running > 0 { return }
        defer { letGo() }
        isClosed = true
        try core.pause()
    }

    private func letGo() {
        for waiting in waitForSleep { waiting.resume() }
        waitForSleep = []
    }

    /// What has changed, by commands and by what other phones recorded; everything, to begin with, and when somebody looks at the
    /// app again: it may be another day. Whoever iterates asks again, and misses nothing from this call on.
    public nonisolated var changes: AsyncStream<[Topic]> { listeners.stream() }

    public func run() async -> ExchangeResult { await run { _ in } }

    /// ``sync(progress:)``, as whoever starts the next one has to know it.
    public func run(progress: @escaping @Sendable (SyncView) -> Void) async -> ExchangeResult {
        do {
            _ = try await sync(progress: progress)
            return .done
        } catch is CancellationError {
            return .tryLater
        } catch let refusal as ClubbookError {
            switch refusal {
            case .Exchange, .Cancelled: return .tryLater
            case .NotConnected: return .done
            default: return .askPerson
            }
        } catch {
            faultOfTheApp(error)
        }
    }
}

/// Hears of an exchange's progress for the core.
private final class Progress: SyncListener {
    private let tell: @Sendable (SyncView) -> Void

    init(_ tell: @escaping @Sendable (SyncView) -> Void) {
        self.tell = tell
    }

    func progressed(soFar: SyncView) { tell(soFar) }
}

/// What the core throws besides ``ClubbookError`` is a fault of the app's own: it is not hidden, and nothing saved is lost by it.
public func faultOfTheApp(_ error: any Error) -> Never {
    fatalError("the core threw \(type(of: error)), which is none of its answers")
}
