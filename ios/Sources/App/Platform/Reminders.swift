import CoreBridge
import Foundation
import UserNotifications

/// What the phone reminds of while it lies on a table; the core says what, and names nobody.
struct Reminders: Sendable {
    /// Asks whether it may show them. Asked once, when there is first something of the club to be reminded of.
    func askPermission() async { _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert]) }

    /// Shows what the core reminds of now, and takes away what it no longer says.
    func show(_ book: Book) async {
        guard let found = try? await book.ask({ try $0.reminders() }) else { return }
        let centre = UNUserNotificationCenter.current()
        for kind in ReminderKind.allCases {
            let identifier = "vn.clubbook.reminder.\(kind)"
            guard let reminder = found.first(where: { $0.kind == kind }) else {
                centre.removePendingNotificationRequests(withIdentifiers: [identifier])
                centre.removeDeliveredNotifications(withIdentifiers: [identifier])
                continue
            }
            let content = UNMutableNotificationContent()
            content.title = reminder.title
            content.body = reminder.words
            try? await centre.add(UNNotificationRequest(identifier: identifier, content: content, trigger: nil))
        }
    }
}
