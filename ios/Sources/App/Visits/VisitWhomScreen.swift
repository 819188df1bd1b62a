import CoreBridge
import Presentation
import SwiftUI

/// Who was visited: those who are due come first, everybody else is found by typing.
struct VisitWhomScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: VisitsDueModel
    private let book: Book
    private let form: any SavedForm

    init(book: Book, form: any SavedForm) {
        _model = State(initialValue: VisitsDueModel(book))
        self.book = book
        self.form = form
    }

    var body: some View {
        PersonPicker(Words.visitWhoTitle, book: book, form: form, onChoose: visit) { due }
            .task { await model.follow() }
    }

    @ViewBuilder private var due: some View {
        if let refused = model.refused { Notice(refused, kind: .refused) }
        if !model.words.isEmpty { Sentence(model.words) }
        ForEach(model.due, id: \.person.id) { due in
            BigTile(due.person.titled, detail: due.person.about, state: due.why) { visit(due.person) }
        }
        if !model.due.isEmpty { Heading(Words.visitWhoOthers) }
    }

    private func visit(_ person: PersonView) { navigator.go(.visit(person.id)) }
}
