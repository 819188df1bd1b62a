import CoreBridge
import Foundation
import Observation

/// To be answered before something is written down.
public enum ConsentQuestion: Equatable, Sendable {
    /// They said no before, and the book asks in these words whether they mean it.
    case givenAnew(Choice, words: String)
    /// What the consent covers is hidden at once.
    case withdraws(Choice)
}

/// What a person said to each purpose.
@MainActor @Observable
public final class ConsentsModel: BookModel {
    public let book: Book
    public private(set) var person: PersonView?
    /// None before the book was read.
    public private(set) var consents: [ConsentView]?
    public private(set) var question: ConsentQuestion?
    /// About what something was written down here, so that it can be mended. It only grows: nothing moves away below a finger.
    public private(set) var noted: Set<Choice> = []
    /// About what a slip was mended since it was noted. It is not mended again: that may be a hand that shakes.
    public private(set) var mended: Set<Choice> = []
    public private(set) var problem: String?

    private let whose: UUID
    private var isNoting = false

    public init(_ book: Book, person: UUID) {
        self.book = book
        whose = person
    }

    public func follow() async {
        await follow(.care, refused: { [self] in refuse($0) }, again: { [self] in try await look() })
    }

    @discardableResult
    public func tryAgain() -> Task<Void, Never> {
        ask(refused: { [self] in refuse($0) }) { [self] in try await look() }
    }

    @discardableResult
    public func say(_ given: Bool, about purpose: Choice) -> Task<Void, Never>? { say(given, about: purpose, isConfirmed: false) }

    /// They withdraw what they gave, which is asked about first.
    public func withdraw(_ purpose: Choice) {
        question = .withdraws(purpose)
        problem = nil
    }

    /// Yes, as the question says.
    @discardableResult
    public func confirm() -> Task<Void, Never>? {
        switch question {
        case .givenAnew(let purpose, _): say(true, about: purpose, isConfirmed: true)
        case .withdraws(let purpose):
            note(purpose) { [whose] in try $0.withdrawConsent(person: whose, purpose: purpose.number) }
        case nil: nil
        }
    }

    public func leaveAsItIs() { question = nil }

    /// What was noted here was a slip: `given` is what they said. Whoever says so was asked just now: the book need not ask again.
    @discardableResult
    public func notedWrongly(_ purpose: Choice, to given: Bool) -> Task<Void, Never>? {
        guard noted.contains(purpose), !mended.contains(purpose) else { return nil }
        return say(given, about: purpose, isConfirmed: true, mends: true)
    }

    private func say(_ given: Bool, about purpose: Choice, isConfirmed: Bool, mends: Bool = false) -> Task<Void, Never>? {
        note(purpose, mends: mends) { [whose] core in
            try core.consent(person: whose, purpose: purpose.number, given: given, confirmed: isConfirmed)
        }
    }

    private func note(
        _ purpose: Choice, mends: Bool = false, _ record: @escaping @Sendable (any ClubbookProtocol) throws -> ConsentState
    ) -> Task<Void, Never>? {
        // A second tap of a hand that shakes is no other answer.
        guard !isNoting else { return nil }
        isNoting = true
        return ask(refused: { [self] in refuse($0, about: purpose) }) { [self] in
            defer { isNoting = false }
            _ = try await book.ask(record)
            question = nil
            noted.insert(purpose)
            if mends { mended.insert(purpose) } else { mended.remove(purpose) }
            try await look()
        }
    }

    private func look() async throws {
        let card = try await book.ask { [whose] in try $0.card(person: whose) }
        person = card.person
        consents = card.consents
        problem = nil
    }

    private func refuse(_ refusal: ClubbookError, about purpose: Choice? = nil) {
        if let purpose, case .AskFirst = refusal {
            question = .givenAnew(purpose, words: refusal.said)
            problem = nil
        } else {
            question = nil
            problem = refusal.said
        }
    }
}
