import CoreBridge
import Presentation
import SwiftUI

/// One's own PIN.
struct OwnPinScreen: View {
    @State private var model: OwnPinModel

    init(book: Book) { _model = State(initialValue: OwnPinModel(book)) }

    var body: some View {
        Screen(Words.usersOwnPin) {
            switch model.outcome {
            case .chosen: Notice(Words.usersPinChosen, kind: .done)
            case .removed: Notice(Words.usersPinRemoved, kind: .done)
            case .refused(let words): Notice(words, kind: .refused)
            case nil: EmptyView()
            }
            NewPinPad(pin: model.pin, first: model.hasPin ? Words.usersOwnPinChange : Words.usersOwnPinChoose) { model.enter($0) }
            if model.hasPin { SecondaryButton(Words.usersOwnPinRemove) { model.remove() } }
        }
        .task { await model.follow() }
    }
}
