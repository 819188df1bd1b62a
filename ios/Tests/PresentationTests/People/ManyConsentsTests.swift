import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class ManyConsentsTests: PracticeTests {
    private func present() async -> ManyConsentsModel {
        let model = ManyConsentsModel(practice.book, form)
        onScreen(model.follow)
        await until { model.purposes != nil }
        return model
    }

    /// Asks all 24 for what nobody was asked for.
    private func asking() async throws -> (ManyConsentsModel, purpose: UInt32) {
        let model = await present()
        let purpose = try #require(model.purposes?.first { $0.notAsked == 24 }).purpose.number
        await model.choose(purpose).value
        #expect(model.people.count == 24)
        return (model, purpose)
    }

    private func stands(_ person: UUID, _ purpose: UInt32) throws -> ConsentState? {
        try practice.core.card(person: person).consents.first { $0.purpose.number == purpose }?.state
    }

    @Test("who said yes is tapped and saved at once, and a slip makes them people whom nobody asked")
    func saves() async throws {
        let (model, purpose) = try await asking()
        let people = model.people.map(\.id)
        #expect(model.save() == nil && model.lacks == .people)
        for person in people.prefix(3) { model.toggle(person) }
        #expect(model.lacks == nil)
        model.toggle(people[2])
        #expect(model.save() == nil && model.lacks == .how)
        model.tell(isSigned: false)
        await model.save()?.value
        #expect(model.noted?.words == "Đã ghi 2 sự đồng ý.")
        #expect(model.asked == nil && model.agreed == [] && model.isSigned == nil)
        #expect(model.notAsked(purpose) == 22)
        #expect(try people.prefix(3).map { try stands($0, purpose) } == [.given, .given, .missing])
        await model.takeBack()?.value
        #expect(model.noted == nil && model.takeBack() == nil)
        #expect(model.notAsked(purpose) == 24)
        #expect(try stands(people[0], purpose) == .missing)
    }

    @Test("whom somebody tapped outlives the process")
    func outlives() async throws {
        let (first, purpose) = try await asking()
        first.toggle(first.people[4].id)
        first.tell(isSigned: true)
        let second = await present()
        await until { !second.people.isEmpty }
        #expect(second.asked?.purpose.number == purpose)
        #expect(second.agreed == [first.people[4].id] && second.isSigned == true)
    }

    @Test("what was saved can be taken back after the end of the process, too")
    func takenBackLater() async throws {
        let (first, purpose) = try await asking()
        first.toggle(first.people[0].id)
        first.tell(isSigned: true)
        await first.save()?.value
        let second = await present()
        #expect(second.noted == first.noted)
        await second.takeBack()?.value
        #expect(second.noted == nil && second.notAsked(purpose) == 24)
        #expect(await present().noted == nil)
    }

    @Test("whoever tapped something has begun, until it is saved, left or untapped")
    func begun() async throws {
        let (model, purpose) = try await asking()
        let person = model.people[0].id
        #expect(!model.isBegun)
        model.toggle(person)
        #expect(model.isBegun)
        model.toggle(person)
        #expect(!model.isBegun)
        model.tell(isSigned: true)
        #expect(model.isBegun)
        model.leave()
        #expect(!model.isBegun)
        await model.choose(purpose).value
        model.toggle(person)
        model.tell(isSigned: true)
        await model.save()?.value
        #expect(!model.isBegun)
    }

    @Test("a second tap of a hand that shakes writes nothing more down")
    func savesOnce() async throws {
        let (model, _) = try await asking()
        model.toggle(model.people[0].id)
        model.tell(isSigned: true)
        let before = try practice.core.status().recorded
        let first = model.save()
        #expect(model.save() == nil)
        await first?.value
        #expect(model.save() == nil)
        #expect(try practice.core.status().recorded == before + 1)
        let back = model.takeBack()
        #expect(model.takeBack() == nil)
        await back?.value
    }

    @Test("there is nobody left to ask where everybody was asked, and not before their names are there")
    func nobodyLeft() async throws {
        let model = await present()
        let asked = try #require(model.purposes?.first { $0.notAsked == 0 }).purpose.number
        let open = try #require(model.purposes?.first { $0.notAsked == 24 }).purpose.number
        await model.choose(asked).value
        #expect(model.isNobodyLeft)
        let looking = model.choose(open)
        #expect(model.people.isEmpty && !model.isNobodyLeft)
        await looking.value
        #expect(!model.isNobodyLeft)
    }

    @Test("who was asked meanwhile is written down by nobody a second time")
    func askedMeanwhile() async throws {
        let (model, purpose) = try await asking()
        let people = model.people.map(\.id)
        for person in people.prefix(2) { model.toggle(person) }
        _ = try practice.core.consent(person: people[0], purpose: purpose, given: false, confirmed: false)
        await until { model.people.count == 23 }
        #expect(model.agreed == [people[1]])
        model.tell(isSigned: true)
        await model.save()?.value
        #expect(try stands(people[0], purpose) == .refused)
        #expect(try stands(people[1], purpose) == .given)
    }

    @Test("whoever goes back to the purposes has written nothing down, and begins anew")
    func leaves() async throws {
        let (model, purpose) = try await asking()
        model.toggle(model.people[0].id)
        model.tell(isSigned: true)
        model.leave()
        #expect(model.asked == nil && model.save() == nil)
        await model.choose(purpose).value
        #expect(model.people.count == 24 && model.agreed == [] && model.isSigned == nil)
    }
}

extension ManyConsentsModel {
    fileprivate func notAsked(_ purpose: UInt32) -> UInt32? { purposes?.first { $0.purpose.number == purpose }?.notAsked }
}
