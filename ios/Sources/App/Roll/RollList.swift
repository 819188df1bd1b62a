import CoreBridge
import Presentation
import SwiftUI

/// The tiles of the roll. None of them moves or grows: the words of its mark have their place from the beginning.
struct RollList: View {
    @Environment(Navigator.self) private var navigator
    @Environment(\.dynamicTypeSize) private var typeSize
    @Bindable var model: RollModel
    let roll: RollView

    var body: some View {
        ListScreen(Words.rollTitle) {
            head
            ForEach(model.rows) { row in tile(row) }
            if model.rows.isEmpty { nobody }
            more
        } top: {
            Counter(count: Int(roll.counts.present), of: Int(roll.counts.members), what: Words.rollPresent)
        } bottom: {
            done
        }
        .searchable(text: $model.typed, placement: .navigationBarDrawer(displayMode: .always), prompt: Words.rollSearch)
        .autocorrectionDisabled()
        .accessibilityRotor(Words.rollMarkUnset, entries: model.rows.filter(\.isUnmarked), entryID: \.id, entryLabel: \.title)
        .sensoryFeedback(.success, trigger: roll.counts.present)
        .question(model.choosing, sheet: marks)
    }

    @ViewBuilder private var head: some View {
        if let trouble = model.trouble { Notice(trouble, kind: .refused) }
        if let closed = roll.closedWords { Notice(closed, kind: .done) }
        ForEach(roll.remarks, id: \.self) { Notice($0, kind: .attention) }
        OneOf(
            Words.rollOrder, [RollOrder.register, .name], chosen: model.order,
            label: { $0 == .register ? Words.rollOrderRegister : Words.rollOrderName }
        ) { model.show(in: $0) }
    }

    private func tile(_ row: RollRow) -> some View {
        HStack(spacing: Space.near) {
            BigTile(row.title, detail: row.detail, state: row.markLabel, isMarked: row.isHere) {
                model.tap(row.id)
            }
            // To whoever listens a row is one thing, as the rotor needs it, and this is one of its actions.
            .accessibilityAction(named: Words.rollOther(row.person.titled)) { model.choose(row) }
            IconTap(symbol: "ellipsis") { model.choose(row) }.accessibilityHidden(true)
        }
        .swipeActions(allowsFullSwipe: false) { swipes(row) }
    }

    private func swipes(_ row: RollRow) -> some View {
        ForEach([Mark.absent, .excused, .late].filter { $0 != row.mark }, id: \.self) { mark in
            Button(mark.label) { model.give(mark, to: row.id) }
        }
    }

    @ViewBuilder private var nobody: some View {
        if model.isLooking {
            EmptyState(Words.rollNobodyFound, symbol: "magnifyingglass")
        } else {
            EmptyState(Words.rollEmpty, action: Action(Words.rollNewMember) { navigator.go(.addPerson(name: "")) })
        }
    }

    /// What is done now and then: guests, a new member, the scales.
    @ViewBuilder private var more: some View {
        Guests(names: roll.guestNames, onAdd: model.addGuest, onRemove: model.removeGuest)
        if !roll.rows.isEmpty { SecondaryButton(Words.rollNewMember) { navigator.go(.addPerson(name: "")) } }
        SecondaryButton(Words.rollWeigh) { navigator.go(.weigh(meeting: roll.meeting)) }
        if roll.isClosed {
            SecondaryButton(Words.rollReopen) { model.reopen() }
        } else {
            PrimaryButton(Words.rollClose) { model.close() }
        }
    }

    /// What was just done, with the way back. In the largest type the words would hide the list; they are read out all the same.
    @ViewBuilder private var done: some View {
        if let last = model.last {
            VStack(alignment: .leading, spacing: Space.near) {
                if !typeSize.isAccessibilitySize { Sentence(last.words) }
                SecondaryButton(Words.rollTakeBack) { model.takeBack() }
            }
            .onAppear { announce(last.words) }
            .onChange(of: last) { announce(last.words) }
        } else {
            Sentence(roll.countsWords)
        }
    }

    private func marks(of row: RollRow) -> QuestionSheet {
        let others = [Mark.present, .late, .excused, .absent, .unset].filter { $0 != row.mark }
        return QuestionSheet(
            question: Words.rollMarkOf(row.person.said), detail: row.person.titled,
            answers: others.map { mark in Action(mark.label) { model.give(mark, to: row.id) } },
            leave: Action(Words.rollKeep) { model.choose(nil) })
    }
}
