import CoreBridge
import Observation

/// One's own PIN: chosen, changed or removed.
@MainActor @Observable
public final class OwnPinModel: BookModel {
    public enum Outcome: Equatable, Sendable {
        case chosen
        case removed
        case refused(String)
    }

    public let book: Book
    public private(set) var hasPin = false
    public private(set) var pin = NewPin()
    public private(set) var outcome: Outcome?

    private var isSaving = false

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.people) { [self] in try await look() }
    }

    /// All the digits so far.
    public func enter(_ digits: String) {
        if isSaving { return }
        outcome = nil
        if let chosen = pin.enter(digits) { save(chosen, .chosen) }
    }

    public func remove() { if !isSaving { save(nil, .removed) } }

    private func save(_ chosen: String?, _ done: Outcome) {
        isSaving = true
        ask(refused: { [self] in end(.refused($0.said)) }) { [self] in
            try await book.ask { try $0.setPin(pin: chosen) }
            try await look()
            end(done)
        }
    }

    private func end(_ outcome: Outcome) {
        isSaving = false
        pin = NewPin()
        self.outcome = outcome
    }

    private func look() async throws {
        hasPin = try await book.ask { core in
            let me = try core.person()
            return try core.users().contains { $0.person == me && $0.hasPin }
        }
    }
}
