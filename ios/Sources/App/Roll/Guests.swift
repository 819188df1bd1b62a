import SwiftUI

/// Who came along without being in the book: by name alone, written down and taken off again.
struct Guests: View {
    @State private var isTyping = false
    @State private var typed = ""
    @State private var leaving: String?
    let names: [String]
    let onAdd: @MainActor (String) -> Void
    let onRemove: @MainActor (String) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            if !names.isEmpty { Sentence(Words.rollGuests(names.joined(separator: ", "))) }
            ForEach(names, id: \.self) { name in SecondaryButton(Words.rollGuestOut(name)) { leaving = name } }
            if isTyping {
                TextLine(label: Words.rollGuestName, text: $typed, typing: .names)
                PrimaryButton(Words.rollGuestIn) { add() }
            } else {
                SecondaryButton(Words.rollAddGuest) { isTyping = true }
            }
        }
        .question(leaving) { name in
            QuestionSheet(
                question: Words.rollGuestOutQuestion(name), detail: Words.rollGuestOutDetail,
                answers: [
                    Action(Words.rollGuestOutAct) {
                        leaving = nil
                        onRemove(name)
                    }
                ],
                leave: Action(Words.rollGuestKeep) { leaving = nil })
        }
    }

    private func add() {
        if !typed.allSatisfy(\.isWhitespace) { onAdd(typed) }
        typed = ""
        isTyping = false
    }
}
