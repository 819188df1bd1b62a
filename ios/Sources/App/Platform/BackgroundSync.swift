import BackgroundTasks
import CoreBridge
import Foundation
import Presentation
import UIKit

/// Sends while nobody looks: right after a save while iOS still lets the app run, and later when the system gives it a moment.
@MainActor
final class BackgroundSync {
    /// A short moment, some times a day: sends what waits and shows what is to be reminded of.
    static let refresh = "vn.clubbook.refresh"
    /// Minutes at night with a network: for a phone that has much to fetch.
    static let processing = "vn.clubbook.exchange"

    private let books: Books
    private let reminders: Reminders

    init(_ books: Books, _ reminders: Reminders) {
        self.books = books
        self.reminders = reminders
    }

    /// Tells the system what to call. To be called before the app has finished launching.
    func register() {
        for identifier in [Self.refresh, Self.processing] {
            // Refused only for a name that Info.plist lacks; `ios/bundle.py` compares them. @Sendable, because the system calls it on a
            // thread of its own.
            _ = BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: nil) { @Sendable task in
                let task = Launched(task)
                Task { @MainActor in self.run(task) }
            }
        }
    }

    /// Asks for the next moments. The system refuses where people have switched it off for the app: then the app sends when it is open.
    func schedule() {
        let soon = BGAppRefreshTaskRequest(identifier: Self.refresh)
        soon.earliestBeginDate = Date(timeIntervalSinceNow: 15 * 60)
        let atNight = BGProcessingTaskRequest(identifier: Self.processing)
        atNight.requiresNetworkConnectivity = true
        for request in [soon, atNight] { try? BGTaskScheduler.shared.submit(request) }
    }

    /// Sends now, and a little longer when the app is left meanwhile.
    func sendNow() async {
        guard let book = await books.clubForTask() else { return }
        let exchange = Task { await book.run() }
        let moment = BackgroundMoment("send", whenOver: exchange.cancel)
        if await exchange.value == .tryLater { schedule() }
        moment.end()
    }

    private func run(_ launched: Launched) {
        schedule()
        let work = Task {
            guard let book = await books.clubForTask() else { return false }
            let result = await book.run()
            await reminders.show(book)
            // While nobody looks the file is closed, or iOS ends the app for the lock that it holds.
            if UIApplication.shared.applicationState == .background { await books.sleep() }
            return result != .tryLater
        }
        launched.task.expirationHandler = { @Sendable in work.cancel() }
        Task { launched.task.setTaskCompleted(success: await work.value) }
    }
}

/// A task that the system has launched, on its way to the main actor.
///
/// `@unchecked Sendable` because `BGTask` may be used from any thread and is not marked so.
private final class Launched: @unchecked Sendable {
    let task: BGTask

    init(_ task: BGTask) { self.task = task }
}
