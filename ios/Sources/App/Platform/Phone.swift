import CoreBridge
import Foundation
import Network
import Presentation

/// What lives as long as the process: the books, where everybody is in them, and what sends and reminds while nobody looks.
@MainActor
final class Phone {
    let books: Books
    let reminders: Reminders

    private let sync: BackgroundSync
    private let ofClub = ScreensOfEach(Folders.forms("club"))
    private let ofPractice = ScreensOfEach(Folders.forms("practice"))

    init() {
        let version = Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? ""
        let place = Books.Surroundings(folder: try Folders.book(), app: "ios \(version)", secrets: KeychainSecrets())
        let ofPhone = FileForms(Folders.forms("phone"))
        reminders = Reminders(DailyReminders(ofPhone["reminded"]))
        books = Books(place, practising: ofPhone["practising"]) { AppearanceDefaults().language }
        sync = BackgroundSync(books, reminders)
    }

    /// To be called before the app has finished launching.
    func launch() {
        sync.register()
        Task { await books.open() }
        Task { await sendWhenBackOnline() }
    }

    /// Somebody looks at the app.
    func wake() async {
        await books.wake()
        // The Keychain gives nothing before the phone was unlocked for the first time.
        if case .failed = books.opened { await books.open() }
        await sync.sendNow()
    }

    /// Nobody looks at it any more: what runs comes to its end, as far as iOS gives time, and the files are closed.
    func sleep() {
        sync.schedule()
        let moment = BackgroundMoment("sleep")
        Task {
            await books.sleep()
            moment.end()
        }
    }

    /// Sends after each save into the club's own book, for as long as the task goes on.
    func sendAfterSaves() async {
        guard let club = books.club?.book else { return }
        let sync = sync
        await SendAfterSave(club) { await sync.sendNow() }.run()
    }

    func screens(of open: OpenBook) -> ScreensOfEach { open.isPractice ? ofPractice : ofClub }

    /// Takes everything of the app off this phone; where the phone does not let go of the books, nothing but the forms that somebody had
    /// begun. Whoever calls this has asked first.
    func erase() async {
        // iOS may end the app in between: nothing that was typed may outlive the books.
        leaveForms()
        guard await books.erase() else { return }
        // A screen that was drawn meanwhile has begun others.
        leaveForms()
        reminders.end()
    }

    private func leaveForms() {
        ofClub.leave()
        ofPractice.leave()
    }

    private func sendWhenBackOnline() async {
        for await path in NWPathMonitor() where path.status == .satisfied {
            guard let club = books.club?.book, let status = try? await club.ask({ try $0.status() }) else { continue }
            if status.waiting > 0 { await sync.sendNow() }
        }
    }
}
