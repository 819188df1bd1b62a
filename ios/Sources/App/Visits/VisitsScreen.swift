import CoreBridge
import Presentation
import SwiftUI

/// The visits to somebody, the last first, with how readings changed; one that is tapped is shown whole.
struct VisitsScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: VisitsModel
    private let person: UUID

    init(book: Book, form: any SavedForm, person: UUID) {
        _model = State(initialValue: VisitsModel(book, form, person))
        self.person = person
    }

    var body: some View {
        ListScreen(model.person.map { Words.visitsTitle($0.titled) } ?? Words.visitsTitleLoading) {
            if let refused = model.refused, model.looked == nil { Notice(refused, kind: .refused) }
            ForEach(model.charts, id: \.label) { ReadingChartCard($0) }
            ForEach(model.visits, id: \.id) { visit in
                BigTile(visit.on.capitalizedFirst, detail: visit.inShort, state: visit.state) { model.open(visit.id) }
                    .swipeActions { swiped(visit) }
            }
            if model.person != nil, model.visits.isEmpty {
                EmptyState(Words.visitsEmpty, symbol: "house", action: Action(Words.visitsRecord) { navigator.go(.visit(person)) })
            }
        } top: {
            // In sight wherever the list stands.
            if let visit = model.takenBack {
                UndoBar(Words.visitsTakenBack(visit.on), Action(Words.visitsRestoreUndo) { model.restore(visit.id) })
            }
        }
        .privacySensitive()
        .accessibilityRotor(Words.peopleVisits, entries: model.visits, entryID: \.id, entryLabel: \.on)
        .shows(model.looked, onClose: model.close) { visit in VisitSheet(visit: visit, model: model) { correct(visit.id) } }
        .task { await model.follow() }
    }

    @ViewBuilder
    private func swiped(_ visit: VisitView) -> some View {
        if visit.voided == nil {
            swipe(Words.visitsTakeBack, "arrow.uturn.backward") { model.askReason(visit.id) }
            swipe(Words.visitsCorrect, "pencil") { correct(visit.id) }
        } else {
            swipe(Words.visitsRestore, "arrow.uturn.forward") { model.restore(visit.id) }
        }
    }

    private func swipe(_ words: String, _ symbol: String, act: @escaping @MainActor () -> Void) -> some View {
        Button(action: act) { Label(words, systemImage: symbol) }
    }

    private func correct(_ visit: UUID) {
        model.close()
        navigator.go(.correctVisit(visit))
    }
}

extension VisitView {
    fileprivate var inShort: String? {
        let known = [
            notAtHome ? Words.visitsNotAtHome : nil,
            visitors.map(\.said).joined(separator: ", "),
            services.map(\.label).joined(separator: ", "),
            readings,
            remarks.map(\.capitalizedFirst).joined(separator: ". "),
        ].compactMap { $0 }.filter { !$0.isEmpty }
        return known.isEmpty ? nil : known.joined(separator: "\n")
    }

    fileprivate var state: String? { voided.map { Words.visitsVoided($0) } ?? corrected }

    fileprivate var lines: [String] {
        [
            person.titled,
            notAtHome ? Words.visitsNotAtHome.capitalizedFirst : nil,
            visitors.isEmpty ? nil : Words.visitsVisitors(visitors.map(\.titled).joined(separator: ", ")),
            services.isEmpty ? nil : Words.visitsServices(services.map(\.label).joined(separator: ", ")),
            readings.map { Words.visitsReadings($0) },
        ].compactMap { $0 } + remarks.map(\.capitalizedFirst)
    }
}

extension ConsentState {
    /// Why nothing of what was noticed and measured is shown.
    fileprivate var whyHidden: String {
        switch self {
        case .outOfSight: Words.visitsHiddenOutOfSight
        case .refused, .withdrawn: Words.visitsHiddenRefused
        case .missing, .given: Words.visitsHiddenMissing
        }
    }
}

/// One visit as a whole, and what can be done about it. Who takes it back says why.
private struct VisitSheet: View {
    let visit: VisitView
    let model: VisitsModel
    let onCorrect: @MainActor () -> Void

    var body: some View {
        ByTurns {
            if let reason = model.reason { whyTakenBack(reason) } else { whole }
        }
        .privacySensitive()
        .interactiveDismissDisabled(model.reason != nil)
    }

    private var whole: some View {
        Screen(Words.visitsOne(visit.on)) {
            refused
            if let voided = visit.voided { Notice(Words.visitsVoided(voided).capitalizedFirst) }
            if let corrected = visit.corrected { Notice(corrected.capitalizedFirst) }
            ForEach(visit.lines, id: \.self) { Sentence($0) }
            if let hidden = visit.hidden { Notice(hidden.whyHidden) }
        } bottom: {
            if visit.voided == nil {
                PrimaryButton(Words.visitsCorrect, action: onCorrect)
                SecondaryButton(Words.visitsTakeBack) { model.askReason(visit.id) }
            } else {
                SecondaryButton(Words.visitsRestore) { model.restore(visit.id) }
            }
        }
        .closes(Words.back, model.close)
    }

    private func whyTakenBack(_ reason: String) -> some View {
        let reasons = [Words.visitsReasonPerson, Words.visitsReasonDay, Words.visitsReasonTwice]
        let typed = Binding(get: { @MainActor in reasons.contains(reason) ? "" : reason }, set: { @MainActor in model.write(reason: $0) })
        return Screen(Words.visitsTakeBackWhy) {
            Sentence(Words.visitsTakeBackDetail)
            OneOf(Words.visitsReason, reasons, chosen: reason, label: { $0 }, onChoose: { model.write(reason: $0) })
            TextLine(label: Words.visitsReasonOther, text: typed, typing: .sensitive)
        } bottom: {
            refused
            PrimaryButton(Words.visitsTakeBackAct) { model.takeBack() }
            SecondaryButton(Words.visitsKeep) { model.keepVisit() }
        }
    }

    @ViewBuilder private var refused: some View {
        if let refused = model.refused { Notice(refused, kind: .refused) }
    }
}
