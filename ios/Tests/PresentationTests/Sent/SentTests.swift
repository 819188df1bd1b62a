import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

/// What waits, what was put aside and how the exchanges went, on a phone and at a centre that are real.
@MainActor
@Suite(.timeLimit(.minutes(2)))
struct SentTests {
    private func lan(_ core: Clubbook) throws -> RecordId {
        try #require(try core.members().first { $0.person.name == "Đinh Thị Lan" }).person.id
    }

    @Test("in the practice club nothing is ever called sent, and trying says why")
    func practice() async throws {
        let practice = try PracticeBook()
        let model = SentModel(practice.book)
        let following = Task { await model.follow() }
        await until { model.status != nil }
        #expect(model.isPractice)
        #expect(!model.canSend)
        #expect(model.status?.isAllSent == false)
        #expect(model.status?.sentence.hasPrefix("Đang tập thử.") == true)
        await model.sendNow()?.value
        #expect(model.refused?.hasPrefix("Đây là câu lạc bộ tập thử") == true)
        #expect(!model.isSending)
        following.cancel()
    }

    @Test("the diagnostic file names nobody")
    func diagnostics() async throws {
        let practice = try PracticeBook()
        let model = SentModel(practice.book)
        let following = Task { await model.follow() }
        await until { model.diagnostics != nil }
        let file = try #require(model.diagnostics)
        #expect(file.hasPrefix("{"))
        let words = try practice.core.members().flatMap { $0.person.name.split(separator: " ") }.filter { $0.count > 2 }
        #expect(words.filter { file.contains($0) } == [])
        following.cancel()
    }

    @Test("what waits is listed until it is sent, and each exchange is told, the failed one too")
    func waits() async throws {
        try await RunningCentre.running { centre in
            let phone = try await centre.phone("club_head")
            _ = try phone.core.consent(person: try lan(phone.core), purpose: 1, given: true, confirmed: true)
            let model = SentModel(phone.book)
            let following = Task { await model.follow() }
            await until { model.unsent?.waiting.isEmpty == false }
            #expect(model.unsent?.waiting == ["Đồng ý hay không: bà Đinh Thị Lan, hôm nay"])
            #expect(model.unsent?.ofOthers == [])
            #expect(model.exchanges.map { $0.what.hasPrefix("Nhận ") } == [true])

            centre.road.condition = .closed
            let trying = model.sendNow()
            #expect(model.sendNow() == nil, "one exchange at a time")
            await trying?.value
            #expect(model.exchanges.first?.what == "Chưa nối được với trung tâm.")
            #expect(model.exchanges.first?.hasFailed == true)
            // What went wrong is said once: by the status, where it knows.
            let said = [model.refused].compactMap { $0 } + (model.status?.remarks ?? [])
            #expect(!said.isEmpty && Set(said).count == said.count)

            centre.road.condition = .open
            await model.sendNow()?.value
            #expect(model.exchanges.count == 3)
            #expect(model.exchanges.first?.what.hasPrefix("Gửi xong 1 lần ghi.") == true)
            #expect(model.unsent?.waiting == [])
            #expect(model.status?.isAllSent == true)
            #expect(model.soFar?.sent == 1)
            following.cancel()
        }
    }

    @Test("what was put aside says why, and a refusal goes once it is understood while nothing is called sent")
    func putAside() async throws {
        try await RunningCentre.running { centre in
            let phone = try await centre.phone("volunteer")
            // Who has a task is struck off by those who lead.
            let reason = try #require(phone.core.leavingReasons().first).number
            try phone.core.endMembership(person: try lan(phone.core), reason: reason, leftOn: nil)
            #expect(await phone.book.run() == .done)
            let model = SentModel(phone.book)
            let following = Task { await model.follow() }
            await until { model.unsent?.putAside.isEmpty == false }
            let aside = try #require(model.unsent?.putAside.first)
            #expect(aside.what == "Thông tin của bà Đinh Thị Lan, hôm nay")
            #expect(!aside.isRefused)
            #expect(aside.why.hasPrefix("Người ghi chưa được giao sổ này. Vẫn giữ trong máy này."))

            try await centre.refuseWhatWaits()
            await model.sendNow()?.value
            let refused = try #require(model.unsent?.putAside.first)
            #expect(refused.isRefused)
            #expect(refused.why.hasPrefix("Cán bộ đã xem và không nhận. Lý do: ghi nhầm. Vẫn giữ trong máy này."))
            model.understood(refused)
            await until { model.unsent?.putAside.isEmpty == true && model.status?.refused == 0 }
            #expect(model.status?.isAllSent == false)
            #expect(model.status?.sentence == "Không còn gì chờ gửi. Có 1 lần ghi cán bộ không nhận, vẫn giữ trong máy này.")
            following.cancel()
        }
    }
}
