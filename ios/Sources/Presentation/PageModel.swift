import CoreBridge
import Observation

/// The model of a screen over one thing of the book: that is read anew after each change, and one thing at a time is written down.
/// What the book refused stays to be read while the rest of the screen changes.
@MainActor @Observable
public class PageModel: BookModel {
    public let book: Book
    public internal(set) var problem: String?

    private var isWriting = false

    init(_ book: Book) { self.book = book }

    /// Whether the book was read already: what it refused before that is settled by reading it.
    var isRead: Bool { false }

    /// Reads the book.
    func read() async throws {}

    /// What the book refused; nothing is asked any more.
    func refuse(_ refusal: ClubbookError) { problem = refusal.said }

    @discardableResult
    public func tryAgain() -> Task<Void, Never> {
        problem = nil
        return ask(refused: { [self] in refuse($0) }) { [self] in try await look() }
    }

    final func follow(_ topics: Topic...) async {
        await follow(anyOf: topics, refused: { [self] in refuse($0) }, again: { [self] in try await look() })
    }

    /// Writes something down, and shows what came of it. A second tap of a hand that shakes does nothing.
    final func write(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never>? {
        write(refused: { [self] in refuse($0) }, what)
    }

    /// Takes back what was written down last. What the book will not take back is offered no longer: `forget`.
    final func takeBack(
        forget: @escaping @MainActor () -> Void, _ what: @escaping @MainActor () async throws -> Void
    ) -> Task<Void, Never>? {
        write(
            refused: { [self] refusal in
                if refusal.isForGood { forget() }
                refuse(refusal)
            },
            {
                try await what()
                forget()
            })
    }

    private func write(
        refused: @escaping @MainActor (ClubbookError) -> Void, _ what: @escaping @MainActor () async throws -> Void
    ) -> Task<Void, Never>? {
        guard !isWriting else { return nil }
        isWriting = true
        return ask(refused: refused) { [self] in
            defer { isWriting = false }
            try await what()
            problem = nil
            try await look()
        }
    }

    private func look() async throws {
        let isFirst = !isRead
        try await read()
        if isFirst { problem = nil }
    }
}
