import CoreBridge
import Foundation
import Observation

/// "Sửa": the form over a person. What stood there when it opened is kept with what was typed, also over the end of the process: so
/// only what somebody changed is handed in, and it is handed in over what they had seen. That it is saved is kept, too: what was seen is
/// not what stands there any more.
@MainActor @Observable
public final class PersonFormModel: BookModel {
    /// How it ended: there is nothing more to do here.
    public enum End: Sendable {
        case saved
        /// There was nothing to save.
        case left
    }

    public let book: Book
    /// None before the book was read.
    public private(set) var fields: [PersonField]?
    public private(set) var end: End? { didSet { form[Kept.saved] = end == .saved ? "yes" : nil } }
    public private(set) var problem: String?

    private let form: any SavedForm
    private let person: UUID
    private var stood: [String: String]
    private var typed: [String: String]
    private var isSaving = false

    public init(_ book: Book, _ form: any SavedForm, person: UUID) {
        self.book = book
        self.form = form
        self.person = person
        stood = form.value(Kept.stood) ?? [:]
        typed = form.value(Kept.typed) ?? [:]
        end = form[Kept.saved].map { _ in .saved }
    }

    /// Something was typed that is not written down.
    public var isChanged: Bool { end == nil && !changed.isEmpty }

    /// Nothing once it is open.
    @discardableResult
    public func open() -> Task<Void, Never>? {
        guard fields == nil else { return nil }
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            let fresh = try await book.ask { [person] in try $0.personForm(person: person) }
            if form[bytes: Kept.seen] == nil {
                form[bytes: Kept.seen] = fresh.seen
                for field in fresh.fields { stood[field.name] = field.text }
                form.keep(stood, as: Kept.stood)
            }
            fields = fresh.fields.map { PersonField($0, text: typed[$0.name] ?? stood[$0.name] ?? "") }
            problem = nil
        }
    }

    /// Takes nothing while it is saved: what stands on the screen then is what is written down.
    public func type(_ text: String, in name: String) {
        guard !isSaving, let at = fields?.firstIndex(where: { $0.name == name }) else { return }
        fields?[at].text = text
        typed[name] = text
        form.keep(typed, as: Kept.typed)
        problem = nil
    }

    @discardableResult
    public func save() -> Task<Void, Never>? {
        guard !isSaving, end == nil, fields != nil, let seen = form[bytes: Kept.seen] else { return nil }
        let changed = changed
        isSaving = true
        return ask(refused: { [self] in problem = $0.said }) { [self] in
            defer { isSaving = false }
            if !changed.isEmpty {
                try await book.ask { [person] in try $0.correctPerson(person: person, seen: seen, fields: changed) }
            }
            end = changed.isEmpty ? .left : .saved
        }
    }

    private var changed: [TypedField] { (fields ?? []).map(\.typed).filter { $0.text != stood[$0.name] ?? "" } }

    private enum Kept {
        static let seen = "seen"
        static let stood = "stood"
        static let typed = "typed"
        static let saved = "saved"
    }
}
