import SwiftUI

extension View {
    /// Is felt whenever there is something that does not go on, and when it is something else.
    func felt<Said: Equatable>(_ feedback: SensoryFeedback = .error, whenever said: Said?) -> some View {
        sensoryFeedback(trigger: said) { _, said in said == nil ? nil : feedback }
    }

    /// Is felt when it appears with what it says, and when it says something else. `sensoryFeedback` alone is silent at the beginning.
    func felt<Said: Equatable>(_ feedback: SensoryFeedback, _ said: Said) -> some View { modifier(Felt(feedback: feedback, said: said)) }
}

private struct Felt<Said: Equatable>: ViewModifier {
    let feedback: SensoryFeedback
    let said: Said
    @State private var shown: Said?

    func body(content: Content) -> some View {
        content
            .sensoryFeedback(feedback, trigger: shown)
            .onChange(of: said, initial: true) { shown = said }
    }
}
