import CoreBridge
import Foundation
import Observation

/// The books of this phone, each opened once for the life of the process: the club's, and the practice club's beside it.
@MainActor @Observable
public final class Books {
    /// How the core opens a file.
    public typealias Opening = @Sendable (OpenRequest) throws -> any ClubbookProtocol

    /// What is needed of the phone around the books.
    public struct Surroundings: Sendable {
        let folder: @Sendable () throws -> URL
        let app: String
        let secrets: any SecretStore
        let openClub: Opening
        let openPractice: Opening

        /// - Parameters:
        ///   - folder: of these books alone, there when it is asked for, and no backup reads it; asked for whenever a book is opened
        ///   - app: which app in which version, for the centre's log
        public init(
            folder: @escaping @autoclosure @Sendable () throws -> URL, app: String, secrets: any SecretStore,
            openClub: @escaping Opening = { try Clubbook.open(request: $0) },
            openPractice: @escaping Opening = { try Clubbook.openPractice(request: $0) }
        ) {
            self.folder = folder
            self.app = app
            self.secrets = secrets
            self.openClub = openClub
            self.openPractice = openPractice
        }
    }

    /// What stands in front of the person.
    public private(set) var opened = Opened.notYet
    /// The club's own book, once it is open, whoever practises beside it.
    public private(set) var club: OpenBook?

    /// The books were to be taken off the phone, and it did not let go of them. Nothing of them is lost, and somebody has to hear of it.
    public private(set) var isErasingRefused = false

    private var practice: OpenBook?
    private var anew = 0
    private var last: Task<Void, Never>?
    private let place: Surroundings
    private let language: @MainActor () -> Language
    private let practising: any SavedForm

    /// - Parameter practising: where it is kept whether somebody practises, so that a form of theirs finds its book again
    public init(_ place: Surroundings, practising: any SavedForm, language: @escaping @MainActor () -> Language) {
        self.place = place
        self.practising = practising
        self.language = language
    }

    /// Opens what was open last; again after a failure.
    public func open() async { await show(practice: practising[Self.isOn] != nil) }

    /// Closes what is open and opens it again, as another process would.
    public func openAnew() async {
        await inTurn { [self] in
            guard case .open(let stale) = opened else { return }
            opened = .notYet
            if stale.isPractice { practice = nil } else { club = nil }
            anew += 1
            let core = stale.book.core
            // What cannot be closed any more is left to the end of the process.
            await Task.detached { try? core.shutdown() }.value
        }
        await open()
    }

    /// Takes every book off this phone, and their key with them, and begins as on a phone that no club knows; whoever calls this has asked
    /// the core whether it may be. Where the phone does not let go of them, they are opened again as they were.
    /// - Returns: whether they are off the phone
    public func erase() async -> Bool {
        let isErased = await inTurn { [self] in
            opened = .notYet
            let cores = both.map(\.book.core)
            (club, practice) = (nil, nil)
            anew += 1
            let place = place
            return await Task.detached {
                for core in cores { try? core.shutdown() }
                do {
                    try Erasure(folder: place.folder(), key: StoreKey(secrets: place.secrets)).run()
                    return true
                } catch {
                    return false
                }
            }.value
        }
        isErasingRefused = !isErased
        await show(practice: false)
        return isErased
    }

    /// It was heard that nothing is erased.
    public func knowsNotErased() { isErasingRefused = false }

    /// Opens the practice club.
    public func practise() async { await show(practice: true) }

    /// Goes back to the club's own book.
    public func endPractice() async { await show(practice: false) }

    /// The club's own book, for work without a screen; none when it cannot be opened.
    public func clubForTask() async -> Book? {
        await inTurn { [self] in if case .open(let open) = await clubsOwn() { open.book } else { nil } }
    }

    /// Whichever are open speak `language` from now on.
    public func speak(_ language: Language) { for open in both { open.book.core.speak(language: language) } }

    /// Nobody looks at the app: iOS ends an app that holds a file's lock while it sleeps. What fails here is said to whoever asks next.
    /// Comes back when what was running is over, or somebody looks again.
    public func sleep() async {
        let asleep = await inTurn { [self] in
            for open in both { try? await open.book.sleep() }
            return both
        }
        for open in asleep { await open.book.untilAsleep() }
    }

    /// Somebody looks at it again.
    public func wake() async { await inTurn { [self] in for open in both { try? await open.book.wake() } } }

    private var both: [OpenBook] { [club, practice].compactMap { $0 } }

    private func show(practice: Bool) async {
        await inTurn { [self] in
            let found = practice ? await practiceClub() : await clubsOwn()
            // A practice club that does not open must not stand before the club's own book.
            if practice, case .open = found { practising[Self.isOn] = "on" } else { practising[Self.isOn] = nil }
            opened = found
        }
    }

    private func clubsOwn() async -> Opened {
        if let club { return .open(club) }
        let found = await open("club.db", isPractice: false, place.openClub)
        if case .open(let open) = found { club = open }
        return found
    }

    private func practiceClub() async -> Opened {
        if let practice { return .open(practice) }
        let found = await open("practice.db", isPractice: true, place.openPractice)
        if case .open(let open) = found { practice = open }
        return found
    }

    private func open(_ name: String, isPractice: Bool, _ opening: @escaping Opening) async -> Opened {
        let place = place
        let language = language()
        let id = OpenBook.ID(isPractice: isPractice, anew: anew)
        return await Task.detached {
            do {
                let folder = try place.folder()
                let storeKey = StoreKey(secrets: place.secrets)
                try Erasure(folder: folder, key: storeKey).settle()
                let isUsed = try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { $0.hasSuffix(".db") }
                let key = try storeKey.get(mayMake: !isUsed)
                let path = folder.appendingPathComponent(name).path
                let core = try opening(OpenRequest(path: path, key: key, app: place.app, language: language))
                return .open(OpenBook(book: Book(core), isPractice: isPractice, salvage: core.salvage()?.words, id: id))
            } catch let refusal as ClubbookError {
                return .failed(refusal.said)
            } catch {
                // The Keychain or the folder: the phone's doing, and nothing of the book's.
                return .failed(nil)
            }
        }.value
    }

    /// One after the other: what is being opened must not be opened twice.
    private func inTurn<Answer: Sendable>(_ what: @escaping @MainActor () async -> Answer) async -> Answer {
        let before = last
        let mine = Task {
            await before?.value
            return await what()
        }
        last = Task { _ = await mine.value }
        return await mine.value
    }

    private static let isOn = "practising"
}
