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
    /// Asks over the screen while there is something to ask.
    func question<Asked>(_ asked: Asked?, @ViewBuilder sheet: @escaping (Asked) -> QuestionSheet) -> some View {
        self.sheet(isPresented: .constant(asked != nil)) { if let asked { sheet(asked).modifier(Covered()) } }
    }
}
