import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

/// Two people, each on a phone of their own and without having heard of the other, answer differently whether two records are one person.
@MainActor
@Suite(.timeLimit(.minutes(2)))
struct DisputedAnswersTests {
    /// By turns, until each has what the other sent.
    private func meet(_ phones: RunningCentre.Phone...) async throws {
        for phone in phones + phones { _ = try await phone.core.sync(listener: nil) }
    }

    private func disputed(_ what: (_ head: RunningCentre.Phone, _ volunteer: RunningCentre.Phone, _ two: [UUID]) async throws -> Void)
        async throws
    {
        try await RunningCentre.running { centre in
            let head = try await centre.phone("club_head")
            let volunteer = try await centre.phone("volunteer")
            let two = try [head.person("Hồ Thị Mười"), head.person("Phạm Văn Hùng")]
            _ = try head.core.link(one: two[0], other: two[1], areOne: true)
            _ = try volunteer.core.link(one: two[0], other: two[1], areOne: false)
            try await what(head, volunteer, two)
        }
    }

    @Test("both answers stand with who gave them, an answer in two taps settles it on every phone, and the other one undoes that")
    func settled() async throws {
        try await disputed { head, volunteer, two in
            let model = DecisionsModel(head.book)
            let following = Task { await model.follow() }
            await until { model.decisions == [] }

            try await meet(head, volunteer)
            await until { model.decisions?.count == 1 }
            let waits = try #require(model.decisions?.first)
            guard case .disputed(let pair) = waits else { throw NotAsExpected("\(waits)") }
            #expect(Set([pair.one.id, pair.other.id]) == Set(two))
            #expect(pair.words.contains("hai người trả lời khác nhau"))
            let answers = Dictionary(uniqueKeysWithValues: pair.answers.map { ($0.by, $0.areOne) })
            #expect(answers == ["Đinh Thị Lan, hôm nay": true, "Phạm Văn Hùng, hôm nay": false])

            model.open(waits)
            await model.answer(areOne: false)?.value
            #expect(model.decisions == [] && model.opened == nil)
            guard case .answered(_, _, let words, false) = model.decided else { throw NotAsExpected("they are two") }
            #expect(words == "Đã ghi: hai người khác nhau.")
            try await meet(head, volunteer)
            #expect(try volunteer.core.decisions().disputed.isEmpty)
            #expect(try !volunteer.core.card(person: two[0]).samePerson.contains { $0.id == two[1] })

            await model.answeredWrongly()?.value
            #expect(model.decisions == [])
            #expect(try head.core.card(person: two[0]).samePerson.map(\.id) == [two[1]])
            following.cancel()
            await following.value
        }
    }

    @Test("a dispute that somebody settles elsewhere is no longer asked, also while it is looked at")
    func settledElsewhere() async throws {
        try await disputed { head, volunteer, two in
            try await meet(head, volunteer)
            let model = DecisionsModel(head.book)
            let following = Task { await model.follow() }
            await until { model.decisions?.count == 1 }
            model.open(try #require(model.decisions?.first))
            _ = try volunteer.core.link(one: two[0], other: two[1], areOne: true)
            try await meet(volunteer, head)
            await until { model.decisions == [] }
            #expect(model.opened == nil)
            following.cancel()
            await following.value
        }
    }
}
