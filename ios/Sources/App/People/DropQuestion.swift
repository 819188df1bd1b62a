import SwiftUI

extension View {
    /// Asks before what is typed and not saved is given up by going back.
    /// - Parameter back: the way back, where the screen has several steps; the one to the screen before where there is none
    func asksToDrop(_ isChanged: Bool, _ words: DropWords = .corrected, back: (@MainActor () -> Void)? = nil) -> some View {
        modifier(DropQuestion(isChanged: isChanged, words: words, back: back))
    }
}

/// What is asked before something is dropped.
struct DropWords {
    let question: String
    let detail: String
    let keep: String

    @MainActor static var corrected: DropWords {
        DropWords(question: Words.peopleDropQuestion, detail: Words.peopleDropDetail, keep: Words.peopleDropKeep)
    }
}

private struct DropQuestion: ViewModifier {
    @Environment(Navigator.self) private var navigator
    @State private var isLeaving = false
    let isChanged: Bool
    let words: DropWords
    let back: (@MainActor () -> Void)?

    func body(content: Content) -> some View {
        content
            .stepsBack(isChanged ? { @MainActor in isLeaving = true } : back)
            .question(isLeaving ? true : nil) { _ in
                QuestionSheet(
                    question: words.question, detail: words.detail, answers: [Action(Words.peopleDropAct) { drop() }],
                    leave: Action(words.keep) { isLeaving = false })
            }
    }

    private func drop() {
        isLeaving = false
        if let back { back() } else { navigator.back() }
    }
}
