import CoreBridge
import SwiftUI

/// A day up to today, typed as far as it is known ("21/11/2026", "11/2026", "2026"), or tapped in the calendar below, which writes it
/// into the line. Where no day is written the calendar shows today, as if it were tapped: a button below writes that one.
struct DayField: View {
    let label: String
    @Binding var text: String
    var detail: String?
    var wrong: String?

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            TextLine(label: label, text: $text, typing: .date, detail: detail, wrong: wrong)
            DatePicker(label, selection: tapped, in: ...Date(), displayedComponents: .date)
                .datePickerStyle(.graphical)
                .labelsHidden()
            if CalendarDay(typed: text) == nil {
                SecondaryButton(Words.peopleLeaveToday) { text = CalendarDay(Date()).typed }
            }
        }
    }

    private var tapped: Binding<Date> {
        let text = $text
        return Binding(
            get: { @MainActor in CalendarDay(typed: text.wrappedValue).map { min($0.noon(), Date()) } ?? Date() },
            set: { @MainActor moment in text.wrappedValue = CalendarDay(moment).typed })
    }
}
