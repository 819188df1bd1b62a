import CoreBridge
import Presentation
import SwiftUI

/// What the club may keep of a person: for each purpose why it is asked, what was said, and what can be said now.
struct ConsentsScreen: View {
    @State private var model: ConsentsModel

    init(book: Book, person: UUID) { _model = State(initialValue: ConsentsModel(book, person: person)) }

    var body: some View {
        Screen(model.person.map { Words.peopleConsentsTitle($0.said) } ?? Words.peopleConsents) {
            if let problem = model.problem {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.tryAgain() })
            }
            if let consents = model.consents {
                Sentence(Words.peopleConsentsAsk)
                ForEach(consents, id: \.purpose) { ConsentPanel(consent: $0, model: model) }
            }
        }
        .privacySensitive()
        .question(model.question) { asked in
            QuestionSheet(
                question: asked.words, detail: asked.detail, answers: [Action(asked.act) { model.confirm() }],
                leave: Action(Words.peopleConsentLeave) { model.leaveAsItIs() })
        }
        .felt(whenever: model.problem)
        .task { await model.follow() }
    }
}

private struct ConsentPanel: View {
    let consent: ConsentView
    let model: ConsentsModel

    var body: some View {
        Panel(consent.purpose.label.capitalizedFirst, state: consent.state.words, symbol: consent.state.symbol) {
            Sentence(consent.why)
            switch consent.state {
            case .missing:
                answer(Words.peopleConsentGive) { model.say(true, about: consent.purpose) }
                answer(Words.peopleConsentRefuse) { model.say(false, about: consent.purpose) }
            case .given: answer(Words.peopleConsentWithdraw) { model.withdraw(consent.purpose) }
            case .refused, .withdrawn: answer(Words.peopleConsentAnew) { model.say(true, about: consent.purpose) }
            case .outOfSight: EmptyView()
            }
            // Where the finger is, and its button below where the others were: a second tap of a shaking hand mends nothing by mistake.
            if model.mended.contains(consent.purpose) {
                Notice((consent.state == .given ? Words.peopleMendedGiven : Words.peopleMendedRefused)(consent.purpose.label), kind: .done)
            } else if model.noted.contains(consent.purpose) {
                slip
            }
        }
    }

    /// Read out together with what it is about.
    private func answer(_ words: String, act: @escaping @MainActor () -> Void) -> some View {
        SecondaryButton(words, action: act).accessibilityLabel("\(words), \(consent.purpose.label)")
    }

    private var slip: some View {
        let about = consent.purpose.label
        let (done, other) =
            switch consent.state {
            case .given: (Words.peopleNotedGiven(about), Words.peopleNotedRefuseInstead)
            case .withdrawn: (Words.peopleNotedWithdrawn(about), Words.peopleNotedNotWithdrawn)
            case .missing, .refused, .outOfSight: (Words.peopleNotedRefused(about), Words.peopleNotedGiveInstead)
            }
        let isGiven = consent.state == .given
        return UndoBar(done, Action(other) { model.notedWrongly(consent.purpose, to: !isGiven) })
    }
}

extension ConsentState {
    fileprivate var words: String {
        switch self {
        case .missing: Words.peopleConsentMissing
        case .given: Words.peopleConsentGiven
        case .refused: Words.peopleConsentRefused
        case .withdrawn: Words.peopleConsentWithdrawn
        case .outOfSight: Words.peopleConsentOutOfSight
        }
    }

    fileprivate var symbol: String {
        switch self {
        case .given: "checkmark"
        case .refused, .withdrawn: "xmark"
        case .missing, .outOfSight: "info.circle"
        }
    }
}

extension ConsentQuestion {
    fileprivate var words: String {
        switch self {
        case .givenAnew(_, let words): words
        case .withdraws(let purpose): Words.peopleWithdrawQuestion(purpose.label)
        }
    }

    fileprivate var detail: String {
        switch self {
        case .givenAnew: Words.peopleAnewDetail
        case .withdraws: Words.peopleWithdrawDetail
        }
    }

    fileprivate var act: String {
        switch self {
        case .givenAnew: Words.peopleAnewAct
        case .withdraws: Words.peopleWithdrawAct
        }
    }
}
