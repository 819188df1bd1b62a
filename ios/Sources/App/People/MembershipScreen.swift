import CoreBridge
import Presentation
import SwiftUI

/// "Sửa" over a membership: number in the register, group, whether they visit people at home.
struct MembershipScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: MembershipModel

    init(book: Book, form: any SavedForm, person: UUID) {
        _model = State(initialValue: MembershipModel(book, form, person: person))
    }

    var body: some View {
        Screen(Words.peopleMembership) {
            if let opened = model.opened, let fields = model.fields {
                number
                if !opened.groups.isEmpty { group(fields.group, of: opened.groups) }
                if opened.mayGiveTasks { volunteers(fields.isVolunteer, opened.volunteerLabel) }
            } else if let problem = model.problem {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.open() })
            }
        } bottom: {
            if model.opened != nil {
                if let problem = model.problem { Notice(problem, kind: .refused) }
                PrimaryButton(Words.peopleSave) { model.save() }
            }
        }
        .question(model.question) { asked in
            QuestionSheet(
                question: asked.words,
                answers: [
                    Action(Words.peopleNumberTake(Int(asked.nextFree))) { model.takeNextFree() },
                    Action(Words.peopleNumberMeant(model.fields?.registerNo ?? "")) { model.numberIsMeant() },
                ],
                leave: Action(Words.peopleNumberAgain) { model.lookAgain() }
            )
        }
        .asksToDrop(model.isChanged)
        .felt(whenever: model.problem)
        .onChange(of: model.isSaved, initial: true) { if model.isSaved { navigator.back(done: Words.peopleSaved) } }
        .task { model.open() }
    }

    private var number: some View {
        TextLine(
            label: Words.peopleRegisterNo,
            text: Binding(
                get: { @MainActor in model.fields?.registerNo ?? "" }, set: { @MainActor typed in model.type(registerNo: typed) }),
            typing: .digits, detail: Words.peopleRegisterNoDetail)
    }

    private func group(_ chosen: UUID?, of groups: [GroupChoice]) -> some View {
        let offered: [UUID?] = groups.map(\.group) + [nil]
        return OneOf(Words.peopleGroup, offered, chosen: .some(chosen)) { group in
            groups.first { $0.group == group }?.name ?? Words.peopleNoGroup
        } onChoose: { group in
            model.choose(group: group)
        }
    }

    private func volunteers(_ chosen: Bool, _ label: String) -> some View {
        OneOf(label.capitalizedFirst, [true, false], chosen: chosen) { volunteers in
            volunteers ? Words.peopleVolunteerYes : Words.peopleVolunteerNo
        } onChoose: { volunteers in
            model.choose(isVolunteer: volunteers)
        }
    }
}
