import CoreBridge
import Presentation
import SwiftUI

/// The board (Ban Chủ nhiệm): who holds which post, and to whoever may, giving and ending one.
struct BoardScreen: View {
    /// What was just written down is in sight also for who did it from further down.
    private static let noted = "noted"

    @Environment(Navigator.self) private var navigator
    @State private var model: BoardModel

    init(book: Book) { _model = State(initialValue: BoardModel(book)) }

    var body: some View {
        ScrollViewReader { scroll in
            page.onChange(of: model.change) { scroll.scrollTo(Self.noted, anchor: .top) }
        }
    }

    private var page: some View {
        Screen(Words.rosterBoard) {
            if let change = model.change {
                written(change).id(Self.noted)
            }
            if let problem = model.problem {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.tryAgain() })
            }
            if let board = model.board {
                if let vacancies = board.vacancies { Notice(vacancies, kind: .attention) }
                if !board.mayGivePosts { Sentence(Words.rosterBoardWhoMay) }
                ForEach(board.posts.filter { board.mayGivePosts || !$0.holders.isEmpty }, id: \.role.number) {
                    post($0, mayGive: board.mayGivePosts)
                }
            }
        }
        .question(model.question) { asked in
            QuestionSheet(
                question: asked.words, answers: [Action(asked.answer) { model.confirm() }],
                leave: Action(Words.peopleConsentLeave) { model.leaveAsItIs() })
        }
        .sensoryFeedback(trigger: model.problem) { _, problem in problem == nil ? nil : .error }
        .onAppear { if case (.appoint(let role), let person)? = navigator.takeChosen() { model.appoint(person, to: role) } }
        .task { await model.follow() }
    }

    @ViewBuilder
    private func written(_ change: BoardModel.Change) -> some View {
        if change.mayBeTakenBack {
            UndoBar(change.words, Action(Words.peopleLeftUndo) { model.takeBack() })
        } else {
            Notice(change.words, kind: .done)
        }
    }

    private func post(_ post: PostView, mayGive: Bool) -> some View {
        VStack(alignment: .leading, spacing: Space.near) {
            Heading(post.role.label.capitalizedFirst)
            ForEach(post.holders, id: \.person.id) { holder in
                BigTile(holder.person.name, detail: holder.term) { navigator.go(.card(holder.person.id)) }
                if mayGive, !holder.ends {
                    SecondaryButton(Words.rosterBoardEnd(holder.person.said.capitalizedFirst, post.role.label)) {
                        model.end(holder.person, post.role)
                    }
                }
            }
            if mayGive { SecondaryButton(Words.rosterBoardGive(post.role.label)) { navigator.go(.appoint(role: post.role.number)) } }
        }
    }
}

extension BoardModel.Question {
    fileprivate var words: String {
        switch self {
        case .held(let words, _, _, _), .own(let words, _, _): words
        case .ends(let person, let role): Words.rosterBoardEndQuestion(person.said, role.label)
        }
    }

    fileprivate var answer: String {
        switch self {
        case .held: Words.rosterBoardReplace
        case .ends, .own: Words.rosterBoardEndAct
        }
    }
}

extension BoardModel.Change {
    fileprivate var words: String {
        switch (isGiven, mayBeTakenBack) {
        case (true, true): Words.rosterBoardGiven(person.said, role.label)
        case (true, false): Words.rosterBoardHandedOver(person.said, role.label)
        case (false, true): Words.rosterBoardEnded(person.said, role.label)
        case (false, false): Words.rosterBoardGivenUp(person.said, role.label)
        }
    }
}
