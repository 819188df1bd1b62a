import CoreBridge
import Presentation
import SwiftUI

/// Why somebody leaves, and since when. Only an answer closes it: what is chosen is not lost by a touch beside it.
struct LeaveSheet: View {
    let person: PersonView
    let leaving: Leaving
    let model: CardModel

    var body: some View {
        Screen(Words.peopleLeaveTitle(person.said)) {
            Notice(Words.peopleLeaveExplained)
            OneOf(Words.peopleLeaveWhy, leaving.reasons, chosen: leaving.reason, label: \.label) { reason in
                model.tell { $0.reason = reason }
            }
            if leaving.isMoving { TextLine(label: Words.peopleLeaveTo, text: club, typing: .names) }
            OneOf(Words.peopleLeaveWhen, [true, false], chosen: leaving.day == nil) { isToday in
                isToday ? Words.peopleLeaveToday : Words.peopleLeaveOtherDay
            } onChoose: { isToday in
                model.tell { $0.day = isToday ? nil : $0.day ?? "" }
            }
            if leaving.day != nil {
                DayField(
                    label: Words.peopleLeaveDay, text: day, detail: Words.peopleLeaveDayExample,
                    wrong: leaving.lacks == .day ? Words.peopleLeaveDayWrong : nil)
            }
        } bottom: {
            switch leaving.lacks {
            case .reason: Notice(Words.peopleLeaveLacksReason, kind: .attention)
            case .club: Notice(Words.peopleLeaveLacksClub, kind: .attention)
            case .day, nil: EmptyView()
            }
            if let problem = model.problem { Notice(problem, kind: .refused) }
            PrimaryButton(Words.peopleLeaveSave) { model.leave() }
            SecondaryButton(Words.peopleLeaveKeep) { model.keepMember() }
        }
        .privacySensitive()
        .navigationBarTitleDisplayMode(.inline)
        .interactiveDismissDisabled()
        .sensoryFeedback(trigger: leaving.lacks) { _, lacks in lacks == nil ? nil : .error }
    }

    private var club: Binding<String> {
        Binding(get: { @MainActor in leaving.to }, set: { @MainActor typed in model.tell { $0.to = typed } })
    }

    private var day: Binding<String> {
        Binding(get: { @MainActor in leaving.day ?? "" }, set: { @MainActor typed in model.tell { $0.day = typed } })
    }
}
