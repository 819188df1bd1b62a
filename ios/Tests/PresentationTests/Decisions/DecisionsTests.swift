import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class DecisionsTests: PracticeTests {
    /// The list held something else.
    private struct Unexpected: Error {}

    private func phoneOfLan() throws -> String? { try practice.person("Đinh Thị Lan").phone }

    /// Two people who did not see each other's value.
    private func twoNumbers() throws {
        let seen = try practice.core.personForm(person: lan).seen
        for number in ["0905 111 222", "0905 111 333"] {
            try practice.core.correctPerson(person: lan, seen: seen, fields: [TypedField(name: "phone", text: number)])
        }
    }

    private func twice() throws {
        let lien = try practice.core.personForm(person: try practice.person("Y Liên").id)
        let typed = [TypedField(name: "full_name", text: "Đinh Thị Lan"), TypedField(name: "birth", text: "1941")]
        try practice.core.correctPerson(person: lien.record, seen: lien.seen, fields: typed)
    }

    /// Runs `what` while the screen is open.
    private func onScreen(_ what: (DecisionsModel) async throws -> Void) async throws {
        let model = DecisionsModel(practice.book)
        let following = Task { await model.follow() }
        await until { model.decisions != nil }
        try await what(model)
        following.cancel()
        await following.value
    }

    @Test("of two values one is kept in two taps, what was dropped is said, and a slip is undone both ways")
    func values() async throws {
        try await onScreen { model in
            #expect(model.decisions == [])
            try twoNumbers()
            await until { model.decisions?.count == 1 }
            let waits = try #require(model.decisions?.first)
            guard case .values(let of) = waits else { throw Unexpected() }
            let entered = try #require(of.field.entered.last)
            model.open(waits)
            let first = model.keep(entered)
            #expect(model.keep(entered) == nil)
            await first?.value
            #expect(model.decisions == [] && model.opened == nil)
            #expect(try phoneOfLan() == "0905 111 222")
            for (kept, dropped) in [("0905 111 222", "0905 111 333"), ("0905 111 333", "0905 111 222")] {
                guard case .settled(_, let stands, let gone) = model.decided else { throw Unexpected() }
                #expect(stands.value == kept && gone.map(\.value) == [dropped])
                await model.keepInstead(try #require(gone.first))?.value
                #expect(try phoneOfLan() == dropped)
            }
            #expect(model.decisions == [])
        }
    }

    @Test("two records are one person in two taps, and the other answer undoes it")
    func twoRecords() async throws {
        try twice()
        try await onScreen { model in
            let waits = try #require(model.decisions?.first)
            model.open(waits)
            await model.answer(areOne: true)?.value
            guard case .answered(_, _, let words, true) = model.decided else { throw Unexpected() }
            #expect(!words.isEmpty)
            #expect(model.decisions == [])
            #expect(try practice.core.members().count == 23)
            await model.answeredWrongly()?.value
            guard case .answered(_, _, _, false) = model.decided else { throw Unexpected() }
            #expect(try practice.core.members().count == 24)
        }
    }

    @Test("what somebody else decided meanwhile is no longer asked, and what is put off waits on")
    func meanwhile() async throws {
        try twice()
        try await onScreen { model in
            let waits = try #require(model.decisions?.first)
            guard case .twice(let pair) = waits else { throw Unexpected() }
            model.open(waits)
            model.later()
            #expect(model.opened == nil && model.decisions == [waits])
            model.open(waits)
            _ = try practice.core.link(one: pair.one.id, other: pair.other.id, areOne: false)
            await until { model.decisions == [] }
            #expect(model.opened == nil)
        }
    }
}
