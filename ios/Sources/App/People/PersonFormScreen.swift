import CoreBridge
import Presentation
import SwiftUI

/// "Sửa": what stands in the roster about a person, to be corrected.
struct PersonFormScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: PersonFormModel

    init(book: Book, form: any SavedForm, person: UUID) {
        _model = State(initialValue: PersonFormModel(book, form, person: person))
    }

    var body: some View {
        Screen(Words.peopleCorrect) {
            if let fields = model.fields {
                PersonFields(fields) { name, text in model.type(text, in: name) }
            } else if let problem = model.problem {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.open() })
            }
        } bottom: {
            if model.fields != nil {
                if let problem = model.problem { Notice(problem, kind: .refused) }
                PrimaryButton(Words.peopleSave) { model.save() }
            }
        }
        .privacySensitive()
        .asksToDrop(model.isChanged)
        .felt(whenever: model.problem)
        .onChange(of: model.end, initial: true) {
            if let end = model.end { navigator.back(done: end == .saved ? Words.peopleSaved : nil) }
        }
        .task { model.open() }
    }
}
