import CoreBridge
import Presentation
import SwiftUI

/// The screen on which one person is chosen, for whatever `title` asks: "Thăm ai?". `before` stands above everybody until somebody is
/// looked for.
struct PersonPicker<Before: View>: View {
    @State private var model: PeopleModel
    private let title: String
    private let onChoose: @MainActor (PersonView) -> Void
    private let before: Before

    init(
        _ title: String, book: Book, form: any SavedForm, onChoose: @escaping @MainActor (PersonView) -> Void,
        @ViewBuilder before: () -> Before = { EmptyView() }
    ) {
        _model = State(initialValue: PeopleModel(book, form))
        self.title = title
        self.onChoose = onChoose
        self.before = before()
    }

    var body: some View { PeopleList(title, model, onChoose: onChoose) { before } }
}
