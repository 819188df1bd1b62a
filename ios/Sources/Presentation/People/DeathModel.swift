import CoreBridge
import Foundation
import Observation

/// That somebody died. It is asked twice, and can be taken back while its screen is open, also after the end of the process.
@MainActor @Observable
public final class DeathModel: BookModel {
    public let book: Book
    /// None before the book was read.
    public private(set) var person: PersonView?
    /// The date as far as it is known, as typed; none for today.
    public private(set) var date: String? { didSet { form[Kept.date] = date } }
    /// The second question, before it is written down.
    public private(set) var isAsking = false
    /// What the book says of it, once it is written down.
    public private(set) var noted: String? { didSet { form[Kept.noted] = noted } }
    /// There is nothing more to do here.
    public private(set) var isTakenBack: Bool { didSet { form[Kept.takenBack] = isTakenBack ? "yes" : nil } }
    public private(set) var problem: String?

    private let form: any SavedForm
    private let who: UUID
    private var isWriting = false

    public init(_ book: Book, _ form: any SavedForm, person: UUID) {
        self.book = book
        self.form = form
        who = person
        date = form[Kept.date]
        noted = form[Kept.noted]
        isTakenBack = form[Kept.takenBack] != nil
    }

    /// Nothing once it is open.
    @discardableResult
    public func open() -> Task<Void, Never>? {
        guard person == nil else { return nil }
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            person = try await book.ask { [who] in try $0.card(person: who).person }
            problem = nil
        }
    }

    /// - Parameter date: as far as it is known; today when nothing is said
    public func died(on date: String?) {
        self.date = date
        problem = nil
    }

    /// Asks once more; nothing is written down yet.
    public func note() {
        isAsking = noted == nil
        problem = nil
    }

    public func notYet() { isAsking = false }

    /// Yes, to the second question.
    @discardableResult
    public func confirm() -> Task<Void, Never>? {
        guard isAsking else { return nil }
        return write { [self] in
            noted = try await book.ask { [who, date] in try $0.recordDeath(person: who, diedOn: date) }
        }
    }

    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard noted != nil else { return nil }
        return write { [self] in
            try await book.ask { [who] in try $0.takeBackDeath(person: who) }
            noted = nil
            isTakenBack = true
        }
    }

    private func write(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never>? {
        guard !isWriting, !isTakenBack else { return nil }
        isWriting = true
        return ask(refused: { [self] in
            isAsking = false
            problem = $0.said
        }) { [self] in
            defer { isWriting = false }
            try await what()
            isAsking = false
            problem = nil
        }
    }

    private enum Kept {
        static let date = "date"
        static let noted = "noted"
        static let takenBack = "taken back"
    }
}
