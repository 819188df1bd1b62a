import CoreBridge
import Presentation
import SwiftUI

/// Calling the roll of 70 people in a courtyard: one tap each, a counter to be seen from afar, and closing with nobody forgotten.
struct RollScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: RollModel

    init(book: Book, form: any SavedForm) { _model = State(initialValue: RollModel(book, form: form)) }

    var body: some View {
        ByTurns {
            if let roll = model.roll {
                switch model.step {
                case .calling: RollList(model: model, roll: roll)
                case .counting: counting(roll)
                case .asking(let asked): asking(asked)
                }
            } else {
                opening
            }
        }
        .task { await model.follow() }
    }

    /// What has to be answered, or went wrong, before there is a roll.
    private var opening: some View {
        Screen(Words.rollTitle) {
            if let trouble = model.trouble { Notice(trouble, kind: .refused) }
            if let begin = model.begin {
                if let next = begin.next { Sentence(next) }
                Notice(Words.rollTodayQuestion, kind: .attention)
                PrimaryButton(Words.rollTodayYes) { model.openToday() }
                SecondaryButton(Words.rollNotNow) { navigator.back() }
            }
            if let question = model.question {
                Notice(question, kind: .attention)
                PrimaryButton(Words.rollOpenAllTheSame) { model.openAllTheSame() }
                SecondaryButton(Words.rollNotNow) { navigator.back() }
            }
        }
    }

    private func counting(_ roll: RollView) -> some View {
        Screen(Words.rollHeadsTitle) {
            Sentence(Words.rollHeadsQuestion)
            BigNumberField(
                label: Words.rollHeads, text: $model.heads, unit: Words.rollHeadsUnit,
                detail: Words.rollHeadsMarked(Int(roll.counts.here)))
        } bottom: {
            PrimaryButton(Words.rollHeadsGoOn) { model.headsCounted() }
            SecondaryButton(Words.rollHeadsSkip) { model.headsNotCounted() }
        }
        .stepsBack { model.back() }
    }

    private func asking(_ asked: Unmarked) -> some View {
        Screen(Words.rollAskingTitle) {
            if let trouble = model.trouble { Notice(trouble, kind: .refused) }
            if let who = asked.who {
                Sentence(Words.rollAskingLeft(asked.left))
                VStack(alignment: .leading) {
                    Text(who.person.name).font(.clubNumber)
                    if let detail = who.detail { Sentence(detail) }
                }
                .accessibilityElement(children: .combine)
                .onChange(of: who.id) { announce(who.person.name) }
                ForEach([Mark.excused, .absent, .late, .present], id: \.self) { mark in
                    PrimaryButton(mark.label) { model.answer(mark) }
                }
            } else {
                Notice(Words.rollAskingDone)
                PrimaryButton(Words.rollClose) { model.closeNow() }
            }
            if !asked.answers.isEmpty { SecondaryButton(Words.rollOneBack) { model.back() } }
        }
        .stepsBack { model.back() }
        .sensoryFeedback(.selection, trigger: asked.answers.count)
    }
}

extension Mark {
    var label: String {
        switch self {
        case .present: Words.rollMarkPresent
        case .late: Words.rollMarkLate
        case .excused: Words.rollMarkExcused
        case .absent: Words.rollMarkAbsent
        case .unset, .newer: Words.rollMarkUnset
        }
    }
}

extension RollRow {
    /// What tells namesakes apart.
    var detail: String? {
        let parts = [person.commonName, person.birthYear.map { Words.rollBorn(Int($0)) }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    var title: String { registerNo.map { "\($0). \(person.name)" } ?? person.name }
}
