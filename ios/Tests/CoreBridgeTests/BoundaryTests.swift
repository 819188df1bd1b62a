import CoreBridge
import Fakes
import Foundation
import Testing

/// The way over the boundary and back, with the real library.
@Suite(.timeLimit(.minutes(1)))
struct BoundaryTests {
    private let practice: PracticeBook
    private let core: Clubbook

    init() throws {
        practice = try PracticeBook()
        core = practice.core
    }

    private func firstMember() throws -> RecordId { try core.members()[0].person.id }

    @Test("values cross as the platform's own types and come back")
    func values() throws {
        let today = try core.today()
        let hanoi = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = hanoi
        #expect(today.today == CalendarDay(Date(), in: calendar))
        let month = today.today.calendarMonth
        let roll = try core.openMeeting(heldOn: today.today, month: month, confirmed: true)
        let row = roll.rows[0]
        let marked = try core.mark(meeting: roll.meeting, person: row.person.id, mark: .present, reason: nil, seen: row.seen)
        #expect(marked.row.person.id == row.person.id)
        #expect(marked.row.mark == .present)
        #expect(try core.roll(meeting: roll.meeting, order: .register).heldOn == today.today)
    }

    @Test("an id that Swift writes in capitals is the same record to the core")
    func ids() throws {
        let person = try firstMember()
        #expect(person.uuidString == person.uuidString.uppercased())
        let again = try #require(UUID(uuidString: person.uuidString.lowercased()))
        #expect(again == person)
        #expect(try core.card(person: again).person.id == person)
    }

    @Test("an error has a type, a code and the words of the chosen language")
    func errors() throws {
        let form = try core.personForm(person: firstMember())
        let wrong = [TypedField(name: "birth", text: "99/99/1955")]
        func refusal() throws -> (code: String, words: String) {
            do {
                try core.correctPerson(person: form.record, seen: form.seen, fields: wrong)
            } catch ClubbookError.NotRecorded(let code, let words) {
                return (code, words)
            }
            throw NotRefused()
        }
        #expect(try refusal().code == "invalid")
        #expect(try refusal().words.contains("Chưa ghi gì"))
        core.speak(language: .en)
        #expect(try refusal().words.contains("Nothing was recorded"))
    }

    private struct NotRefused: Error {}

    @Test("a question comes with what may be answered")
    func questions() throws {
        let roll = try core.openMeeting(heldOn: nil, month: nil, confirmed: true)
        let close = CloseRequest(meeting: roll.meeting, seen: roll.seen, headCount: nil, answers: [], rest: nil)
        do {
            _ = try core.closeMeeting(request: close)
            Issue.record("closed without a question")
        } catch ClubbookError.AskFirst(.unmarked(_, let people)) {
            #expect(people.count == roll.rows.count { !$0.isGuest })
        }
    }

    @Test("changes come from a thread of the core's, and one who throws hears no more and breaks nothing")
    func listeners() async throws {
        let throwing = Throwing()
        let (heard, hearing) = AsyncStream<Heard>.makeStream()
        let subscriptions = [core.subscribe(listener: throwing), core.subscribe(listener: Hearing(hearing))]
        var each = heard.makeAsyncIterator()
        for purpose in [UInt32(1), 2] {
            let asking = pthread_self()
            _ = try core.consent(person: firstMember(), purpose: purpose, given: true, confirmed: true)
            let told = try #require(await each.next())
            #expect(pthread_equal(told.thread, asking) == 0)
            #expect(told.topics == [.visits, .care, .status])
        }
        #expect(throwing.calls.value == 1)
        subscriptions.forEach { $0.cancel() }
    }

    private final class Throwing: ChangeListener {
        struct NobodyExpectsThis: Error {}

        let calls = Guarded(0)

        func changed(topics: [Topic]) throws {
            calls.change { $0 += 1 }
            throw NobodyExpectsThis()
        }
    }

    /// `@unchecked Sendable` because a thread's name is a pointer on some systems; nobody looks behind it.
    private struct Heard: @unchecked Sendable {
        let thread: pthread_t
        let topics: [Topic]
    }

    private final class Hearing: ChangeListener {
        private let told: AsyncStream<Heard>.Continuation

        init(_ told: AsyncStream<Heard>.Continuation) {
            self.told = told
        }

        func changed(topics: [Topic]) {
            told.yield(Heard(thread: pthread_self(), topics: topics))
        }
    }

    @Test("after the end everything is answered, and nothing crashes")
    func end() async throws {
        let core = core
        try core.shutdown()
        #expect { try core.today() } throws: { $0.isCancelled }
        await #expect { try await core.sync(listener: nil) } throws: { $0.isCancelled }
        await #expect { try await practice.book.ask { try $0.members() } } throws: { $0.isCancelled }
        try core.shutdown()
    }

    @Test("ten thousand objects come and go")
    func tenThousand() throws {
        let freed = Guarded(0)
        for _ in 0..<10_000 {
            // Forgotten and not cancelled: that the listener goes too is the core's doing.
            _ = core.subscribe(listener: Counted(freed))
        }
        #expect(freed.value == 10_000)
    }

    private final class Counted: ChangeListener {
        private let freed: Guarded<Int>

        init(_ freed: Guarded<Int>) {
            self.freed = freed
        }

        deinit {
            freed.change { $0 += 1 }
        }

        func changed(topics: [Topic]) {}
    }
}
