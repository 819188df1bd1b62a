import CoreBridge
import Foundation
import Observation

/// Something that a person has to decide.
public enum Decision: Equatable, Identifiable, Sendable {
    /// People entered different values in one field.
    case values(UnsettledOf)
    /// Perhaps one person twice.
    case twice(DoubleView)
    /// People answered differently whether two records are one person.
    case disputed(DisputedView)

    /// It is the same one after the book was read again.
    public enum ID: Hashable, Sendable {
        case values(record: UUID, label: String)
        case twice(UUID, UUID)
        case disputed(UUID, UUID)
    }

    public var id: ID {
        switch self {
        case .values(let of): .values(record: of.field.record, label: of.field.label)
        case .twice(let pair): .twice(pair.one.id, pair.other.id)
        case .disputed(let pair): .disputed(pair.one.id, pair.other.id)
        }
    }
}

/// What was decided just now.
public enum Decided: Equatable, Sendable {
    /// One value stands in the book, the others no longer. It is undone by one of those.
    case settled(of: UnsettledOf, kept: EnteredView, dropped: [EnteredView])
    /// Undone by the other answer.
    case answered(one: PersonView, other: PersonView, words: String, areOne: Bool)
}

/// The short list of what a person has to decide: two taps each, one that opens it and one that decides.
@MainActor @Observable
public final class DecisionsModel: BookModel {
    public let book: Book
    /// None before the book was read.
    public private(set) var decisions: [Decision]?
    /// The one that is looked at.
    public private(set) var opened: Decision?
    public private(set) var decided: Decided?
    public private(set) var problem: String?

    /// What stood in the field's record right after it was settled.
    private var settled: Data?
    private var isDeciding = false

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.people, refused: { [self] in problem = $0.said }, again: { [self] in try await look() })
    }

    @discardableResult
    public func tryAgain() -> Task<Void, Never> {
        ask(refused: { [self] in problem = $0.said }) { [self] in try await look() }
    }

    public func open(_ decision: Decision) {
        opened = decision
        decided = nil
        problem = nil
    }

    public func later() {
        opened = nil
        problem = nil
    }

    /// This value stands in the book from now on.
    @discardableResult
    public func keep(_ entered: EnteredView) -> Task<Void, Never>? {
        guard case .values(let of) = opened, let field = of.field.field else { return nil }
        return decide { [self] in
            settled = try await book.ask { try $0.settle(record: of.field.record, field: field, typed: entered.typed) }.seen
            return Self.settled(of, entered)
        }
    }

    /// A slip: this one of the values that were dropped stands there instead.
    @discardableResult
    public func keepInstead(_ entered: EnteredView) -> Task<Void, Never>? {
        guard case .settled(let of, _, _) = decided, let field = of.field.field, let seen = settled else { return nil }
        return decide { [self] in
            let record = of.field.record
            settled = try await book.ask {
                try $0.settleOtherwise(record: record, seen: seen, field: field, typed: entered.typed)
            }.seen
            return Self.settled(of, entered)
        }
    }

    private static func settled(_ of: UnsettledOf, _ kept: EnteredView) -> Decided {
        var dropped: [EnteredView] = []
        for entered in of.field.entered where entered.value != kept.value && !dropped.contains(where: { $0.value == entered.value }) {
            dropped.append(entered)
        }
        return .settled(of: of, kept: kept, dropped: dropped)
    }

    /// Answers whether the two that are looked at are one person.
    @discardableResult
    public func answer(areOne: Bool) -> Task<Void, Never>? {
        switch opened {
        case .twice(let pair): link(pair.one, pair.other, areOne)
        case .disputed(let pair): link(pair.one, pair.other, areOne)
        case .values, nil: nil
        }
    }

    /// A slip: the other answer about the two.
    @discardableResult
    public func answeredWrongly() -> Task<Void, Never>? {
        guard case .answered(let one, let other, _, let areOne) = decided else { return nil }
        return link(one, other, !areOne)
    }

    private func link(_ one: PersonView, _ other: PersonView, _ areOne: Bool) -> Task<Void, Never>? {
        decide { [self] in
            let linked = try await book.ask { try $0.link(one: one.id, other: other.id, areOne: areOne) }
            return .answered(one: one, other: other, words: linked.words, areOne: areOne)
        }
    }

    private func decide(_ what: @escaping @MainActor () async throws -> Decided) -> Task<Void, Never>? {
        guard !isDeciding else { return nil }
        isDeciding = true
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            defer { isDeciding = false }
            decided = try await what()
            opened = nil
            try await look()
        }
    }

    private func look() async throws {
        let waiting = try await book.ask { try $0.decisions() }
        let decisions =
            waiting.unsettled.map(Decision.values) + waiting.disputed.map(Decision.disputed) + waiting.doubles.map(Decision.twice)
        self.decisions = decisions
        if let was = opened { opened = decisions.first { $0.id == was.id } }
        problem = nil
    }
}
