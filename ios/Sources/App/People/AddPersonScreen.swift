import CoreBridge
import Presentation
import SwiftUI

/// Somebody new: the form, what the book asks back, and that it is written down.
struct AddPersonScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: AddPersonModel

    /// - Parameter name: what is typed of the name already
    init(book: Book, form: any SavedForm, name: String) {
        _model = State(initialValue: AddPersonModel(book, form, name: name))
    }

    var body: some View {
        ByTurns {
            if let added = model.added {
                saved(added)
            } else {
                switch model.question {
                case .duplicate(let words, let people): perhapsADouble(words, people)
                case .registerNo(let words, let nextFree): numberTaken(words, nextFree)
                default: form
                }
            }
        }
        .privacySensitive()
        .task { model.open() }
    }

    private var form: some View {
        Screen(Words.peopleAdd) {
            if let fields = model.fields {
                PersonFields(fields) { name, text in model.type(text, in: name) }
                OneOf(Words.peopleJoins, [true, false], chosen: model.isMember) { joins in
                    joins ? Words.peopleJoinsYes : Words.peopleJoinsNo
                } onChoose: { joins in
                    model.choose(isMember: joins)
                }
                if model.isMember {
                    BigNumberField(
                        label: Words.peopleRegisterNo, text: $model.registerNo, unit: "", detail: Words.peopleRegisterNoDetail)
                }
            } else if let problem = model.problem {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.open() })
            }
        } bottom: {
            if model.fields != nil {
                if let problem = model.problem { Notice(problem, kind: .refused) }
                PrimaryButton(Words.peopleSave) { model.save() }
            }
        }
        .asksToDrop(model.isBegun, .added)
        .felt(whenever: model.problem)
    }

    /// Who is in the book already may be the one: to look at, with a way back into the form, or to say that it is somebody else.
    private func perhapsADouble(_ words: String, _ people: [PersonView]) -> some View {
        Screen(Words.peopleDoubleTitle) {
            Notice(words, kind: .attention)
            Heading(Words.peopleDoubleOpen)
            ForEach(people, id: \.id) { person in BigTile(person.name, detail: person.about) { navigator.go(.card(person.id)) } }
        } bottom: {
            PrimaryButton(Words.peopleDoubleAnother) { model.isAnotherPerson() }
        }
        .stepsBack { model.lookAgain() }
    }

    private func numberTaken(_ words: String, _ nextFree: Int64) -> some View {
        Screen(Words.peopleNumberTitle) {
            Notice(words, kind: .attention)
        } bottom: {
            PrimaryButton(Words.peopleNumberTake(Int(nextFree))) { model.takeNextFree() }
            SecondaryButton(Words.peopleNumberMeant(model.registerNo)) { model.numberIsMeant() }
        }
        .stepsBack { model.lookAgain() }
    }

    private func saved(_ person: PersonView) -> some View {
        Screen(person.name) {
            Notice(Words.peopleSaved, kind: .done)
        } bottom: {
            PrimaryButton(Words.peopleAddedConsents) {
                open(person)
                navigator.go(.consents(person.id))
            }
            SecondaryButton(Words.peopleAddedOpen) { open(person) }
            SecondaryButton(Words.peopleAddedAnother) { model.addAnother() }
        }
        .felt(.success, person.id)
    }

    /// There is no way back into a form that is done.
    private func open(_ person: PersonView) { navigator.replace(with: .card(person.id)) }
}

extension DropWords {
    @MainActor fileprivate static var added: DropWords {
        DropWords(question: Words.peopleAddDropQuestion, detail: Words.peopleDropDetail, keep: Words.peopleAddDropKeep)
    }
}
