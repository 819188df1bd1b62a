import CoreBridge
import Presentation
import SwiftUI

/// That somebody died: since when, asked once more, and the way back.
struct DeathScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: DeathModel

    init(book: Book, form: any SavedForm, person: UUID) {
        _model = State(initialValue: DeathModel(book, form, person: person))
    }

    var body: some View {
        ByTurns {
            if let person = model.person {
                if let noted = model.noted { done(person, noted) } else { when(person) }
            } else {
                Screen(Words.peopleDeath) {
                    if let problem = model.problem {
                        Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.open() })
                    }
                }
            }
        }
        .felt(whenever: model.problem)
        .onChange(of: model.isTakenBack, initial: true) { if model.isTakenBack { navigator.back() } }
        .task { model.open() }
    }

    private func when(_ person: PersonView) -> some View {
        Screen(Words.peopleDeathTitle(person.titled)) {
            Notice(Words.peopleDeathExplained)
            OneOf(Words.peopleDeathWhen, [true, false], chosen: model.date == nil) { isToday in
                isToday ? Words.peopleLeaveToday : Words.peopleLeaveOtherDay
            } onChoose: { isToday in
                model.died(on: isToday ? nil : model.date ?? "")
            }
            if model.date != nil {
                DayField(
                    label: Words.peopleDeathDay,
                    text: Binding(get: { @MainActor in model.date ?? "" }, set: { @MainActor typed in model.died(on: typed) }),
                    detail: Words.peopleDeathDayExample)
            }
        } bottom: {
            if let problem = model.problem { Notice(problem, kind: .refused) }
            PrimaryButton(Words.peopleDeathNote) { model.note() }
            SecondaryButton(Words.peopleDeathLeave) { navigator.back() }
        }
        .question(model.isAsking ? true : nil) { _ in
            QuestionSheet(
                question: Words.peopleDeathQuestion(person.titled),
                detail: Words.peopleDeathDetail,
                answers: [Action(Words.peopleDeathAct) { model.confirm() }],
                leave: Action(Words.peopleDeathKeep) { model.notYet() }
            )
        }
    }

    /// Nothing more is asked here, so the way back is the same as the button's.
    private func done(_ person: PersonView, _ noted: String) -> some View {
        Screen(person.titled) {
            if let problem = model.problem { Notice(problem, kind: .refused) }
            UndoBar(noted, Action(Words.peopleDeathUndo) { model.takeBack() })
        } bottom: {
            PrimaryButton(Words.peopleDeathDone) { navigator.back() }
        }
    }
}
