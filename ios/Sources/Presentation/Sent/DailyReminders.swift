import CoreBridge

/// Which reminders a phone shows now: each once a day, as on Android. iOS alerts anew whenever one is shown again, and work in the
/// background comes several times a day.
@MainActor
public struct DailyReminders {
    private let shown: any SavedForm

    /// - Parameter shown: where it is kept on which day each was shown last
    public init(_ shown: any SavedForm) { self.shown = shown }

    /// Those of `found` that were not shown on `day` yet, and from now on were. What is no longer found begins anew.
    public func due(_ found: [ReminderView], on day: CalendarDay) -> [ReminderView] {
        for kind in ReminderKind.allCases where !found.contains(where: { $0.kind == kind }) { shown["\(kind)"] = nil }
        let due = found.filter { shown["\($0.kind)"] != day.typed }
        for reminder in due { shown["\(reminder.kind)"] = day.typed }
        return due
    }
}
