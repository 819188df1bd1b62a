import CoreBridge
import Foundation
import Presentation
import UserNotifications

/// What the phone reminds of while it lies on a table; the core says what, and names nobody.
@MainActor
struct Reminders {
    private let daily: DailyReminders

    init(_ daily: DailyReminders) { self.daily = daily }

    /// Asks whether it may show them; iOS puts the question once, to whoever is first at the phone of a club.
    func askPermission() async { _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: .alert) }

    /// Shows what the core reminds of and was not shown today, and takes away what it no longer says.
    func show(_ book: Book) async {
        guard let found = try? await book.ask({ try $0.reminders() }) else { return }
        takeAway(ReminderKind.allCases.filter { kind in !found.contains { $0.kind == kind } })
        let today = CalendarDay(Date())
        for reminder in daily.due(found, on: today) {
            let content = UNMutableNotificationContent()
            content.title = reminder.title
            content.body = reminder.words
            let request = UNNotificationRequest(identifier: identifier(reminder.kind), content: content, trigger: nil)
            // What the phone does not take is due at the next look again.
            guard (try? await UNUserNotificationCenter.current().add(request)) != nil else { continue }
            daily.wasShown(reminder.kind, on: today)
        }
    }

    /// Nothing is reminded of any more.
    func end() {
        _ = daily.due([], on: CalendarDay(Date()))
        takeAway(ReminderKind.allCases)
    }

    /// What is shown without a trigger is delivered at once: nothing is ever pending.
    private func takeAway(_ kinds: [ReminderKind]) {
        UNUserNotificationCenter.current().removeDeliveredNotifications(withIdentifiers: kinds.map(identifier))
    }

    private func identifier(_ kind: ReminderKind) -> String { "vn.clubbook.reminder.\(kind)" }
}
