import CoreBridge
import Foundation
import Observation

/// The visits to somebody, how readings changed, and the way to take a record back.
@MainActor @Observable
public final class VisitsModel: BookModel {
    /// So many visits, and days with readings, are shown.
    private nonisolated static let shown: UInt32 = 60

    public let book: Book
    /// None until the book has answered.
    public private(set) var person: PersonView?
    /// The last one first; those taken back too.
    public private(set) var visits: [VisitView] = []
    public private(set) var charts: [ReadingChart] = []
    /// Why the visit that is looked at is to be taken back; none when nobody is about to.
    public private(set) var reason: String?
    /// The one that was just taken back, which can be undone.
    public private(set) var takenBack: VisitView?
    public private(set) var refused: String?

    private var chosen: UUID?
    private let kept: any SavedForm
    private let who: UUID
    private var isChanging = false

    public init(_ book: Book, _ kept: any SavedForm, _ who: UUID) {
        self.book = book
        self.kept = kept
        self.who = who
        chosen = kept["chosen"].flatMap(UUID.init(uuidString:))
        reason = kept["reason"]
    }

    /// The visit that is looked at.
    public var looked: VisitView? { visits.first { $0.id == chosen } }

    public func follow() async {
        await follow(.visits, .care, .people, refused: { [self] in refused = $0.said }, again: { [self] in try await look() })
    }

    private func look() async throws {
        let who = who
        let (person, visits, trends) = try await book.ask { core in
            (
                try core.card(person: who).person, try core.visitsOf(person: who, limit: Self.shown),
                try core.trend(person: who, limit: Self.shown)
            )
        }
        self.person = person
        self.visits = visits
        charts = ReadingChart.of(trends)
    }

    public func open(_ visit: UUID) { keep(chosen: visit, reason: nil) }

    public func close() { keep(chosen: nil, reason: nil) }

    /// This visit is to be taken back: why?
    public func askReason(_ visit: UUID) { keep(chosen: visit, reason: "") }

    public func write(reason: String) { keep(chosen: chosen, reason: reason) }

    /// It stays after all.
    public func keepVisit() { keep(chosen: chosen, reason: nil) }

    private func keep(chosen: UUID?, reason: String?) {
        kept["chosen"] = chosen?.uuidString
        kept["reason"] = reason
        self.chosen = chosen
        self.reason = reason
        refused = nil
    }

    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard let chosen, let reason else { return nil }
        return change { [self] in
            let voided = try await book.ask { try $0.voidVisit(visit: chosen, reason: reason) }
            try await look()
            close()
            takenBack = voided
        }
    }

    /// It counts again.
    @discardableResult
    public func restore(_ visit: UUID) -> Task<Void, Never>? {
        change { [self] in
            _ = try await book.ask { try $0.takeBackVoid(visit: visit) }
            try await look()
            takenBack = nil
        }
    }

    private func change(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never>? {
        guard !isChanging else { return nil }
        isChanging = true
        return ask(refused: { [self] in refused = $0.said }) { [self] in
            defer { isChanging = false }
            try await what()
        }
    }
}
