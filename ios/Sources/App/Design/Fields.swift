import SwiftUI
import UIKit

/// How a field is typed into.
enum Typing {
    case words
    case names
    case phone
    /// Whole numbers only.
    case digits
    /// Numbers with a comma.
    case decimal
    /// A date, or as much of it as is known, with its strokes.
    case date
    /// Of a place on the net.
    case address
    /// Health, loans, who lives alone: the keyboard neither learns nor corrects it.
    case sensitive

    fileprivate var keyboard: UIKeyboardType {
        switch self {
        case .words, .names, .sensitive: .default
        case .phone: .phonePad
        case .address: .URL
        case .date: .numbersAndPunctuation
        case .digits: .numberPad
        case .decimal: .decimalPad
        }
    }

    fileprivate var isCorrected: Bool { if case .words = self { true } else { false } }

    fileprivate var capitals: TextInputAutocapitalization {
        switch self {
        case .names: .words
        case .address: .never
        default: .sentences
        }
    }
}

/// A line or some lines of text, `label` above it for good and not in the line itself, where it would look like something typed. `wrong` says what to change; `detail` what may help, as the last reading.
struct TextLine: View {
    let label: String
    @Binding var text: String
    var typing = Typing.words
    var lines = 1
    var detail: String?
    var wrong: String?

    var body: some View {
        FieldFrame(label: label, detail: detail, wrong: wrong) {
            TextField("", text: $text, axis: lines > 1 ? .vertical : .horizontal)
                .accessibilityLabel(label)
                .font(.clubBody)
                .lineLimit(lines, reservesSpace: true)
                .typed(typing)
        }
    }
}

/// A number to be typed in large digits, with its unit: weight, blood pressure, money. Empty until somebody types.
struct BigNumberField: View {
    let label: String
    @Binding var text: String
    let unit: String
    var isDecimal = false
    var detail: String?
    var wrong: String?
    /// Which of several fields has the keyboard, by its label.
    var focus: FocusState<String?>.Binding?

    var body: some View {
        FieldFrame(label: label, detail: detail, wrong: wrong) {
            HStack(spacing: Space.near) {
                if let focus { field.focused(focus, equals: label) } else { field }
                Text(unit).font(.clubBody)
            }
        }
    }

    private var field: some View {
        TextField("", text: $text).accessibilityLabel(label).font(.clubNumber).typed(isDecimal ? .decimal : .digits)
    }
}

extension View {
    fileprivate func typed(_ typing: Typing) -> some View {
        keyboardType(typing.keyboard)
            .autocorrectionDisabled(!typing.isCorrected)
            .textInputAutocapitalization(typing.capitals)
    }
}

private struct FieldFrame<Content: View>: View {
    let label: String
    let detail: String?
    let wrong: String?
    @ViewBuilder let content: Content

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(label).font(.clubTitle).accessibilityHidden(true)
            content
                .padding(.horizontal, 12)
                .padding(.vertical, Space.near)
                .frame(maxWidth: .infinity, minHeight: Touch.least)
                .overlay {
                    RoundedRectangle(cornerRadius: 8)
                        .strokeBorder(wrong == nil ? Color.outline : Color.wrong, lineWidth: wrong == nil ? 2 : 3)
                }
            if let detail { Text(detail).font(.clubBody) }
            if let wrong {
                Label(wrong, systemImage: "exclamationmark.triangle").font(.clubTitle).foregroundStyle(Color.wrong)
            }
        }
        .onChange(of: wrong) { if let wrong { announce(wrong) } }
    }
}
