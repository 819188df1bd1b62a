import CoreBridge
import Foundation

/// A field of a form about a person, as it stands on the screen.
public struct PersonField: Equatable, Identifiable, Sendable {
    public let name: String
    public let label: String
    /// What may stand there; none where it is typed.
    public let choices: [FieldChoice]
    /// What it is for, where that is not plain.
    public let why: String?
    public internal(set) var text: String

    public var id: String { name }

    init(_ field: FormField, text: String) {
        name = field.name
        label = field.label
        choices = field.choices
        why = field.why
        self.text = text
    }

    /// As it is handed in.
    var typed: TypedField { TypedField(name: name, text: text.trimmingCharacters(in: .whitespacesAndNewlines)) }
}
