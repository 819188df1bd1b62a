import CoreBridge
import Foundation
import Observation

/// Somebody new. What the book asks back (a double, a number that somebody has) is answered on the way. What is typed and answered, and who
/// was written down last, outlive the process.
@MainActor @Observable
public final class AddPersonModel: BookModel {
    private static let name = "full_name"
    /// More than any number in a register has.
    private static let digits = 9

    public let book: Book
    /// To be answered before anything is written down.
    public private(set) var question: Question?
    /// Who was written down.
    public private(set) var added: PersonView?
    public private(set) var problem: String?

    private let form: any SavedForm
    private var opened: [FormField]?
    private var begun: Begun
    private var isSaving = false

    /// - Parameter name: what is typed of the name already
    public init(_ book: Book, _ form: any SavedForm, name: String) {
        self.book = book
        self.form = form
        begun = form.value(Kept.begun) ?? Begun(typed: [Self.name: name])
    }

    /// None before the book has answered.
    public var fields: [PersonField]? { opened?.map { PersonField($0, text: begun.typed[$0.name] ?? "") } }

    /// Do they join the club, or is only their name kept?
    public var isMember: Bool { begun.isMember }

    /// The number in the register, in digits; empty for the next that is free.
    public var registerNo: String {
        get { begun.registerNo }
        set {
            guard !isSaving else { return }
            let digits = String(newValue.filter { ("0"..."9").contains($0) }.prefix(Self.digits))
            if digits == begun.registerNo { return }
            change {
                $0.registerNo = digits
                $0.isNumberMeant = false
            }
        }
    }

    /// Is there more in the form than the name that was searched for?
    public var isBegun: Bool {
        let typed = (fields ?? []).map(\.typed).filter { $0.name != Self.name && !$0.text.isEmpty }
        return added == nil && (!typed.isEmpty || !registerNo.isEmpty)
    }

    /// Nothing once it is open.
    @discardableResult
    public func open() -> Task<Void, Never>? {
        guard opened == nil else { return nil }
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            let (fields, added) = try await book.ask { [begun] core in
                (core.newPersonForm(), try begun.added.map { try core.card(person: $0).person })
            }
            opened = fields
            self.added = added
            problem = nil
        }
    }

    /// Takes nothing while somebody is written down, as all of the form: what stands on the screen then is what is written.
    public func type(_ text: String, in name: String) {
        if isSaving || begun.typed[name] == text { return }
        change {
            $0.typed[name] = text
            // Whom the answer was about may be somebody else now.
            $0.isAnotherPerson = false
        }
    }

    public func choose(isMember: Bool) {
        if isSaving { return }
        change { $0.isMember = isMember }
    }

    @discardableResult
    public func save() -> Task<Void, Never>? {
        // A second tap of a hand that shakes is nobody else.
        guard !isSaving, added == nil, let fields else { return nil }
        isSaving = true
        let request = request(fields.map(\.typed))
        return ask(refused: { [self] in refuse($0) }) { [self] in
            defer { isSaving = false }
            let person = try await book.ask { try $0.addPerson(request: request) }
            change { $0 = Begun(added: person.id) }
            added = person
            question = nil
        }
    }

    private func request(_ typed: [TypedField]) -> AddPersonRequest {
        AddPersonRequest(
            fullName: typed.first { $0.name == Self.name }?.text ?? "",
            fields: typed.filter { $0.name != Self.name && !$0.text.isEmpty },
            isMember: isMember, registerNo: Int64(registerNo),
            isAnotherPerson: begun.isAnotherPerson, isNumberMeant: begun.isNumberMeant)
    }

    /// "No, another person."
    @discardableResult
    public func isAnotherPerson() -> Task<Void, Never>? {
        change { $0.isAnotherPerson = true }
        return save()
    }

    /// "Yes, this number."
    @discardableResult
    public func numberIsMeant() -> Task<Void, Never>? {
        change { $0.isNumberMeant = true }
        return save()
    }

    /// The number that the question offers.
    @discardableResult
    public func takeNextFree() -> Task<Void, Never>? {
        guard !isSaving, case .registerNo(_, let nextFree) = question else { return nil }
        registerNo = String(nextFree)
        return save()
    }

    /// Back to the form, with nothing written down.
    public func lookAgain() { question = nil }

    /// The form is empty again.
    public func addAnother() {
        change { $0 = Begun() }
        added = nil
    }

    private func change(_ change: (inout Begun) -> Void) {
        change(&begun)
        form.keep(begun, as: Kept.begun)
        problem = nil
    }

    private func refuse(_ refusal: ClubbookError) {
        if case .AskFirst(let asked) = refusal {
            question = asked
        } else {
            question = nil
            problem = refusal.said
        }
    }

    private enum Kept {
        static let begun = "begun"
    }
}

/// What stands in the form.
private struct Begun: Codable {
    /// By the name of the field.
    var typed: [String: String] = [:]
    var isMember = true
    var registerNo = ""
    var isAnotherPerson = false
    var isNumberMeant = false
    /// Who was written down: the form is done.
    var added: UUID?
}
