import CoreBridge
import Presentation
import SwiftUI

/// The members, to be found and to be opened, and what about them waits for somebody to decide.
struct MembersScreen: View {
    @Environment(Navigator.self) private var navigator
    @Environment(\.openURL) private var openURL
    @State private var people: PeopleModel
    @State private var decisions: DecisionsModel
    @State private var showsLists = false
    @State private var showsGivenUp = false

    init(book: Book, form: any SavedForm) {
        _people = State(initialValue: PeopleModel(book, form, withLists: true))
        _decisions = State(initialValue: DecisionsModel(book))
    }

    var body: some View {
        PeopleList(Words.peopleMembersTitle, people) {
            navigator.go(.card($0.id))
        } swipes: {
            swipes($0)
        } before: {
            if let done = navigator.done { Notice(done, kind: .done) }
            if let waiting = decisions.decisions?.count, waiting > 0 {
                BigTile(Words.peopleDecide, detail: Words.peopleToDecide(waiting), symbol: "exclamationmark.triangle") {
                    navigator.go(.decisions)
                }
            }
            if people.rows != nil { SecondaryButton(Words.peopleAdd, action: add) }
            if !people.lists.isEmpty { lists }
        } found: {
            if people.rows != nil { SecondaryButton(Words.peopleAddNamed(people.typedName), action: add) }
        } end: {
            if people.rows != nil {
                SecondaryButton(Words.peopleManyConsents) { navigator.go(.manyConsents) }
                SecondaryButton(Words.rosterBoard) { navigator.go(.board) }
            }
        }
        .task { await decisions.follow() }
    }

    /// What one does most often about somebody, without opening the card.
    private func swipes(_ person: PersonView) -> [Action] {
        if person.hasDied { return [] }
        let visit = Action(Words.peopleVisit) { navigator.go(.visit(person.id)) }
        guard let phone = person.phone, let url = URL(calling: phone) else { return [visit] }
        return [visit, Action(Words.peopleCall(phone)) { openURL(url) }]
    }

    private func add() { navigator.go(.addPerson(name: people.typedName)) }

    /// Everybody, or who lives alone, or a group, each with how many they are: shown to who asks for it, so that people stay in sight.
    @ViewBuilder private var lists: some View {
        if showsLists || people.list != nil {
            OneOf<PeopleListKind?>(
                Words.peopleLists, [nil] + people.lists.map(\.kind), chosen: .some(people.list?.kind), label: { label(of: $0) }
            ) { people.choose($0) }
            if let words = people.list?.words { Sentence(words) }
            if case .group(let group) = people.list?.kind {
                SecondaryButton(Words.rosterGroupEdit) { navigator.go(.group(group)) }
            } else {
                SecondaryButton(Words.rosterGroupNew) { navigator.go(.group(nil)) }
                givenUp
            }
        } else {
            SecondaryButton(Words.peopleLists) { showsLists = true }
        }
    }

    /// The groups that were given up are shown to who asks for them, too.
    @ViewBuilder private var givenUp: some View {
        if showsGivenUp {
            ForEach(people.givenUp, id: \.group) { group in
                BigTile(group.name, detail: group.since) { navigator.go(.group(group.group)) }
            }
        } else if !people.givenUp.isEmpty {
            SecondaryButton(Words.rosterGroupsGivenUp) { showsGivenUp = true }
        }
    }

    private func label(of kind: PeopleListKind?) -> String {
        guard let list = people.lists.first(where: { $0.kind == kind }) else { return Words.peopleListAll(people.everybody) }
        return Words.peopleListOf(list.name.capitalizedFirst, list.people.count)
    }
}
