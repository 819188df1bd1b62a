import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class PersonFormTests: PracticeTests {
    private func open() async -> PersonFormModel {
        let model = PersonFormModel(practice.book, form, person: lan)
        await model.open()?.value
        return model
    }

    private func correctElsewhere(_ name: String, _ text: String) throws {
        let seen = try practice.core.personForm(person: lan).seen
        try practice.core.correctPerson(person: lan, seen: seen, fields: [TypedField(name: name, text: text)])
    }

    /// What stands in the book.
    private func stands(_ name: String) throws -> String? {
        try practice.core.personForm(person: lan).fields.first { $0.name == name }?.text
    }

    @Test("only what was changed is written down")
    func onlyTheChanged() async throws {
        let model = await open()
        #expect(model.text("hamlet") == "Gò Deo")
        model.type(" 0905 111 222 ", in: "phone")
        try correctElsewhere("hamlet", "Nước Lăng")
        await model.save()?.value
        #expect(model.end == .saved)
        #expect(try stands("phone") == "0905 111 222")
        #expect(try stands("hamlet") == "Nước Lăng")
        #expect(try practice.core.card(person: lan).unsettled == [])
    }

    @Test("what was typed outlives the process, and nothing is written over that nobody had seen")
    func outlives() async throws {
        await open().type("0905 111 222", in: "phone")
        // While the system has ended the app, somebody else writes the same field.
        try correctElsewhere("phone", "0905 999 999")
        let second = await open()
        #expect(second.text("phone") == "0905 111 222")
        #expect(second.isChanged)
        await second.save()?.value
        #expect(second.end == .saved)
        let unsettled = try practice.core.card(person: lan).unsettled
        #expect(unsettled.map(\.field) == ["phone"])
        #expect(Set(unsettled.flatMap(\.entered).map(\.value)) == ["0905 111 222", "0905 999 999"])
    }

    @Test("what cannot be written down says so, and the form stays")
    func refusal() async throws {
        let model = await open()
        let before = try stands("birth")
        model.type("99/99/1955", in: "birth")
        await model.save()?.value
        #expect(model.problem?.contains("Chưa ghi gì") == true)
        #expect(model.end == nil)
        #expect(model.text("birth") == "99/99/1955")
        #expect(try stands("birth") == before)
        model.type("1955", in: "birth")
        #expect(model.problem == nil)
        await model.save()?.value
        #expect(model.end == .saved)
    }

    @Test("a form in which nothing is changed is left without a question, and saving it writes nothing down")
    func unchanged() async throws {
        let model = await open()
        let before = try practice.core.status().recorded
        #expect(!model.isChanged)
        model.type("1", in: "phone")
        #expect(model.isChanged)
        model.type(" ", in: "phone")
        #expect(!model.isChanged)
        await model.save()?.value
        #expect(model.end == .left)
        #expect(try practice.core.status().recorded == before)
    }

    @Test("a second tap of a hand that shakes writes nothing more down")
    func savesOnce() async throws {
        let model = await open()
        model.type("0905 111 222", in: "phone")
        let before = try practice.core.status().recorded
        let first = model.save()
        #expect(model.save() == nil)
        await first?.value
        #expect(model.end == .saved)
        #expect(model.save() == nil)
        #expect(try practice.core.status().recorded == before + 1)
        #expect(!model.isChanged)
    }

    @Test("that it is saved outlives the process: nobody corrects once more over what stood there before")
    func savedOutlives() async throws {
        let first = await open()
        first.type("0905 111 222", in: "phone")
        await first.save()?.value
        let second = await open()
        #expect(second.end == .saved && !second.isChanged)
        second.type("0905 111 333", in: "phone")
        #expect(second.save() == nil)
        #expect(try practice.core.card(person: lan).unsettled == [])
        #expect(try stands("phone") == "0905 111 222")
    }

    @Test("what is typed while it is saved does not look as if it were written down")
    func typedMeanwhile() async throws {
        let model = await open()
        model.type("0905 111 222", in: "phone")
        let saving = model.save()
        model.type("0905 111 222 3", in: "phone")
        #expect(model.text("phone") == "0905 111 222")
        await saving?.value
        #expect(try stands("phone") == model.text("phone"))
    }

    @Test("a form that cannot be opened says so, saves nothing, and can be tried again")
    func tryAgain() async throws {
        let model = PersonFormModel(practice.book, form, person: UUID())
        await model.open()?.value
        #expect(model.problem != nil && model.fields == nil)
        #expect(model.save() == nil)
        #expect(model.open() != nil)
    }
}

extension PersonFormModel {
    fileprivate func text(_ name: String) -> String? { fields?.first { $0.name == name }?.text }
}
