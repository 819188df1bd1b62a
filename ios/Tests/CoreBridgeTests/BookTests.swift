import CoreBridge
import Fakes
import Foundation
import Testing

/// Who may ask the book what, and when its files are open.
@Suite(.timeLimit(.minutes(1)))
struct BookTests {
    private let practice: PracticeBook
    private let book: Book

    init() throws {
        practice = try PracticeBook()
        book = practice.book
    }

    @Test("what is asked runs off the main thread, and many who ask at once do not wait for each other")
    @MainActor func threads() async throws {
        let everybody = DispatchGroup()
        // One more than the threads that all tasks of an app share.
        let count = ProcessInfo.processInfo.activeProcessorCount + 1
        (0..<count).forEach { _ in everybody.enter() }
        try await withThrowingTaskGroup(of: Bool.self) { asking in
            for _ in 0..<count {
                asking.addTask { [book] in
                    try await book.ask { _ in
                        everybody.leave()
                        #expect(everybody.wait(timeout: .now() + 60) == .success)
                        return Thread.isMainThread
                    }
                }
            }
            for try await onMainThread in asking { #expect(!onMainThread) }
        }
    }

    @Test("changes begin with everything, then what a command changed, and everything when somebody looks again")
    func changes() async throws {
        var changes = book.changes.makeAsyncIterator()
        #expect(await changes.next() == Topic.allCases)
        let person = try practice.core.members()[0].person.id
        _ = try await book.ask { try $0.consent(person: person, purpose: 1, given: true, confirmed: true) }
        #expect(await changes.next()?.contains(.care) == true)
        try await book.sleep()
        try await book.wake()
        #expect(await changes.next() == Topic.allCases)
    }

    @Test("each who follows hears all, and who no longer follows holds up nobody")
    func manyFollow() async throws {
        let core = FakeCore()
        let book = Book(core)
        let gone = book.changes
        var first = book.changes.makeAsyncIterator()
        var second = book.changes.makeAsyncIterator()
        let following = Task {
            for await _ in gone {}
        }
        following.cancel()
        await following.value
        for topics in [[Topic.people], [.visits, .status], [.meetings]] { core.announce(topics) }
        for expected in [Topic.allCases, [.people], [.visits, .status], [.meetings]] {
            #expect(await first.next() == expected)
            #expect(await second.next() == expected)
        }
    }

    @Test("changes end with the book")
    func bookEnds() async throws {
        var book: Book? = Book(FakeCore())
        let changes = book?.changes.makeAsyncIterator()
        book = nil
        var each = try #require(changes)
        #expect(await each.next() == Topic.allCases)
        #expect(await each.next() == nil)
    }

    @Test("a book that sleeps has no file open, and whoever asks wakes it")
    func sleeps() async throws {
        let before = try await book.ask { try $0.members() }
        try await book.sleep()
        #expect { try practice.core.members() } throws: { $0.isCancelled }
        #expect(try await book.ask { try $0.members() } == before)
        try await book.sleep()
        // An exchange wakes it too: the practice club says no, which it can only say with its file open.
        #expect(await book.run() == .askPerson)
        #expect { try practice.core.members() } throws: { $0.isCancelled }
    }

    @Test("a book goes to sleep after what was asked is answered, and not in the middle of it")
    func sleepsLate() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let (goesOn, goOn) = AsyncStream<Void>.makeStream()
        let answer = Task { [book] in
            try await book.ask { core in
                begin.finish()
                for await _ in goesOn {}
                return try core.members().count
            }
        }
        for await _ in begun {}
        try await book.sleep()
        goOn.finish()
        #expect(try await answer.value == 24)
        // Nobody looks at the app, so nothing stays open behind the answer.
        #expect { try practice.core.members() } throws: { $0.isCancelled }
    }

    @Test("whoever waits until a book sleeps waits for what was asked, and no longer once somebody looks again")
    func untilAsleep() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let (goesOn, goOn) = AsyncStream<Void>.makeStream()
        let (waits, wait) = AsyncStream<Void>.makeStream()
        let isAnswered = Guarded(false)
        let asking = Task { [book] in
            try await book.ask { core in
                begin.finish()
                for await _ in goesOn {}
                _ = try core.members()
                isAnswered.change { $0 = true }
            }
        }
        for await _ in begun {}
        try await book.sleep()
        let woken = Task { [book] in
            wait.finish()
            await book.untilAsleep()
        }
        for await _ in waits {}
        try await book.wake()
        await woken.value
        #expect(!isAnswered.value)
        try await book.sleep()
        goOn.finish()
        await book.untilAsleep()
        #expect(isAnswered.value)
        #expect { try practice.core.members() } throws: { $0.isCancelled }
        try await asking.value
    }

    @Test("the files are opened once for many who ask, and closed behind the last")
    func counts() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let (goesOn, goOn) = AsyncStream<Void>.makeStream()
        let core = FakeCore { _ in
            begin.finish()
            for await _ in goesOn {}
            return SyncView(sent: 0, received: 0, requests: 1, bytesUp: 0, bytesDown: 0)
        }
        let book = Book(core)
        try await book.sleep()
        try await book.sleep()
        let sending = Task { await book.run() }
        for await _ in begun {}
        try await book.ask { _ in }
        #expect(core.calls == ["pause", "resume", "sync"])
        goOn.finish()
        #expect(await sending.value == .done)
        #expect(core.calls == ["pause", "resume", "sync", "pause"])
        try await book.wake()
        try await book.ask { _ in }
        #expect(core.calls == ["pause", "resume", "sync", "pause", "resume"])
    }

    @Test("what was recorded is answered as recorded, even where the files cannot be closed behind it")
    func cannotClose() async throws {
        final class Full: FakeCore, @unchecked Sendable {  // As `FakeCore` is.
            override func pause() throws { throw ClubbookError.Store(code: "full", words: "Máy hết chỗ.") }
        }
        let book = Book(Full())
        await #expect(throws: ClubbookError.self) { try await book.sleep() }
        try await book.wake()
        #expect(try await book.ask { _ in 7 } == 7)
    }

    @Test("what a closed file refuses does not read as saved")
    func refusedAsleep() async throws {
        try await book.sleep()
        do {
            try practice.core.setPin(pin: "1111")
            Issue.record("was saved into a closed file")
        } catch ClubbookError.Cancelled(let words) {
            #expect(words.contains("chưa lưu"))
        }
    }
}
