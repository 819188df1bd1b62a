import CoreBridge
import Presentation
import SwiftUI

/// The fields of a person, as the book tells them. Who they are is nothing for a keyboard to learn.
struct PersonFields: View {
    let fields: [PersonField]
    /// Called with the name of a field and what stands in it now.
    let onType: @MainActor (String, String) -> Void

    init(_ fields: [PersonField], onType: @escaping @MainActor (String, String) -> Void) {
        self.fields = fields
        self.onType = onType
    }

    var body: some View {
        ForEach(fields) { field in
            if field.choices.isEmpty { line(field) } else { choices(field) }
        }
    }

    private func line(_ field: PersonField) -> some View {
        TextLine(
            label: field.label,
            text: Binding(get: { @MainActor in field.text }, set: { @MainActor typed in onType(field.name, typed) }),
            typing: field.typing, detail: field.why ?? field.example)
    }

    /// A second tap takes a choice off again.
    private func choices(_ field: PersonField) -> some View {
        OneOf(field.label, field.choices, chosen: field.choices.first { $0.typed == field.text }, label: \.label) { choice in
            onType(field.name, choice.typed == field.text ? "" : choice.typed)
        }
    }
}

extension PersonField {
    fileprivate var example: String? {
        switch name {
        case "common_name": Words.peopleExampleCommonName
        case "birth": Words.peopleExampleBirth
        case "address_as": Words.peopleExampleAddressAs
        default: nil
        }
    }

    fileprivate var typing: Typing {
        switch name {
        case "phone", "relative_phone": .phone
        case "full_name", "common_name", "relative_name", "hamlet": .names
        case "birth": .date
        default: .sensitive
        }
    }
}
