import CoreBridge
import Presentation
import SwiftUI

/// What a person has to decide: the list, and over it the one that is looked at.
struct DecisionsScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: DecisionsModel

    init(book: Book) { _model = State(initialValue: DecisionsModel(book)) }

    var body: some View {
        Screen(Words.decisionsTitle) {
            if let problem = model.problem, model.opened == nil {
                Notice(problem, kind: .refused, action: Action(Words.decisionsTryAgain) { model.tryAgain() })
            }
            switch model.decided {
            case .settled(let of, let kept, let dropped): settled(of, kept, dropped)
            case .answered(_, _, let words, let areOne):
                UndoBar(words, Action(areOne ? Words.decisionsUnlink : Words.decisionsLink) { model.answeredWrongly() })
            case nil: EmptyView()
            }
            if model.decisions == [] { EmptyState(Words.decisionsNone, symbol: "checkmark.circle") }
            ForEach(model.decisions ?? []) { decision in
                BigTile(decision.title, detail: decision.detail) { model.open(decision) }
            }
        }
        .shows(model.opened, onClose: model.later) { DecisionSheet(decision: $0, model: model) }
        .task { await model.follow() }
    }

    private func settled(_ of: UnsettledOf, _ kept: EnteredView, _ dropped: [EnteredView]) -> some View {
        UndoBar(
            Words.decisionsSettled(of.field.label, of.person.said, kept.shown, dropped.map(\.shown).joined(separator: ", ")),
            ways: dropped.map { entered in Action(Words.decisionsKeepInstead(entered.shown)) { model.keepInstead(entered) } }
                + [Action(Words.decisionsOpenCard) { navigator.go(.card(of.person.id)) }]
        )
    }
}

extension Decision {
    fileprivate var title: String {
        switch self {
        case .values(let of): of.person.name
        case .twice(let pair): Words.decisionsTwo(pair.one.name, pair.other.name)
        case .disputed(let pair): Words.decisionsTwo(pair.one.name, pair.other.name)
        }
    }

    fileprivate var detail: String {
        switch self {
        case .values(let of):
            [Words.decisionsValuesOf(of.field.label), of.person.birthYear.map { Words.peopleBorn(Int($0)) }]
                .compactMap { $0 }.joined(separator: .apart)
        case .twice(let pair): Words.decisionsTwiceOf(pair.reasons)
        case .disputed: Words.decisionsDisputedOf
        }
    }
}

extension EnteredView {
    /// A number of a phone is read in one line; what is longer may be broken.
    fileprivate var shown: String {
        if value.isEmpty { return Words.decisionsBlank }
        return value.count <= 16 ? value.replacingOccurrences(of: " ", with: "\u{A0}") : value
    }
}

/// One decision, with everything that is known about it. A tap on an answer decides; it can be undone in the list.
private struct DecisionSheet: View {
    let decision: Decision
    let model: DecisionsModel

    var body: some View {
        ByTurns {
            switch decision {
            case .values(let of): whichValue(of)
            case .twice(let pair): onePerson(pair)
            case .disputed(let pair): whoIsRight(pair)
            }
        }
        .closes(Words.decisionsLater, model.later)
    }

    /// The values, each with who says so and when: a tap keeps it.
    private func whichValue(_ of: UnsettledOf) -> some View {
        Screen(Words.decisionsValuesTitle) {
            problem
            Fact(of.person.name, of.field.label)
            if of.field.field == nil {
                Notice(Words.decisionsNewer, kind: .attention)
                ForEach(of.field.entered, id: \.self) { Fact($0.value, $0.by) }
            } else {
                Heading(Words.decisionsWhich)
                ForEach(of.field.entered, id: \.self) { entered in
                    BigTile(entered.value.isEmpty ? Words.decisionsBlank : entered.value, detail: entered.by) { model.keep(entered) }
                }
            }
        }
    }

    private func onePerson(_ pair: DoubleView) -> some View {
        Screen(Words.decisionsTwiceTitle) {
            Sentence(Words.decisionsWhy(pair.reasons))
            PersonPanel(person: pair.one)
            PersonPanel(person: pair.other)
            Sentence(Words.decisionsOneExplained)
        } bottom: {
            answers
        }
    }

    /// What each of them answered, and an answer once more, which settles it.
    private func whoIsRight(_ pair: DisputedView) -> some View {
        Screen(Words.decisionsDisputedTitle) {
            Notice(pair.words, kind: .attention)
            ForEach(pair.answers, id: \.self) { Fact($0.by, $0.areOne ? Words.decisionsOne : Words.decisionsNotOne) }
            PersonPanel(person: pair.one)
            PersonPanel(person: pair.other)
        } bottom: {
            answers
        }
    }

    @ViewBuilder private var answers: some View {
        problem
        PrimaryButton(Words.decisionsOne) { model.answer(areOne: true) }
        PrimaryButton(Words.decisionsNotOne) { model.answer(areOne: false) }
    }

    @ViewBuilder private var problem: some View {
        if let problem = model.problem { Notice(problem, kind: .refused) }
    }
}

/// What tells one person from another who may be the same.
private struct PersonPanel: View {
    let person: PersonView

    var body: some View {
        Panel(person.name) { ForEach(lines, id: \.self) { Sentence($0) } }
    }

    private var lines: [String] {
        [
            person.commonName, person.birth.map { Words.decisionsBorn($0) }, person.hamlet, person.phone,
            person.hasDied ? Words.peopleDied : nil,
        ].compactMap { $0 }
    }
}
