import CoreBridge
import Foundation
import Observation

/// What stands in the form over a membership.
public struct MembershipFields: Equatable, Codable, Sendable {
    /// Digits; empty for none.
    public internal(set) var registerNo: String
    public internal(set) var group: UUID?
    public internal(set) var isVolunteer: Bool
}

/// "Sửa" over a membership: number, group, whether they visit people. It is saved over what stood there when it was opened.
@MainActor @Observable
public final class MembershipModel: BookModel {
    public let book: Book
    /// None before the book was read.
    public private(set) var opened: MembershipFormView?
    public private(set) var fields: MembershipFields?
    /// Somebody else has the number; `nextFree` nobody.
    public private(set) var question: (words: String, nextFree: Int64)?
    /// There is nothing more to do here. It outlives the process: what was seen is not what stands there any more.
    public private(set) var isSaved: Bool { didSet { form[Kept.saved] = isSaved ? "yes" : nil } }
    public private(set) var problem: String?

    private let form: any SavedForm
    private let person: UUID
    private var stood: MembershipFields?
    private var isSaving = false

    public init(_ book: Book, _ form: any SavedForm, person: UUID) {
        self.book = book
        self.form = form
        self.person = person
        fields = form.value(Kept.fields)
        stood = form.value(Kept.stood)
        isSaved = form[Kept.saved] != nil
    }

    /// Something is chosen or typed that is not written down.
    public var isChanged: Bool { !isSaved && fields != stood }

    /// Nothing once it is open.
    @discardableResult
    public func open() -> Task<Void, Never>? {
        guard opened == nil else { return nil }
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            let opened = try await book.ask { [person] in try $0.membershipForm(person: person) }
            if form[bytes: Kept.seen] == nil || fields == nil {
                form[bytes: Kept.seen] = opened.seen
                let stood = MembershipFields(opened)
                form.keep(stood, as: Kept.stood)
                self.stood = stood
                keep(stood)
            }
            self.opened = opened
            problem = nil
        }
    }

    public func type(registerNo: String) {
        change { $0.registerNo = String(registerNo.filter { ("0"..."9").contains($0) }.prefix(Self.digits)) }
    }

    /// A group, or none.
    public func choose(group: UUID?) { change { $0.group = group } }

    public func choose(isVolunteer: Bool) { change { $0.isVolunteer = isVolunteer } }

    @discardableResult
    public func save() -> Task<Void, Never>? { save(isNumberMeant: false) }

    /// "Yes, this number."
    @discardableResult
    public func numberIsMeant() -> Task<Void, Never>? { save(isNumberMeant: true) }

    /// The number that the question offers.
    @discardableResult
    public func takeNextFree() -> Task<Void, Never>? {
        guard !isSaving, let question else { return nil }
        change { $0.registerNo = String(question.nextFree) }
        return save()
    }

    public func lookAgain() { question = nil }

    private func save(isNumberMeant: Bool) -> Task<Void, Never>? {
        guard !isSaving, !isSaved, let opened, let fields, let seen = form[bytes: Kept.seen] else { return nil }
        let request = CorrectMembershipRequest(
            membership: opened.membership, seen: seen, registerNo: Int64(fields.registerNo), group: fields.group,
            isVolunteer: fields.isVolunteer, isNumberMeant: isNumberMeant)
        isSaving = true
        return ask(refused: { [self] in refuse($0) }) { [self] in
            defer { isSaving = false }
            try await book.ask { try $0.correctMembership(request: request) }
            isSaved = true
            question = nil
            problem = nil
        }
    }

    /// Takes nothing while it is saved: what stands on the screen then is what is written down.
    private func change(_ change: (inout MembershipFields) -> Void) {
        guard !isSaving, var fields else { return }
        change(&fields)
        keep(fields)
        problem = nil
    }

    private func keep(_ fields: MembershipFields) {
        self.fields = fields
        form.keep(fields, as: Kept.fields)
    }

    private func refuse(_ refusal: ClubbookError) {
        if case .AskFirst(.registerNo(let words, let nextFree)) = refusal {
            question = (words, nextFree)
            problem = nil
        } else {
            question = nil
            problem = refusal.said
        }
    }

    private enum Kept {
        static let seen = "seen"
        static let fields = "fields"
        static let stood = "stood"
        static let saved = "saved"
    }

    /// More than any register has.
    private static let digits = 9
}

extension MembershipFields {
    fileprivate init(_ opened: MembershipFormView) {
        self.init(registerNo: opened.registerNo.map(String.init) ?? "", group: opened.group, isVolunteer: opened.isVolunteer)
    }
}
