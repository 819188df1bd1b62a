import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class PeopleTests: PracticeTests {
    private func look(withLists: Bool = false) -> PeopleModel {
        let model = PeopleModel(practice.book, form, withLists: withLists)
        onScreen(model.follow)
        return model
    }

    private func opened(withLists: Bool = false) async -> PeopleModel {
        let model = look(withLists: withLists)
        await until { model.rows != nil }
        return model
    }

    private func names(_ model: PeopleModel) -> [String] { (model.rows ?? []).map(\.person.name) }

    @Test("the members stand in the order of names, with their numbers")
    func members() async throws {
        let model = await opened()
        let inOrder = try practice.core.members().map(\.person.name)
        #expect(names(model) == inOrder)
        #expect(model.rows?.count == 24 && model.everybody == 24)
        #expect(model.rows?.first { $0.person.name == "Đinh Thị Lan" }?.registerNo == 7)
        #expect(!model.isLookingFor && !model.areGuesses)
    }

    @Test("three letters without marks find a person, who is chosen by the fourth action")
    func threeLetters() async throws {
        let model = await opened()
        var actions = 0
        for typed in ["t", "tu", "tun"] {
            model.typed = typed
            actions += 1
        }
        await until { model.isLookingFor && (1...3).contains(model.rows?.count ?? 0) }
        let first = try #require(model.rows?.first)
        #expect(first.person.name == "Phạm Văn Tùng")
        #expect(first.registerNo == 8 && first.isMember && !first.isGuess)
        #expect(!model.areGuesses)
        actions += 1  // a tap on him
        let card = CardModel(practice.book, KeptForm(), person: first.id)
        onScreen(card.follow)
        await until { card.card?.person.name == "Phạm Văn Tùng" }
        #expect(actions <= 4)
    }

    @Test("the answer about an earlier letter, which comes late, does not stand over the later one's")
    func lateAnswer() async throws {
        let core = LateCore()
        form["typed"] = "t"
        let model = PeopleModel(Book(core), form)
        let late = model.look()
        model.typed = "tu"
        await until { model.isLookingFor }
        core.mayAnswer.signal()
        await late.value
        #expect(model.isLookingFor)
    }

    @Test("who types nothing any more sees everybody")
    func everybody() async throws {
        form["typed"] = "tun"
        let model = await opened()
        #expect(model.isLookingFor)
        model.typed = ""
        await until { !model.isLookingFor }
        #expect(model.rows?.count == 24)
    }

    @Test("a name that nobody has shows those that come near, and says so")
    func guesses() async throws {
        let model = await opened()
        model.typed = "tunh"
        await until { model.areGuesses }
        #expect(names(model).contains("Phạm Văn Tùng"))
    }

    @Test("nobody is found by a number that nobody has")
    func nobody() async throws {
        let model = await opened()
        model.typed = "0999999"
        await until { model.rows == [] }
        #expect(model.isLookingFor && !model.areGuesses)
    }

    @Test("somebody who was added on another screen stands in the list")
    func follows() async throws {
        let model = await opened()
        _ = try practice.core.addPerson(request: .new("Tạ Thị Mới"))
        await until { model.rows?.count == 25 }
        #expect(names(model).contains("Tạ Thị Mới"))
    }

    @Test("whom the book knows without being a member is found, and shown as that")
    func notYetMember() async throws {
        _ = try practice.core.addPerson(request: .new("Trần Thị Mai", isMember: false))
        let model = await opened()
        #expect(!names(model).contains("Trần Thị Mai"))
        model.typed = "tran thi mai"
        await until { model.isLookingFor }
        #expect(model.rows?.first?.person.name == "Trần Thị Mai")
        #expect(model.rows?.first?.isMember == false)
    }

    @Test("what was typed outlives the process")
    func typedOutlives() async throws {
        look().typed = "tun"
        let second = await opened()
        #expect(second.typed == "tun")
        #expect(second.isLookingFor)
        #expect(names(second).first == "Phạm Văn Tùng")
    }

    @Test("a book that cannot be read says so, and the next try shows the list")
    func problem() async throws {
        try practice.core.pause()
        let model = PeopleModel(practice.book, form)
        await model.look().value
        #expect(model.problem?.isEmpty == false)
        #expect(model.rows == nil)
        try practice.core.resume()
        await model.look().value
        #expect(model.problem == nil)
        #expect(model.rows?.count == 24)
    }

    @Test("who lives alone and the groups are shown by a tap, and the choice outlives the process")
    func lists() async throws {
        let model = await opened(withLists: true)
        #expect(model.lists.map(\.name) == ["sống một mình", "Tổ 1", "Tổ 2", "chưa vào tổ nào"])
        #expect(model.lists.map(\.people.count) == [1, 8, 7, 9])
        await model.choose(model.lists[0].kind).value
        #expect(names(model) == ["Đinh Thị Lan"])
        #expect(model.rows?.first?.registerNo == 7)
        #expect(model.everybody == 24)
        for list in model.lists {
            await model.choose(list.kind).value
            #expect(await opened(withLists: true).list == list)
        }
        await model.choose(nil).value
        #expect(await opened(withLists: true).rows?.count == 24)
    }

    @Test("the groups that were given up are told beside the lists, until they are had again")
    func givenUp() async throws {
        let model = await opened(withLists: true)
        #expect(model.givenUp == [])
        guard case .group(let two) = model.lists.first(where: { $0.name == "Tổ 2" })?.kind else {
            Issue.record("there is no such group")
            return
        }
        try practice.core.giveUpGroup(group: two)
        await until { model.lists.count == 3 }
        #expect(model.givenUp == [GivenUpGroupView(group: two, name: "Tổ 2", since: "bỏ từ hôm nay")])
        _ = try practice.core.bringGroupBack(group: two)
        await until { model.givenUp.isEmpty }
        #expect(model.lists.count == 4)
    }

    @Test("in the middle of a list everybody is searched")
    func searchBeyondTheList() async throws {
        let model = await opened(withLists: true)
        await model.choose(.livesAlone).value
        model.typed = "tun"
        await until { model.isLookingFor }
        #expect(names(model).first == "Phạm Văn Tùng")
        model.typed = ""
        await until { !model.isLookingFor }
        #expect(names(model) == ["Đinh Thị Lan"])
    }

    @Test("where somebody is only chosen there are no lists")
    func noLists() async throws {
        #expect(await opened().lists == [])
    }
}

/// Nobody is in it; "t" is too short to look for anybody, and is answered late.
private final class LateCore: FakeCore, @unchecked Sendable {  // As `FakeCore` is.
    let mayAnswer = DispatchSemaphore(value: 0)

    override func find(typed: String, limit: UInt32) throws -> [FoundView]? {
        if typed != "t" { return [] }
        mayAnswer.wait()
        return nil
    }

    override func members() throws -> [MemberView] { [] }
}
