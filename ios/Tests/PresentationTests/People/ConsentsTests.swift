import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class ConsentsTests: PracticeTests {
    private func present() async -> ConsentsModel {
        let model = ConsentsModel(practice.book, person: lan)
        onScreen(model.follow)
        await until { model.consents != nil }
        return model
    }

    private func stands(_ purpose: Choice) throws -> ConsentState? {
        try practice.core.card(person: lan).consents.first { $0.purpose == purpose }?.state
    }

    @Test("every purpose says why it is asked")
    func why() async throws {
        let model = await present()
        #expect(model.person?.id == lan)
        #expect(model.consents?.isEmpty == false)
        #expect(model.consents?.allSatisfy { !$0.why.isEmpty } == true)
    }

    @Test("an answer is written down at once, and the other one mends it")
    func answer() async throws {
        let model = await present()
        let purpose = try #require(model.purpose(.missing))
        await model.say(true, about: purpose)?.value
        #expect(model.state(purpose) == .given && model.noted == [purpose])
        await model.notedWrongly(purpose, to: false)?.value
        #expect(model.state(purpose) == .refused)
        #expect(try stands(purpose) == .refused)
        #expect(model.noted == [purpose] && model.mended == [purpose] && model.question == nil)
    }

    @Test("what was mended is not mended back by a second tap of a hand that shakes, before there is another answer")
    func mendsOnce() async throws {
        let model = await present()
        let purpose = try #require(model.purpose(.missing))
        #expect(model.notedWrongly(purpose, to: true) == nil)
        await model.say(true, about: purpose)?.value
        let first = model.notedWrongly(purpose, to: false)
        #expect(model.notedWrongly(purpose, to: false) == nil)
        await first?.value
        for second in [false, true] { #expect(model.notedWrongly(purpose, to: second) == nil) }
        #expect(try stands(purpose) == .refused)
        await model.say(true, about: purpose)?.value
        await model.confirm()?.value
        #expect(try stands(purpose) == .given && model.mended == [])
        await model.notedWrongly(purpose, to: false)?.value
        #expect(try stands(purpose) == .refused)
    }

    @Test("a slip becomes what its button said, whatever was noted elsewhere in the meantime")
    func mendsAsSaid() async throws {
        let model = await present()
        let purpose = try #require(model.purpose(.missing))
        await model.say(true, about: purpose)?.value
        _ = try practice.core.consent(person: lan, purpose: purpose.number, given: false, confirmed: true)
        await until { model.state(purpose) == .refused }
        await model.notedWrongly(purpose, to: false)?.value
        #expect(try stands(purpose) == .refused)
    }

    @Test("withdrawing asks first, and can be left; a slip is mended without another question")
    func withdrawal() async throws {
        let model = await present()
        let purpose = try #require(model.purpose(.given))
        model.withdraw(purpose)
        #expect(model.question == .withdraws(purpose))
        model.leaveAsItIs()
        #expect(model.question == nil && model.confirm() == nil)
        #expect(try stands(purpose) == .given)
        model.withdraw(purpose)
        await model.confirm()?.value
        #expect(model.question == nil)
        #expect(model.state(purpose) == .withdrawn)
        #expect(try stands(purpose) == .withdrawn)
        await model.notedWrongly(purpose, to: true)?.value
        #expect(model.question == nil)
        #expect(try stands(purpose) == .given)
    }

    @Test("what was withdrawn is given anew only when the question is answered")
    func givenAnew() async throws {
        let model = await present()
        let purpose = try #require(model.purpose(.given))
        _ = try practice.core.withdrawConsent(person: lan, purpose: purpose.number)
        await until { model.state(purpose) == .withdrawn }
        await model.say(true, about: purpose)?.value
        guard case .givenAnew(purpose, let words) = model.question else {
            Issue.record("asks nothing")
            return
        }
        #expect(!words.isEmpty && model.problem == nil)
        #expect(try stands(purpose) == .withdrawn)
        await model.confirm()?.value
        #expect(model.question == nil)
        #expect(try stands(purpose) == .given)
    }

    @Test("a second tap of a hand that shakes is no other answer, and writes nothing more down")
    func answersOnce() async throws {
        let model = await present()
        let purpose = try #require(model.purpose(.missing))
        let before = try practice.core.status().recorded
        let first = model.say(true, about: purpose)
        #expect(model.say(false, about: purpose) == nil)
        await first?.value
        #expect(try stands(purpose) == .given)
        #expect(try practice.core.status().recorded == before + 1)
    }
}

extension ConsentsModel {
    /// The first that was answered so.
    fileprivate func purpose(_ state: ConsentState) -> Choice? { consents?.first { $0.state == state }?.purpose }

    fileprivate func state(_ purpose: Choice) -> ConsentState? { consents?.first { $0.purpose == purpose }?.state }
}
