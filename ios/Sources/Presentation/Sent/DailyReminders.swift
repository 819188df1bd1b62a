import CoreBridge

/// Which reminders a phone shows now: each once a day, as on Android. iOS alerts anew whenever one is shown again, and work in the
/// background comes several times a day.
@MainActor
public struct DailyReminders {
    private let kept: any SavedForm

    /// - Parameter kept: where it is kept on which day each was shown last
    public init(_ kept: any SavedForm) { self.kept = kept }

    /// Those of `found` that were not shown on `day` yet. What is no longer found begins anew.
    public func due(_ found: [ReminderView], on day: CalendarDay) -> [ReminderView] {
        for kind in ReminderKind.allCases where !found.contains(where: { $0.kind == kind }) { kept["\(kind)"] = nil }
        return found.filter { kept["\($0.kind)"] != day.typed }
    }

    /// The phone took one to be shown on `day`.
    public func wasShown(_ kind: ReminderKind, on day: CalendarDay) { kept["\(kind)"] = day.typed }
}
