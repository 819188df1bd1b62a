import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class AddPersonTests: PracticeTests {
    private func open(_ name: String = "") async -> AddPersonModel {
        let model = AddPersonModel(practice.book, form, name: name)
        await model.open()?.value
        return model
    }

    private func members() throws -> Int { try practice.core.members().count }

    private func number(of name: String) throws -> Int64? { try practice.core.members().last { $0.person.name == name }?.registerNo }

    /// Whom the question about a double names.
    private func doubles(_ model: AddPersonModel) -> [PersonView] {
        if case .duplicate(_, let people) = model.question { people } else { [] }
    }

    private func nextFree(_ model: AddPersonModel) -> Int64? {
        if case .registerNo(_, let nextFree) = model.question { nextFree } else { nil }
    }

    @Test("a new member is in the list, and the form is empty for the next one")
    func adds() async throws {
        let model = await open("Tạ Thị Mới")
        #expect(!model.isBegun)
        model.type("1950", in: "birth")
        #expect(model.isBegun)
        await model.save()?.value
        #expect(model.added?.name == "Tạ Thị Mới")
        #expect(!model.isBegun)
        #expect(try practice.person("Tạ Thị Mới").birthYear == 1950)
        model.addAnother()
        #expect(model.added == nil)
        #expect(model.fields?.allSatisfy(\.text.isEmpty) == true)
    }

    @Test("nothing of whoever is at the phone stands in the form")
    func empty() async throws {
        let model = await open()
        #expect(model.fields?.isEmpty == false)
        #expect(model.fields?.allSatisfy(\.text.isEmpty) == true)
    }

    @Test("a double is asked about, and another person is written down after the answer")
    func double() async throws {
        let model = await open("Dinh Thi Lan")
        model.type("1941", in: "birth")
        await model.save()?.value
        #expect(doubles(model).first?.id == lan)
        #expect(try members() == 24)
        await model.isAnotherPerson()?.value
        #expect(model.added != nil)
        #expect(model.question == nil)
        #expect(try members() == 25)
    }

    @Test("whoever looks at the form again finds it as it was, with nothing written down")
    func looksAgain() async throws {
        let model = await open("Dinh Thi Lan")
        model.type("1941", in: "birth")
        await model.save()?.value
        model.lookAgain()
        #expect(model.question == nil)
        #expect(model.fields?.first { $0.name == "birth" }?.text == "1941")
        #expect(try members() == 24)
        await model.save()?.value
        #expect(!doubles(model).isEmpty)
    }

    @Test("the second tap of a shaking hand writes nobody down twice")
    func secondTap() async throws {
        let model = await open("Dinh Thi Lan")
        model.type("1941", in: "birth")
        await model.save()?.value
        let first = model.isAnotherPerson()
        #expect(model.isAnotherPerson() == nil)
        await first?.value
        #expect(model.added != nil)
        #expect(model.isAnotherPerson() == nil)
        #expect(try members() == 25)
    }

    @Test("what is typed while somebody is written down does not look as if it were")
    func typedMeanwhile() async throws {
        let model = await open("Tạ Thị Mới")
        let saving = model.save()
        model.type("1950", in: "birth")
        model.registerNo = "31"
        model.choose(isMember: false)
        #expect(model.fields?.first { $0.name == "birth" }?.text == "")
        #expect(model.registerNo.isEmpty && model.isMember)
        await saving?.value
        #expect(model.added != nil)
    }

    @Test("the answer about one person is no answer about the next")
    func answerOfAnother() async throws {
        let model = await open("Dinh Thi Lan")
        model.type("1941", in: "birth")
        model.registerNo = "3"
        await model.save()?.value
        await model.isAnotherPerson()?.value
        #expect(nextFree(model) != nil)
        model.lookAgain()
        model.type("Pham Van Tung", in: "full_name")
        model.type("2/2/1937", in: "birth")
        await model.save()?.value
        #expect(doubles(model).first?.name == "Phạm Văn Tùng")
    }

    @Test("a number that somebody has is asked about, and the free one or the same may be taken")
    func numberTaken() async throws {
        let model = await open("Tạ Thị Mới")
        model.registerNo = "3"
        await model.save()?.value
        let free = try #require(nextFree(model))
        await model.takeNextFree()?.value
        #expect(model.added != nil)
        #expect(try number(of: "Tạ Thị Mới") == free)
        model.addAnother()
        model.type("Tạ Văn Mới", in: "full_name")
        model.registerNo = "3"
        await model.save()?.value
        #expect(nextFree(model) != nil)
        await model.numberIsMeant()?.value
        #expect(try number(of: "Tạ Văn Mới") == 3)
    }

    @Test("that one number is meant is no answer about another")
    func numberOfAnother() async throws {
        let model = await open("Tạ Thị Mới")
        model.registerNo = "3"
        await model.save()?.value
        try practice.core.pause()
        await model.numberIsMeant()?.value
        #expect(model.problem != nil)
        try practice.core.resume()
        model.registerNo = "4"
        await model.save()?.value
        #expect(nextFree(model) != nil)
        #expect(try members() == 24)
    }

    @Test("a number is digits, and no more than a register has")
    func digits() async throws {
        let model = await open()
        model.registerNo = "số 12٣a"
        #expect(model.registerNo == "12")
        model.registerNo = String(repeating: "9", count: 30)
        #expect(Int64(model.registerNo) != nil)
    }

    @Test("who is no member gets no number")
    func noMember() async throws {
        let model = await open("Tạ Thị Khách")
        model.registerNo = "3"
        model.choose(isMember: false)
        await model.save()?.value
        #expect(model.added != nil)
        #expect(try members() == 24)
    }

    @Test("a form in the middle outlives the process")
    func outlives() async throws {
        let first = await open()
        first.type("Tạ Thị Mới", in: "full_name")
        first.choose(isMember: false)
        first.registerNo = "31"
        let second = await open("Ai Khác")
        #expect(second.fields?.first?.text == "Tạ Thị Mới")
        #expect(!second.isMember)
        #expect(second.registerNo == "31")
    }

    @Test("who was written down before the process ended is not typed a second time")
    func addedOutlives() async throws {
        await open("Tạ Thị Mới").save()?.value
        let second = await open("Tạ Thị Mới")
        #expect(second.added?.name == "Tạ Thị Mới")
        #expect(second.save() == nil)
        second.addAnother()
        let third = await open("Tạ Thị Mới")
        #expect(third.added == nil)
        #expect(third.fields?.allSatisfy(\.text.isEmpty) == true)
        #expect(try members() == 25)
    }

    @Test("without a name nothing is written down, and it is said until something is typed")
    func noName() async throws {
        let model = await open()
        await model.save()?.value
        #expect(model.problem?.contains("Chưa ghi gì") == true)
        #expect(try members() == 24)
        model.type("T", in: "full_name")
        #expect(model.problem == nil)
    }
}
