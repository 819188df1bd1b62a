import CoreBridge
import Presentation
import SwiftUI

/// Weighing at a meeting: a name, three numbers, the next. The scales and what to do about a dangerous reading come over the list, so
/// that it stays where it was.
struct WeighScreen: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    @State private var model: WeighModel

    init(book: Book, form: any SavedForm, meeting: UUID) {
        _model = State(initialValue: WeighModel(book, form: form, meeting: meeting))
    }

    var body: some View {
        ScrollViewReader { scroll in
            people
                .onChange(of: model.takenBack) { if let takenBack = model.takenBack { scroll.scrollTo(takenBack) } }
                .onChange(of: model.weighed) { if isUndoneInList, let weighed = model.weighed { scroll.scrollTo(weighed.words) } }
        }
        .sheet(isPresented: .constant(model.entry != nil || model.weighed?.isAlarming == true)) {
            NavigationStack { WeighSheet(model: model) }.interactiveDismissDisabled().modifier(Covered())
        }
        .privacySensitive()
        .task { await model.follow() }
    }

    private var people: some View {
        ListScreen(Words.weighTitle) {
            if let refused = model.refused { Notice(refused, kind: .refused) }
            if isUndoneInList, let weighed = model.weighed { undo(weighed).id(weighed.words) }
            if let takenBack = model.takenBack { Notice(Words.weighTakenBack(takenBack), kind: .done).id(takenBack) }
            if let rows = model.rows, model.shown.isEmpty { EmptyState(rows.isEmpty ? Words.weighNobody : Words.weighNotFound) }
            ForEach(model.shown) { row in
                BigTile(
                    row.person.name, detail: row.person.about, state: row.isMeasured ? Words.weighMeasured : row.away,
                    symbol: row.isMeasured ? "checkmark.square" : "square"
                ) { model.choose(row.id) }
            }
        } top: {
            if model.rows?.isEmpty == false, !model.isLooking {
                Counter(count: model.measured, of: model.expected, what: Words.weighMeasured)
            }
        } bottom: {
            if !isUndoneInList, model.rows != nil, let weighed = model.weighed { undo(weighed) }
        }
        .searchable(text: $model.typed, placement: .navigationBarDrawer(displayMode: .always), prompt: Words.weighSearch)
        .autocorrectionDisabled()
    }

    /// In the largest type there is no room for it below the list.
    private var isUndoneInList: Bool { typeSize.isAccessibilitySize }

    private func undo(_ weighed: Weighed) -> some View {
        UndoBar(
            Words.weighSaved(weighed.said, weighed.words),
            Action(Words.weighCorrect) { model.choose(weighed.person) },
            Action(Words.weighTakeBack) { model.takeBack() })
    }
}

/// Who stands on the scales, and what to do where their reading is dangerous.
private struct WeighSheet: View {
    let model: WeighModel

    var body: some View {
        if let weighed = model.weighed, weighed.isAlarming {
            alarm(weighed)
        } else if let entry = model.entry {
            scales(entry)
        }
    }

    private func scales(_ entry: WeighEntry) -> some View {
        Screen(entry.titled) {
            if let about = model.atTheScales?.person.about { Sentence(about) }
            if entry.replaces { Notice(Words.weighReplaces, kind: .attention) }
            ReadingFields(Measure.atTheScales, numbers: entry.numbers, focusFirst: true) { model.type($1, for: $0) }
        } bottom: {
            if let refused = model.refused { Notice(refused, kind: .refused) }
            PrimaryButton(Words.weighNext) { model.save() }
        }
        .stepsBack { model.leave() }
    }

    private func alarm(_ weighed: Weighed) -> some View {
        Screen(Words.weighAlarmTitle(weighed.said)) {
            AdviceAlarm(weighed.advice)
            Notice(Words.weighAlarmSaved(weighed.words))
        } bottom: {
            PrimaryButton(Words.weighAlarmRead) { model.alarmRead() }
        }
    }
}
