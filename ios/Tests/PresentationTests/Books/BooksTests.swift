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

        private let around: URL

        init(folder name: String = "books") throws {
            around = try temporaryFolder("phone")
            folder = around.appendingPathComponent(name)
        }

        deinit { try? FileManager.default.removeItem(at: around) }

        /// The app, started on it.
        @MainActor
        func start() -> Books {
            let folder = folder
            return Books(Books.Surroundings(folder: try Self.made(folder), app: "ios 1", secrets: secrets), practising: practising) { .vi }
        }

        private static func made(_ folder: URL) throws -> URL {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return folder
        }

        /// All that is left of books on it.
        func left() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: around.path) }
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

    /// The practice club with somebody more in it, by whom it is known again, behind the club's own book.
    private func written(_ books: Books) async throws -> OpenBook {
        await books.practise()
        _ = try await book(books).book.ask { try $0.addPerson(request: .new(Self.somebody)) }
        await books.endPractice()
        return try book(books)
    }

    private func isThere(_ books: Books) async throws -> Bool {
        await books.practise()
        return try await book(books).book.ask { try $0.members().contains { $0.person.name == Self.somebody } }
    }

    private nonisolated static let somebody = "Trần Thị Nhàn"

    @Test("what is erased is off the phone, its key too, and the app begins as on a new one")
    func erases() async throws {
        let phone = try Phone()
        let books = phone.start()
        let before = try await written(books)
        let key = phone.secrets.kept.value
        #expect(await books.erase())
        #expect(!books.isErasingRefused)
        let after = try book(books)
        #expect(after.id != before.id)
        #expect(!after.isPractice)
        let connected = try await after.book.ask { try $0.isConnected() }
        #expect(!connected)
        #expect(phone.secrets.kept.value != key)
        #expect(try phone.left().allSatisfy { $0 == "books" || $0.hasPrefix("books/club.db") })
        await #expect(throws: ClubbookError.self) { try await before.book.ask { try $0.status() } }
    }

    @Test("where the phone does not let go of the key nothing is erased, which somebody has to hear")
    func keyKept() async throws {
        let phone = try Phone()
        let books = phone.start()
        _ = try await written(books)
        phone.secrets.isLocked.change { $0 = true }
        #expect(await !books.erase())
        #expect(books.isErasingRefused)
        guard case .failed(nil) = books.opened else { throw NotOpen(opened: books.opened) }
        phone.secrets.isLocked.change { $0 = false }
        await books.open()
        #expect(books.isErasingRefused)
        books.knowsNotErased()
        #expect(!books.isErasingRefused)
        #expect(try await isThere(books))
    }

    @Test("where the phone does not let go of the folder nothing is erased, and it can be tried again")
    func folderKept() async throws {
        // So long a name that the folder cannot be moved: no name has more than 255 bytes.
        let phone = try Phone(folder: String(repeating: "s", count: 250))
        let books = phone.start()
        _ = try await written(books)
        let key = phone.secrets.kept.value
        #expect(await !books.erase())
        #expect(books.isErasingRefused)
        _ = try book(books)
        #expect(phone.secrets.kept.value == key)
        #expect(try await isThere(books))
        #expect(await !books.erase())
        #expect(books.isErasingRefused)
    }

    @Test("an erasing that ended with the process comes to its end once the key is gone, and did not happen as long as it is there")
    func cutShort() async throws {
        let phone = try Phone()
        let first = phone.start()
        try await written(first).book.core.shutdown()
        let aside = phone.folder.appendingPathExtension("erased")
        try FileManager.default.moveItem(at: phone.folder, to: aside)
        let second = phone.start()
        await second.open()
        #expect(try await isThere(second))
        await second.endPractice()
        try book(second).book.core.shutdown()

        try FileManager.default.moveItem(at: phone.folder, to: aside)
        phone.secrets.kept.change { $0 = [:] }
        let third = phone.start()
        await third.open()
        #expect(try await !isThere(third))
        #expect(!FileManager.default.fileExists(atPath: aside.path))
    }
}
