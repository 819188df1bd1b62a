import SwiftUI

/// A question before something that is not easily undone. The answers are verbs ("Bỏ lần ghi này", "Giữ lại"), never yes and no. Only an
/// answer closes it: a touch beside it by a shaking hand does nothing.
struct QuestionSheet: View {
    let question: String
    var detail: String?
    let answers: [Action]
    /// Does nothing yet.
    let leave: Action

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: Space.apart) {
                Text(question).font(.clubHeading).accessibilityAddTraits(.isHeader)
                if let detail { Sentence(detail) }
                ForEach(answers) { PrimaryButton($0.text, action: $0.act) }
                SecondaryButton(leave.text, action: leave.act)
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding(Space.apart)
        }
        .background(Color.paper)
        .foregroundStyle(Color.ink)
        .presentationDetents([.medium, .large])
        .interactiveDismissDisabled()
    }
}

extension View {
    /// Shows something over the screen until somebody closes it, so that they are at their place again.
    func shows<Shown, Content: View>(
        _ shown: Shown?, onClose: @escaping @MainActor () -> Void, @ViewBuilder content: @escaping (Shown) -> Content
    ) -> some View {
        sheet(isPresented: Binding(get: { @MainActor in shown != nil }, set: { @MainActor in if !$0 { onClose() } })) {
            if let shown { NavigationStack { content(shown).navigationBarTitleDisplayMode(.inline) }.modifier(Covered()) }
        }
    }

    /// The way out of what is shown over a screen.
    func closes(_ words: String, _ close: @escaping @MainActor () -> Void) -> some View {
        toolbar { ToolbarItem(placement: .topBarLeading) { Button(words, action: close) } }
    }

    /// Asks over the screen while there is something to ask.
    func question<Asked>(_ asked: Asked?, @ViewBuilder sheet: @escaping (Asked) -> QuestionSheet) -> some View {
        self.sheet(isPresented: .constant(asked != nil)) { if let asked { sheet(asked).modifier(Covered()) } }
    }
}
