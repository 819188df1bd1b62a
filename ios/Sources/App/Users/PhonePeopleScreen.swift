import CoreBridge
import Presentation
import SwiftUI

/// The people of this phone: added, taken off, helped with a forgotten PIN.
struct PhonePeopleScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: PhonePeopleModel

    init(book: Book) { _model = State(initialValue: PhonePeopleModel(book)) }

    var body: some View {
        ByTurns {
            switch model.step {
            case .looking: people
            case .adding(let possible): adding(possible)
            case .about(let user, _): about(user)
            case .choosingPin(_, let name, _): choosingPin(name)
            }
        }
        .stepsBack(back)
        .question(askedAbout) { user in
            QuestionSheet(
                question: Words.usersRemoveQuestion(user.name),
                detail: Words.usersRemoveDetail,
                answers: [Action(Words.usersRemove) { model.remove() }],
                leave: Action(Words.usersKeep) { model.keep() }
            )
        }
        .task { await model.follow() }
    }

    private var back: (@MainActor () -> Void)? {
        if model.step == .looking { return nil }
        return { model.back() }
    }

    private var askedAbout: UserView? {
        if case .about(let user, asksRemoval: true) = model.step { user } else { nil }
    }

    private var people: some View {
        Screen(Words.usersOfPhone) {
            if let refused = model.refused { Notice(refused, kind: .refused) }
            if let done = model.done { Notice(done.words, kind: .done) }
            ForEach(model.people ?? [], id: \.person) { user in
                let isMe = user.person == model.me
                BigTile(
                    user.name,
                    detail: isMe ? Words.usersHoldsIt : nil,
                    state: user.hasPin ? Words.usersHasPin : Words.usersHasNoPin
                ) { if isMe { navigator.go(.ownPin) } else { model.tap(user) } }
            }
        } bottom: {
            PrimaryButton(Words.usersAdd, symbol: "person.badge.plus") { model.add() }
        }
    }

    private func adding(_ possible: [PossibleUserView]) -> some View {
        Screen(Words.usersAddWhom) {
            if possible.isEmpty { EmptyState(Words.usersNobodyToAdd, symbol: "person.2") }
            ForEach(possible, id: \.person.id) { one in
                BigTile(one.person.name, detail: one.tasks, state: one.person.birthYear.map { String($0) }) { model.add(one.person) }
            }
        }
    }

    private func about(_ user: UserView) -> some View {
        Screen(user.name) {
            SecondaryButton(Words.usersForgotPin) { model.forgotPin() }
            SecondaryButton(Words.usersRemove) { model.askRemoval() }
        }
    }

    private func choosingPin(_ name: String) -> some View {
        Screen(Words.usersChoosesPin) {
            NewPinPad(pin: model.pin, first: Words.usersHandOver(name)) { model.enter($0) }
        }
    }
}

extension PhonePeopleModel.Done {
    fileprivate var words: String {
        switch self {
        case .added(let name): Words.usersAdded(name)
        case .removed(let name): Words.usersRemoved(name)
        case .pinChanged(let name): Words.usersPinChanged(name)
        }
    }
}
