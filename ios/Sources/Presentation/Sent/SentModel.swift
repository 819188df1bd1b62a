import CoreBridge
import Observation

/// What is sent and what is not. The sentences are the core's; nothing here says "all sent" by itself.
@MainActor @Observable
public final class SentModel: BookModel {
    public let book: Book
    /// None until the book has answered.
    public private(set) var status: StatusView?
    /// What waits and what was put aside, for the person at the phone; none where nobody is.
    public private(set) var unsent: UnsentView?
    /// How the last exchanges went, newest first.
    public private(set) var exchanges: [ExchangeView] = []
    public private(set) var isPractice = false
    /// An exchange runs; what it did so far, once it did something.
    public private(set) var isSending = false
    public private(set) var soFar: SyncView?
    /// Why the last try did not go through, where the status does not say so already.
    public private(set) var refused: String?
    /// What is in the diagnostic file, as of now.
    public private(set) var diagnostics: String?

    private var looking: Task<Void, Never>?

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.status) { [self] in try await look() }
    }

    /// Whether an exchange can be tried at all.
    public var canSend: Bool { !isPractice && status?.isRevoked != true }

    @discardableResult
    public func sendNow() -> Task<Void, Never>? {
        if isSending { return nil }
        isSending = true
        soFar = nil
        refused = nil
        return Task {
            let (told, tell) = AsyncStream<SyncView>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let exchange = Task { [book] in
                defer { tell.finish() }
                _ = try await book.sync { tell.yield($0) }
            }
            for await soFar in told { self.soFar = soFar }
            var failed: String?
            await ask(refused: { failed = $0.said }) { try await exchange.value }.value
            await end(failed).value
        }
    }

    /// The person knows that this was refused.
    public func understood(_ refused: PutAsideView) {
        ask(refused: refuse) { [self] in try await book.ask { try $0.knowRefusals(seqs: refused.seqs) } }
    }

    private func refuse(_ refusal: ClubbookError) { refused = refusal.said }

    /// What went wrong is said once: by the status, where it knows.
    private func end(_ failed: String?) -> Task<Void, Never> {
        ask(refused: { [self] in (isSending, refused) = (false, $0.said) }) { [self] in
            try await look()
            let isSaid = status.map { status in failed.map { status.remarks.contains($0) || status.sentence == $0 } ?? true } ?? false
            isSending = false
            refused = isSaid ? nil : failed
        }
    }

    /// One at a time: what was read before must not be shown after what was read later, nor be taken for it.
    private func look() async throws {
        let before = looking
        let mine = Task {
            await before?.value
            try await lookNow()
        }
        looking = Task { _ = await mine.result }
        try await mine.value
    }

    private func lookNow() async throws {
        (status, isPractice, exchanges, unsent, diagnostics) = try await book.ask { core in
            // Only to a person at the phone is it said what waits; how much it is, everybody may see.
            (try core.status(), try core.isPractice(), try core.lastExchanges(), try? core.unsent(), try? core.diagnostics())
        }
    }
}
