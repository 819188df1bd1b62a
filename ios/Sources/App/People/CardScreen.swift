import CoreBridge
import Presentation
import SwiftUI

/// All that the book knows of a person and that whoever is at the phone may see.
struct CardScreen: View {
    private static let transfer = "transfer"

    @Environment(Navigator.self) private var navigator
    @State private var model: CardModel
    private let person: UUID

    init(book: Book, form: any SavedForm, person: UUID) {
        _model = State(initialValue: CardModel(book, form, person: person))
        self.person = person
    }

    var body: some View {
        ScrollViewReader { scroll in
            // The sheet of who leaves lay over the page: nothing moves below a finger.
            page.onChange(of: model.change) { if model.change?.transfer != nil { scroll.scrollTo(Self.transfer, anchor: .top) } }
        }
    }

    private var page: some View {
        Screen(model.card?.person.name ?? Words.peopleCardTitle) {
            if let transfer = model.change?.transfer {
                TransferPanel(transfer: transfer).id(Self.transfer)
            } else if model.change == nil, let done = navigator.done {
                Notice(done, kind: .done)
            }
            if let problem = model.problem, model.leaving == nil {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.tryAgain() })
            }
            if let card = model.card { CardParts(model: model, card: card) }
        } bottom: {
            if let card = model.card {
                if let change = model.change, change.stoodAlready {
                    Notice(Words.rosterAlready, kind: .done)
                } else if let change = model.change {
                    UndoBar(change.words(card.person.said), Action(Words.peopleLeftUndo) { model.takeBack() })
                }
                SecondaryButton(Words.peopleCorrect) { navigator.go(.editPerson(person)) }
            }
        }
        .privacySensitive()
        // Only an answer closes it, and it is there as soon as it has something to show.
        .sheet(isPresented: .constant(model.leaving != nil && model.card != nil)) {
            if let leaving = model.leaving, let card = model.card {
                NavigationStack { LeaveSheet(person: card.person, leaving: leaving, model: model) }.modifier(Covered())
            }
        }
        .question(model.number) { asked in
            QuestionSheet(
                question: asked.words,
                answers: [Action(Words.peopleNumberTake(Int(asked.nextFree))) { model.takeNextFree() }],
                leave: Action(Words.peopleNumberAgain) { model.joinNotYet() })
        }
        .sensoryFeedback(trigger: model.problem) { _, problem in problem == nil ? nil : .error }
        .onAppear { if case (.livesWith, let other)? = navigator.takeChosen() { model.live(with: other) } }
        .task { await model.follow() }
    }
}

/// What the other club writes down of somebody who moved there.
private struct TransferPanel: View {
    let transfer: TransferView

    var body: some View {
        Panel(Words.peopleTransfer) {
            Fact(Words.peopleTransferFrom, transfer.fromClub)
            if let since = transfer.joinedOn { Fact(Words.peopleTransferSince, since) }
            ForEach(transfer.lines, id: \.field) { Fact($0.label, $0.value) }
        }
    }
}

/// What one does most often comes first: joining, calling, a visit.
private struct CardParts: View {
    @Environment(Navigator.self) private var navigator
    @Environment(\.openURL) private var openURL
    let model: CardModel
    let card: CardView

    private var person: PersonView { card.person }

    var body: some View {
        standing
        if !card.isMember, !person.hasDied { PrimaryButton(Words.peopleJoin) { model.join() } }
        ForEach(card.calls, id: \.self) { call in PrimaryButton(call.words, symbol: "phone") { dial(call.number) } }
        if !card.unsettled.isEmpty {
            let labels = card.unsettled.map(\.label).joined(separator: ", ")
            Notice(
                Words.peopleUnsettled(labels), kind: .attention,
                action: Action(Words.peopleUnsettledLook) { navigator.go(.decisions) })
        }
        care
        roster
        if card.isMember { SecondaryButton(Words.peopleLeave) { model.startLeaving() } }
        if !person.hasDied { SecondaryButton(Words.peopleDeath) { navigator.go(.death(person.id)) } }
    }

