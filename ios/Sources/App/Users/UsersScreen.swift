import CoreBridge
import Presentation
import SwiftUI

/// Who is holding the phone? Where it is the first screen there is no way back: somebody has to say.
struct UsersScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: UsersModel
    private let onLeft: @MainActor () -> Void

    /// - Parameter onLeft: nobody is at the phone any more
    init(book: Book, onLeft: @escaping @MainActor () -> Void) {
        _model = State(initialValue: UsersModel(book))
        self.onLeft = onLeft
    }

    var body: some View {
        ByTurns {
            if let user = model.chosen { pin(user) } else { people }
        }
        .task { await model.follow() }
        // Another person's screens begin anew by themselves; the same person goes back to where they were.
        .onChange(of: model.isIn) { navigator.back() }
        .onChange(of: model.hasLeft) {
            navigator.back()
            onLeft()
        }
    }

    private var people: some View {
        Screen(Words.usersTitle) {
            if let refused = model.refused { Notice(refused, kind: .refused) }
            ForEach(model.people ?? [], id: \.person) { user in BigTile(user.name) { model.choose(user) } }
            if !navigator.isFirst, (model.people?.count ?? 0) > 1 {
                SecondaryButton(Words.usersLeave, symbol: "lock") { model.leave() }
            }
        }
        .stepsBack(nil)
    }

    private func pin(_ user: UserView) -> some View {
        Screen(user.name) {
            if let refused = model.refused { Notice(refused, kind: .refused) } else { Sentence(Words.usersEnterPin) }
            PinPad(entered: model.entered) { model.enter($0) }
            if model.hasForgotten {
                Notice(model.people?.count == 1 ? Words.usersForgottenAlone : Words.usersForgottenHow)
            } else {
                SecondaryButton(Words.usersForgotten) { model.forget() }
            }
        }
        .stepsBack { model.chooseAgain() }
        .felt(whenever: model.refused)
    }
}
