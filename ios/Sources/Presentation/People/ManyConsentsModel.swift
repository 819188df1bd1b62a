import CoreBridge
import Foundation
import Observation

/// Consents that were written down just now.
public struct NotedConsents: Equatable, Codable, Sendable {
    public let purpose: UInt32
    public let people: [UUID]
    /// How many, as people read it.
    public let words: String
}

/// Consents of many at once: the text is read out, and who said yes is tapped. Who is not tapped was not asked.
@MainActor @Observable
public final class ManyConsentsModel: BookModel {
    /// What is to be said before it can be saved.
    public enum Lack: Sendable {
        case how
        case people
    }

    public let book: Book
    /// None before the book was read.
    public private(set) var purposes: [PurposeView]?
    /// The members whom nobody has asked for it.
    public private(set) var people: [PersonView] = []
    public private(set) var lacks: Lack?
    /// Can be taken back.
    public private(set) var noted: NotedConsents? { didSet { form.keep(noted, as: Kept.noted) } }
    public private(set) var problem: String?

    private let form: any SavedForm
    private var asking: Asking { didSet { form.keep(asking, as: Kept.asking) } }
    private var isSaving = false

    /// What was tapped about one purpose.
    private struct Asking: Codable {
        var purpose: UInt32?
        var agreed: Set<UUID> = []
        var isSigned: Bool?
    }

    public init(_ book: Book, _ form: any SavedForm) {
        self.book = book
        self.form = form
        asking = form.value(Kept.asking) ?? Asking()
        noted = form.value(Kept.noted)
    }

    /// What people are asked for now.
    public var asked: PurposeView? { purposes?.first { $0.purpose.number == asking.purpose } }

    /// Something is tapped that is not written down.
    public var isBegun: Bool { asking.isSigned != nil || !agreed.isEmpty }

    /// Everybody was asked for it.
    public var isNobodyLeft: Bool { asked?.notAsked == 0 }

    /// Who said yes, of those whom nobody has asked yet.
    public var agreed: [UUID] { people.map(\.id).filter(asking.agreed.contains) }

    /// They signed a paper, or each said so aloud; none while nobody has told.
    public var isSigned: Bool? { asking.isSigned }

    public func follow() async {
        await follow(.care, .people, refused: { [self] in problem = $0.said }, again: { [self] in try await look() })
    }

    @discardableResult
    public func tryAgain() -> Task<Void, Never> {
        ask(refused: { [self] in problem = $0.said }) { [self] in try await look() }
    }

    @discardableResult
    public func choose(_ purpose: UInt32) -> Task<Void, Never> {
        begin(Asking(purpose: purpose))
        noted = nil
        return tryAgain()
    }

    /// Back to the purposes; nothing was written down.
    public func leave() { begin(Asking()) }

    public func tell(isSigned: Bool) { change { $0.isSigned = isSigned } }

    public func toggle(_ person: UUID) { change { $0.agreed.formSymmetricDifference([person]) } }

    @discardableResult
    public func save() -> Task<Void, Never>? {
        guard !isSaving, let purpose = asking.purpose else { return nil }
        let agreed = agreed
        if agreed.isEmpty { return lack(.people) }
        guard let isSigned else { return lack(.how) }
        return write { [self] in
            let request = ConsentsRequest(purpose: purpose, people: agreed, isSigned: isSigned)
            let written = try await book.ask { try $0.noteConsents(request: request) }
            begin(Asking())
            noted = NotedConsents(purpose: purpose, people: written.people, words: written.words)
        }
    }

    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard !isSaving, let noted else { return nil }
        return write { [self] in
            _ = try await book.ask { try $0.takeBackConsents(purpose: noted.purpose, people: noted.people) }
            self.noted = nil
        }
    }

    private func write(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never> {
        isSaving = true
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            defer { isSaving = false }
            try await what()
            try await look()
        }
    }

    private func lack(_ lack: Lack) -> Task<Void, Never>? {
        lacks = lack
        return nil
    }

    private func begin(_ asking: Asking) {
        change { $0 = asking }
        people = []
    }

    private func change(_ change: (inout Asking) -> Void) {
        change(&asking)
        lacks = nil
        problem = nil
    }

    private func look() async throws {
        let asked = asking.purpose
        let (purposes, people) = try await book.ask { core in
            (try core.consentPurposes(), try asked.map { try core.notAsked(purpose: $0) } ?? [])
        }
        self.purposes = purposes
        // Something else may have been chosen since.
        guard asking.purpose == asked else { return }
        self.people = people
        problem = nil
    }

    private enum Kept {
        static let asking = "asking"
        static let noted = "noted"
    }
}
