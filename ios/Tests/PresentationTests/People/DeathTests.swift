import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class DeathTests: PracticeTests {
    private func open() async -> DeathModel {
        let model = DeathModel(practice.book, form, person: lan)
        await model.open()?.value
        return model
    }

    private func isDue() throws -> Bool { try practice.core.today().visits.contains { $0.person.id == lan } }

    private func isMember() throws -> Bool { try practice.core.members().contains { $0.person.id == lan } }

    private func hasDied() throws -> Bool { try practice.core.card(person: lan).person.hasDied }

    @Test("it is asked twice, whoever died is no longer due for a visit, and a slip is taken back after the end of the process, too")
    func notedAndTakenBack() async throws {
        let model = await open()
        #expect(try isDue())
        #expect(model.confirm() == nil)
        model.note()
        #expect(model.isAsking)
        #expect(try isDue())
        model.notYet()
        #expect(!model.isAsking && model.confirm() == nil)
        model.note()
        await model.confirm()?.value
        let noted = try #require(model.noted)
        #expect(noted.hasPrefix("Đã ghi: bà Đinh Thị Lan đã mất."))
        #expect(try !isDue() && !isMember())
        let second = await open()
        #expect(second.person?.hasDied == true && second.noted == noted)
        await second.takeBack()?.value
        #expect(second.isTakenBack && second.noted == nil)
        // There is nothing to do here for whoever comes back after the end of the process.
        #expect(await open().isTakenBack)
        #expect(try isDue() && isMember())
    }

    @Test("a date that has not come or does not exist is refused, and one known in part is enough")
    func dates() async throws {
        let model = await open()
        for wrong in ["1/1/2126", "31/2/2026", ""] {
            model.died(on: wrong)
            #expect(model.problem == nil)
            model.note()
            await model.confirm()?.value
            #expect(model.problem != nil && !model.isAsking && model.noted == nil)
            #expect(try !hasDied())
        }
        model.died(on: "2026")
        model.note()
        await model.confirm()?.value
        #expect(model.noted != nil && model.problem == nil)
        #expect(try hasDied())
    }

    @Test("the date outlives the process, the second question does not")
    func outlives() async {
        let first = await open()
        first.died(on: "11/2026")
        first.note()
        let second = await open()
        #expect(second.date == "11/2026" && !second.isAsking)
        second.died(on: nil)
        #expect(await open().date == nil)
    }

    @Test("a second tap of a hand that shakes neither notes it again nor takes it back twice")
    func notesOnce() async throws {
        let model = await open()
        model.note()
        let first = model.confirm()
        #expect(model.confirm() == nil)
        await first?.value
        let before = try practice.core.status().recorded
        model.note()
        #expect(!model.isAsking && model.confirm() == nil)
        #expect(try practice.core.status().recorded == before)
        let back = model.takeBack()
        #expect(model.takeBack() == nil)
        await back?.value
        #expect(model.takeBack() == nil)
        #expect(try !hasDied())
    }
}
