import Presentation
import SwiftUI

/// Below a text: the button to speak it, which stays where it is to end the speaking; below that what is heard meanwhile, or why nothing
/// is. Nothing at all on a phone that cannot listen by itself.
struct SpeakInstead: View {
    let model: DictationModel

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            // One button whatever it does: whoever is on it with VoiceOver stays on it.
            if model.isOffered {
                SecondaryButton(
                    model.isListening ? Words.speechEnd : Words.speechBegin,
                    symbol: model.isListening ? "checkmark" : "mic"
                ) {
                    if model.isListening { model.stop() } else { model.begin() }
                }
            }
            if model.isListening {
                // Not announced: what a phone reads out it would hear itself.
                Heading(Words.speechListens)
                Text(model.soFar.isEmpty ? Words.speechSpeak : model.soFar).font(.clubBody)
            }
            if let notHeard = model.notHeard { Notice(notHeard.words) }
        }
        .question(model.asksForMicrophone ? true : nil) { _ in
            QuestionSheet(
                question: Words.speechAsk,
                detail: Words.speechAskWhy,
                answers: [Action(Words.speechAskAct) { model.askSystem() }],
                leave: Action(Words.speechAskKeep) { model.leaveQuestion() }
            )
        }
        .sensoryFeedback(trigger: model.isListening) { _, isListening in isListening ? .impact : nil }
    }
}

extension NotHeard {
    fileprivate var words: String {
        switch self {
        case .nothing: Words.speechNothing
        case .notAllowed: Words.speechNotAllowed
        case .notThisPhone: Words.speechNotThisPhone
        case .notNow: Words.speechNotNow
        }
    }
}
