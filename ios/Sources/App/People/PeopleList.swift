import CoreBridge
import Presentation
import SwiftUI

/// People to search in and to choose one of, behind the members and every choice of a person. The keyboard is there at once, so that
/// three letters and a tap are enough; it goes as soon as somebody scrolls instead. `before` stands above the people while nobody is looked
/// for, `end` below all of them; `found` stands below those who were found. `swipes` are offered beside each.
struct PeopleList<Before: View, Found: View, End: View>: View {
    /// Only on the way in: who comes back from a card wants to see the list.
    @State private var isSearching = true
    @Bindable private var model: PeopleModel
    private let title: String
    private let onChoose: @MainActor (PersonView) -> Void
    private let swipes: @MainActor (PersonView) -> [Action]
    private let before: Before
    private let found: Found
    private let end: End

    init(
        _ title: String, _ model: PeopleModel, onChoose: @escaping @MainActor (PersonView) -> Void,
        swipes: @escaping @MainActor (PersonView) -> [Action] = { _ in [] }, @ViewBuilder before: () -> Before,
        @ViewBuilder found: () -> Found = { EmptyView() }, @ViewBuilder end: () -> End = { EmptyView() }
    ) {
        self.title = title
        self.model = model
        self.onChoose = onChoose
        self.swipes = swipes
        self.before = before()
        self.found = found()
        self.end = end()
    }

    var body: some View {
        ScrollViewReader { scroll in
            ListScreen(title) {
                if let problem = model.problem {
                    Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.look() })
                }
                if !model.isLookingFor { before }
                if let rows = model.rows { people(rows) }
                if model.isLookingFor { found } else { end }
            }
            .onChange(of: model.typed) { if let first = model.rows?.first { scroll.scrollTo(first.id, anchor: .top) } }
        }
        .searchable(
            text: $model.typed, isPresented: $isSearching, placement: .navigationBarDrawer(displayMode: .always),
            prompt: Words.peopleSearch
        )
        .autocorrectionDisabled()
        .scrollDismissesKeyboard(.immediately)
        .task { await model.follow() }
    }

    @ViewBuilder
    private func people(_ rows: [PersonRow]) -> some View {
        if rows.isEmpty { EmptyState(nobody, symbol: model.isLookingFor ? "magnifyingglass" : "book.closed") }
        tiles(rows.filter { !$0.isGuess })
        if rows.contains(where: \.isGuess) { Heading(model.areGuesses ? Words.peopleOnlyGuesses : Words.peopleGuesses) }
        tiles(rows.filter(\.isGuess))
    }

    private func tiles(_ rows: [PersonRow]) -> some View {
        ForEach(rows) { row in
            BigTile(row.person.name, detail: row.detail, state: row.state) { onChoose(row.person) }
                .swipeActions(allowsFullSwipe: false) {
                    ForEach(swipes(row.person)) { swipe in Button(swipe.text, action: swipe.act) }
                }
        }
    }

    private var nobody: String {
        if model.isLookingFor { return Words.peopleNotFound(model.typedName) }
        return switch model.list?.kind {
        case .livesAlone: Words.peopleNobodyAlone
        case .group, .noGroup: Words.peopleNobodyInGroup
        case nil: Words.peopleNobody
        }
    }
}

extension PersonRow {
    fileprivate var detail: String? {
        let parts = [registerNo.map { Words.peopleNumber(Int($0)) }, person.about].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: .apart)
    }

    fileprivate var state: String? {
        if person.hasDied { return Words.peopleDied }
        return isMember ? nil : Words.peopleNotYetMember
    }
}
