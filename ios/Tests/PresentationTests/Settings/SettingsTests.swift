import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(2)))
struct SettingsTests {
    private let new: NewPhone
    private let erased = Count()

    init() throws { new = try NewPhone() }

    private final class Count {
        var value = 0
    }

    private func model(_ book: Book? = nil) -> SettingsModel {
        SettingsModel(book ?? new.book) { [erased] in erased.value += 1 }
    }

    private func connect(to centre: RunningCentre) async throws {
        try await new.connect(to: centre, as: "club_head")
        try #require(await new.book.run() == .done)
    }

    private func record() throws {
        let person = try #require(try new.core.members().first).person.id
        _ = try new.core.consent(person: person, purpose: 1, given: true, confirmed: true)
    }

    private func isAsked(_ model: SettingsModel) -> Bool { if case .asked = model.erasing { true } else { false } }

    @Test("the app is erased after a question, once everything is sent, and once where it is tapped twice")
    func erases() async throws {
        try await RunningCentre.running { centre in
            try await connect(to: centre)
            try record()
            let model = model()
            let following = Task { await model.follow() }
            await until { model.me == "Đinh Thị Lan" }
            model.askErase()
            await until { model.erasing != nil }
            guard case .notYet(let sentence, let next, let isUnsent) = model.erasing else { throw NotAsExpected("it may be erased") }
            #expect(sentence.hasPrefix("Còn 1 lần ghi chưa gửi"))
            #expect(next == "Phải gửi hết rồi mới xóa được.")
            #expect(isUnsent)
            model.erase()

            #expect(await new.book.run() == .done)
            model.askErase()
            await until { isAsked(model) }
            model.keep()
            #expect(model.erasing == nil)
            model.erase()
            #expect(model.erasing == nil)
            model.askErase()
            await until { isAsked(model) }
            #expect(erased.value == 0)
            model.erase()
            model.erase()
            await until { model.erasing == .confirmed && erased.value > 0 }
            // Whatever was tapped has been answered when a later question is.
            model.keep()
            model.askErase()
            await until { isAsked(model) }
            #expect(erased.value == 1)
            following.cancel()
        }
    }

    @Test("what is recorded between the question and the answer keeps it from being erased")
    func recordedMeanwhile() async throws {
        try await RunningCentre.running { centre in
            try await connect(to: centre)
            let model = model()
            model.askErase()
            await until { isAsked(model) }
            try record()
            model.erase()
            await until { !isAsked(model) }
            guard case .notYet = model.erasing else { throw NotAsExpected("\(String(describing: model.erasing))") }
            #expect(erased.value == 0)
        }
    }

    @Test("beside a damaged file that nobody could read it is not erased, and an officer is named")
    func damaged() async throws {
        try await RunningCentre.running { centre in
            try await connect(to: centre)
            try Data("hỏng".utf8).write(to: new.folder.appendingPathComponent("club.db.set-aside-1"))
            let model = model()
            model.askErase()
            await until { model.erasing != nil }
            guard case .notYet(let sentence, let next, let isUnsent) = model.erasing else { throw NotAsExpected("it may be erased") }
            #expect(sentence.contains("tệp sổ hỏng"))
            #expect(next == "Đưa máy cho cán bộ trước. Tệp ấy vẫn giữ trong máy.")
            #expect(!isUnsent)
        }
    }

    @Test("a practice says nothing of the club's own book, so it erases nothing")
    func practice() async throws {
        let practice = try PracticeBook()
        let model = model(practice.book)
        let following = Task { await model.follow() }
        await until { model.isPractice }
        model.askErase()
        model.erase()
        #expect(model.erasing == nil)
        #expect(erased.value == 0)
        following.cancel()
    }
}
