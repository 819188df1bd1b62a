import CoreBridge
import Foundation
import Observation

/// Where the app begins, before any screen: who is at the phone? Once the phone is connected it still waits for ``begin()``: the
/// download is being shown.
@MainActor @Observable
public final class StartModel: BookModel {
    public enum Standing: Equatable, Sendable {
        /// The book has not answered yet.
        case asking
        /// No club knows this phone yet.
        case connect
        /// Several people use this phone and none has said who holds it.
        case whoHoldsIt
        /// The book is open and does not answer: why, what was kept, what to do.
        case trouble(String)
        /// `person` holds the phone. `mayUse` is false when the centre has taken the phone out: only what is sent may still be seen.
        case atPhone(person: RecordId, mayUse: Bool)
    }

    public let book: Book
    public private(set) var standing = Standing.asking

    private var looks = 0

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.people, .meetings, .visits, .care, .status, refused: refuse) { [self] in
            if standing != .connect { try await look() }
        }
    }

    /// The first download has begun and its person wants to see the book.
    public func begin() { ask(refused: refuse) { [self] in try await look() } }

    /// Somebody has left the phone.
    public func leave() { ask(refused: refuse) { [self] in try await look() } }

    /// Behind a screen that is there already it says by itself what is the matter; before the first one nobody else would.
    private func refuse(_ refusal: ClubbookError) {
        if standing == .asking { standing = .trouble(refusal.said) }
    }

    private func look() async throws {
        looks += 1
        let mine = looks
        let found = try await book.ask { core -> Standing in
            do {
                guard try core.isConnected() else { return .connect }
                return try .atPhone(person: core.person(), mayUse: !core.status().isRevoked)
            } catch ClubbookError.Locked {
                return .whoHoldsIt
            }
        }
        // What was read before must not be shown after what was read later; and what is the same would be drawn anew.
        if mine == looks, standing != found { standing = found }
    }
}
