import CoreBridge
import Foundation
import Observation

/// What the form of a visit is for.
public enum VisitTask: Hashable, Sendable {
    /// A new visit to somebody.
    case record(person: UUID)
    /// A visit that is saved.
    case correct(visit: UUID)
}

/// What the form offers.
public struct OpenedVisit: Equatable, Sendable {
    public let view: NewVisitView
    public let choices: VisitChoices
    /// The visit that is corrected; none for a new one.
    public let correction: VisitFormView?

    /// The form before anybody changes it.
    var begun: VisitForm { correction.map(VisitForm.init(of:)) ?? VisitForm(new: view, offered: choices) }

    /// Was something noticed that may not be shown here, and so not be changed?
    public var hidesRemarks: Bool { correction != nil && correction?.remarks == nil }
}

/// A visit that is on the disk.
public struct SavedVisit: Equatable, Codable, Sendable {
    public let words: String
    public let advice: [Advice]
    public let isConfidential: Bool

    init(_ recorded: RecordedVisitView) {
        words = recorded.savedWords
        advice = recorded.advice.map(Advice.init)
        isConfidential = recorded.isConfidential
    }
}

/// The form of a visit. What is chosen or typed outlives the process, and so do what stood in a visit when its correction began, that it
/// was saved, and what to do then.
@MainActor @Observable
public final class VisitModel: BookModel {
    public let book: Book
    /// None until the book has answered.
    public private(set) var opened: OpenedVisit?
    public private(set) var form: VisitForm?
    /// Why it was not saved, or not opened.
    public private(set) var refused: String?
    /// Perhaps the visit is recorded already; then one of these is it.
    public private(set) var sameVisit: (words: String, recorded: [UUID])?
    public private(set) var saved: SavedVisit?

    private let kept: any SavedForm
    private let task: VisitTask
    private var isSaving = false

    public init(_ book: Book, _ kept: any SavedForm, _ task: VisitTask) {
        self.book = book
        self.kept = kept
        self.task = task
        form = kept.value("form")
        saved = kept.value("saved")
    }

    /// Is there something in the form that somebody put there?
    public var isChanged: Bool { saved == nil && opened != nil && form != opened?.begun }

    public func follow() async {
        await follow(.visits, refused: { [self] in if opened == nil { refused = $0.said } }, again: { [self] in try await look() })
    }

    private func look() async throws {
        guard let known = opened?.view.today else { return try await open() }
        // A form that was left open over midnight: "today" is another day, and what was chosen stays what it was.
        guard case .record(let person) = task else { return }
        if try await book.ask({ try $0.newVisit(person: person) }).today != known { try await open() }
    }

    private func open() async throws {
        let task = task
        let opened = try await book.ask { core in
            switch task {
            case .record(let person):
                OpenedVisit(view: try core.newVisit(person: person), choices: core.visitChoices(), correction: nil)
            case .correct(let visit):
                try OpenedVisit(of: core.visitForm(visit: visit), choices: core.visitChoices())
            }
        }
        if let seen = opened.correction?.seen, keptSeen == nil { keptSeen = seen }
        self.opened = opened
        form = form ?? opened.begun
        refused = nil
    }

    /// Over this it is saved, also when somebody else has changed the visit until then.
    private var keptSeen: VisitSeen? {
        get {
            guard let visit = kept[bytes: "seen"], let measured = kept[bytes: "seen measured"] else { return nil }
            return VisitSeen(visit: visit, measured: measured)
        }
        set {
            kept[bytes: "seen"] = newValue?.visit
            kept[bytes: "seen measured"] = newValue?.measured
        }
    }

    /// Something is chosen or typed: `change { $0.toggle(service: 1) }`.
    public func change(_ change: (inout VisitForm) -> Void) {
        guard var form else { return }
        change(&form)
        guard form != self.form else { return }
        self.form = form
        kept.keep(form, as: "form")
        refused = nil
    }

    @discardableResult
    public func save() -> Task<Void, Never>? { save(.notAsked) }

    /// Answers whether it is the same visit, which saves.
    @discardableResult
    public func answer(isSame: Bool) -> Task<Void, Never>? {
        guard let recorded = sameVisit?.recorded.first else { return nil }
        return save(isSame ? .sameAs(visit: recorded) : .another)
    }

    /// Leaves the question without an answer: nothing was saved, and the form is as it was.
    public func leaveQuestion() { sameVisit = nil }

    private func save(_ sameVisit: SameVisit) -> Task<Void, Never>? {
        // A second tap of a hand that shakes is no second visit.
        guard !isSaving, saved == nil, let opened, let form else { return nil }
        isSaving = true
        return ask(refused: { [self] in refuse($0) }) { [self] in
            defer { isSaving = false }
            guard let recorded = try await write(opened, form, sameVisit) else { return }
            let saved = SavedVisit(recorded)
            kept.keep(saved, as: "saved")
            self.saved = saved
            self.sameVisit = nil
            refused = nil
        }
    }

    private func write(_ opened: OpenedVisit, _ form: VisitForm, _ sameVisit: SameVisit) async throws -> RecordedVisitView? {
        guard let correction = opened.correction else {
            return try await book.ask { try $0.recordVisit(request: form.request(of: opened.view, sameVisit)) }
        }
        guard let seen = keptSeen else { return nil }
        return try await book.ask { try $0.correctVisit(request: form.correction(of: correction, over: seen)) }
    }

    private func refuse(_ refusal: ClubbookError) {
        if case .AskFirst(.sameVisit(let words, let recorded)) = refusal {
            sameVisit = (words, recorded)
            refused = nil
        } else {
            sameVisit = nil
            refused = refusal.said
        }
    }
}

extension OpenedVisit {
    fileprivate init(of correction: VisitFormView, choices: VisitChoices) {
        self.init(view: correction.offered, choices: choices, correction: correction)
    }
}
