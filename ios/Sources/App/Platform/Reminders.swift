import CoreBridge
import Foundation
import UserNotifications

/// What the phone reminds of while it lies on a table; the core says what, and names nobody.
struct Reminders: Sendable {
    /// Asks whether it may show them; iOS puts the question once, to whoever is first at the phone of a club.
    func askPermission() async { _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert]) }

    /// Shows what the core reminds of now, and takes away what it no longer says.
    func show(_ book: Book) async {
        guard let found = try? await book.ask({ try $0.reminders() }) else { return }
        let centre = UNUserNotificationCenter.current()
        for kind in ReminderKind.allCases {
            let identifier = identifier(kind)
            guard let reminder = found.first(where: { $0.kind == kind }) else {
                takeAway([kind])
                continue
            }
            let content = UNMutableNotificationContent()
            content.title = reminder.title
            content.body = reminder.words
            try? await centre.add(UNNotificationRequest(identifier: identifier, content: content, trigger: nil))
        }
    }

    /// Takes away what it shows.
    func takeAway(_ kinds: [ReminderKind] = ReminderKind.allCases) {
        let centre = UNUserNotificationCenter.current()
        centre.removePendingNotificationRequests(withIdentifiers: kinds.map(identifier))
        centre.removeDeliveredNotifications(withIdentifiers: kinds.map(identifier))
    }

    private func identifier(_ kind: ReminderKind) -> String { "vn.clubbook.reminder.\(kind)" }
}