    /// Number in the register, since when, tasks: for each time that they were a member.
    private var standing: some View {
        VStack(alignment: .leading) {
            if person.hasDied { Text(Words.peopleHasDied).font(.clubTitle) }
            if card.memberships.isEmpty { Sentence(Words.peopleNoMember) }
            ForEach(card.memberships.compactMap(\.inShort), id: \.self) { Sentence($0) }
        }
    }

    @ViewBuilder private var care: some View {
        Heading(Words.peopleCare)
        if !card.circumstances.isEmpty { Fact(Words.peopleCircumstances, card.circumstances.joined(separator: ", ")) }
        if !person.hasDied, mayBeNoted {
            let offered = model.offersToLiveAlone
            SecondaryButton(offered ? Words.rosterAlone : Words.rosterNotAlone) { model.note(livesAlone: offered) }
        }
        if model.change?.noted == true, card.circumstancesConsent == .missing {
            Notice(
                Words.rosterAloneHidden, kind: .attention,
                action: Action(Words.peopleAddedConsents) { navigator.go(.consents(person.id)) })
        }
        if !person.hasDied { SecondaryButton(Words.peopleVisit) { navigator.go(.visit(person.id)) } }
        BigTile(Words.peopleVisits, detail: card.lastVisit.map { Words.peopleLastVisit($0) } ?? Words.peopleNoVisit) {
            navigator.go(.visits(person.id))
        }
        BigTile(Words.peopleConsents, detail: card.consentsWords) { navigator.go(.consents(person.id)) }
    }

    /// Nothing is noted of their circumstances where they said no to it, nor where nobody sees what is noted already.
    private var mayBeNoted: Bool { ![.refused, .withdrawn, .outOfSight].contains(card.circumstancesConsent) }

    @ViewBuilder private var roster: some View {
        Heading(Words.peopleRoster)
        if let group = card.group { Fact(Words.peopleGroup, group) }
        if let household = card.household {
            Fact(Words.peopleHousehold, ([household] + card.householdPeople.map(\.titled)).joined(separator: "\n"))
        }
        if !person.hasDied {
            SecondaryButton(Words.rosterLivesWith) { navigator.go(.livesWith(person.id)) }
            if card.household != nil { SecondaryButton(Words.rosterLivesApart) { model.liveApart() } }
        }
        ForEach(card.lines, id: \.field) { Fact($0.label, $0.value) }
        if card.isMember { SecondaryButton(Words.peopleMembership) { navigator.go(.membership(person.id)) } }
        if !card.samePerson.isEmpty {
            Heading(Words.peopleSamePerson)
            ForEach(card.samePerson, id: \.id) { other in
                BigTile(other.name, detail: other.about) { navigator.go(.card(other.id)) }
            }
        }
    }

    private func dial(_ number: String) {
        if let url = URL(calling: number) { openURL(url) }
    }
}

extension CardModel.Change {
    /// What the club needs to which somebody moved.
    fileprivate var transfer: TransferView? { if case .left(let transfer) = self { transfer } else { nil } }

    fileprivate func words(_ said: String) -> String {
        switch self {
        case .joined: Words.peopleJoinedDone(said)
        case .left: Words.peopleLeftDone(said)
        case .livesAlone(true, _): Words.rosterAloneDone(said)
        case .livesAlone(false, _): Words.rosterNotAloneDone(said)
        case .moved(_, let with?): Words.rosterLivesWithDone(said, with.said)
        case .moved(_, with: nil): Words.rosterLivesApartDone(said)
        }
    }
}

extension MemberView {
    fileprivate var inShort: String? {
        let parts = [registerNo.map { Words.peopleNumber(Int($0)) }, standing].compactMap { $0 } + roles.map(\.label)
        return parts.isEmpty ? nil : parts.joined(separator: .apart)
    }
}

extension CallView {
    fileprivate var words: String {
        // A number is read in one line.
        let number = number.replacingOccurrences(of: " ", with: "\u{A0}")
        if isOwn { return Words.peopleCall(number) }
        return of.map { Words.peopleCallNamed($0, number) } ?? Words.peopleCallRelative(number)
    }
}
