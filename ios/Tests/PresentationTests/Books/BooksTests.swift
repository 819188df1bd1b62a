import CoreBridge
import Fakes
import Foundation
import Testing

@testable import Presentation

/// Opening the books of a phone, with the real core and its encrypted files.
@MainActor
@Suite(.timeLimit(.minutes(1)))
struct BooksTests {
    /// A Keychain in memory, which may refuse.
    final class Secrets: SecretStore {
        struct Locked: Error {}

        let kept = Guarded<[String: Data]>([:])
        let isLocked = Guarded(false)

        func read(_ name: String) throws -> Data? {
            if isLocked.value { throw Locked() }
            return kept.value[name]
        }

        func add(_ secret: Data, as name: String) throws {
            if isLocked.value || kept.value[name] != nil { throw Locked() }
            kept.change { $0[name] = secret }
        }

        func remove(_ name: String) throws {
            if isLocked.value { throw Locked() }
            kept.change { $0[name] = nil }
        }
    }

    /// A phone: what outlives the end of a process.
    final class Phone {
        let folder: URL
        let secrets = Secrets()
        let practising = KeptForm()

        init() throws { folder = try temporaryFolder("books") }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// The app, started on it.
        @MainActor
        func start() -> Books {
            let folder = folder
            return Books(Books.Surroundings(folder: folder, app: "ios 1", secrets: secrets), practising: practising) { .vi }
        }
    }

    private func book(_ books: Books) throws -> OpenBook {
        guard case .open(let open) = books.opened else { throw NotOpen(opened: books.opened) }
        return open
    }

    struct NotOpen: Error {
        let opened: Opened
    }

    @Test("the club's book opens with a key of its own, and with the same one in the next process")
    func opensAgain() async throws {
        let phone = try Phone()
        let first = phone.start()
        await first.open()
        try book(first).book.core.shutdown()
        let key = try #require(phone.secrets.kept.value[StoreKey.name])
        #expect(key.count == 32)

        let second = phone.start()
        await second.open()
        #expect(try book(second).isPractice == false)
        #expect(phone.secrets.kept.value[StoreKey.name] == key)
    }

    @Test("a Keychain that is locked fails without the book's words, and opening works once it is open")
    func lockedKeychain() async throws {
        let phone = try Phone()
        phone.secrets.isLocked.change { $0 = true }
        let books = phone.start()
        await books.open()
        guard case .failed(nil) = books.opened else { throw NotOpen(opened: books.opened) }
        phone.secrets.isLocked.change { $0 = false }
        await books.open()
        #expect(try book(books).salvage == nil)
    }

    @Test("a lost key is never replaced while a file needs it")
    func lostKey() async throws {
        let phone = try Phone()
        let first = phone.start()
        await first.open()
        try book(first).book.core.shutdown()
        phone.secrets.kept.change { $0 = [:] }

        let second = phone.start()
        await second.open()
        guard case .failed(nil) = second.opened else { throw NotOpen(opened: second.opened) }
        #expect(phone.secrets.kept.value.isEmpty)
    }

    @Test("opening twice at once opens one book")
    func oneBook() async throws {
        let phone = try Phone()
        let books = phone.start()
        async let once: Void = books.open()
        async let twice = books.clubForTask()
        await once
        let forTask = await twice
        let shown = try book(books).book
        #expect(shown === forTask)
    }

    @Test("whoever practises finds the practice club after the end of the process, and the club's own book beside it")
    func practises() async throws {
        let phone = try Phone()
        let first = phone.start()
        await first.practise()
        let practice = try book(first)
        #expect(practice.isPractice)
        #expect(first.club == nil)
        try practice.book.core.shutdown()

        let second = phone.start()
        await second.open()
        #expect(try book(second).isPractice)
        #expect(await second.clubForTask() != nil)
        await second.endPractice()
        #expect(try book(second).isPractice == false)
        #expect(phone.practising["practising"] == nil)
    }

    @Test("a book opened anew is another one, and what it asks is answered")
    func anew() async throws {
        let phone = try Phone()
        let books = phone.start()
        await books.practise()
        let stale = try book(books)
        await books.openAnew()
        let fresh = try book(books)
        #expect(fresh.id != stale.id)
        #expect(try await fresh.book.ask { try $0.members().count } == 24)
    }

    @Test("asleep the files are closed, and whoever asks is answered all the same")
    func sleeps() async throws {
        let phone = try Phone()
        let books = phone.start()
        await books.practise()
        let practice = try book(books)
        await books.sleep()
        #expect(throws: ClubbookError.self) { try practice.book.core.members() }
        #expect(try await practice.book.ask { try $0.members().count } == 24)
        await books.wake()
        #expect(try practice.book.core.members().count == 24)
    }

    @Test("what is erased is off the phone, its key too, and the app begins as on a new one")
    func erases() async throws {
        let phone = try Phone()
        let books = phone.start()
        await books.practise()
        await books.endPractice()
        let before = try book(books)
        let key = phone.secrets.kept.value
        await books.erase()
        let after = try book(books)
        #expect(after.id != before.id)
        #expect(!after.isPractice)
        let connected = try await after.book.ask { try $0.isConnected() }
        #expect(!connected)
        #expect(phone.secrets.kept.value != key)
        let left = try FileManager.default.contentsOfDirectory(atPath: phone.folder.path)
        #expect(!left.contains { $0.hasPrefix("practice") })
        await #expect(throws: ClubbookError.self) { try await before.book.ask { try $0.status() } }
    }

    @Test("a book whose key the phone does not let go of opens again")
    func eraseRefused() async throws {
        let phone = try Phone()
        let books = phone.start()
        await books.open()
        phone.secrets.isLocked.change { $0 = true }
        await books.erase()
        guard case .failed(nil) = books.opened else { throw NotOpen(opened: books.opened) }
        phone.secrets.isLocked.change { $0 = false }
        await books.open()
        _ = try book(books)
    }
}
