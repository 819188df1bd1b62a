import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class GroupTests {
    private let practice: PracticeBook
    private let form = KeptForm()
    private let changedSince = "Sau đó có người đã ghi khác. Chưa bỏ gì. Xem lại, chỗ nào chưa đúng thì ghi lại."
    private let lan: UUID
    private var following: [Task<Void, Never>] = []

    init() throws {
        practice = try PracticeBook()
        lan = try practice.person("Đinh Thị Lan").id
    }

    deinit { following.forEach { $0.cancel() } }

    private func open(_ group: UUID? = nil) async -> GroupModel {
        let model = GroupModel(practice.book, form, group: group)
        following.append(Task { await model.follow() })
        if model.id != nil { await until { model.group != nil } }
        return model
    }

    private func groups() throws -> [(name: String, id: UUID)] {
        try practice.core.peopleLists().compactMap { list in
            guard case .group(let group) = list.kind else { return nil }
            return (list.name, group)
        }
    }

    private func group(of person: UUID, _ model: GroupModel) -> UUID? {
        model.group?.people.first { $0.person.id == person }?.group
    }

    @Test("a group is made by a name that no other has, and a slip gives it up and back")
    func makes() async throws {
        let model = await open()
        await model.saveName()?.value
        #expect(model.problem?.isEmpty == false && model.id == nil)
        model.name = "tổ 1"
        #expect(model.problem == nil)
        await model.saveName()?.value
        #expect(model.problem?.isEmpty == false && model.id == nil)
        model.name = "Tổ 3"
        let first = model.saveName()
        #expect(model.saveName() == nil)
        await first?.value
        guard case .made = model.change else {
            Issue.record("nothing says that it was made")
            return
        }
        #expect(model.problem == nil && !model.isNaming)
        #expect(model.group?.people.count == 24)
        #expect(try groups().map(\.name) == ["Tổ 1", "Tổ 2", "Tổ 3"])
        // The process may end.
        #expect(await open().name == "Tổ 3")
        await model.takeBack()?.value
        // To be made anew, also after the process ended.
        #expect(model.change == nil && model.id == nil && model.group == nil && model.name == "Tổ 3")
        #expect(try groups().map(\.name) == ["Tổ 1", "Tổ 2"])
        #expect(try practice.core.givenUpGroups() == [])
        let again = await open()
        #expect(again.id == nil && again.name == "Tổ 3")
        await model.saveName()?.value
        #expect(try groups().count == 3 && model.group?.name == "Tổ 3")
    }

    @Test("a group just made is not given up by its undo once somebody else filled it")
    func madeAndFilled() async throws {
        let model = await open()
        model.name = "Tổ 3"
        await model.saveName()?.value
        _ = try practice.core.putInGroup(person: lan, group: model.id)
        await model.takeBack()?.value
        #expect(model.problem == changedSince)
        // What cannot be taken back is not offered.
        #expect(model.change == nil && model.group?.givenUp == nil)
        #expect(try groups().count == 3)
    }

    @Test("a group given up long ago is had again with its people, and that is taken back")
    func bringsBack() async throws {
        let two = try groups()[1].id
        _ = try practice.core.putInGroup(person: lan, group: two)
        try practice.core.giveUpGroup(group: two)
        let model = await open(two)
        #expect(model.group?.givenUp?.hasPrefix("Tổ này đã bỏ từ hôm nay. Lập lại thì có lại ") == true && model.change == nil)
        await model.bringBack()?.value
        guard case .broughtBack = model.change else {
            Issue.record("nothing says that it was brought back")
            return
        }
        #expect(model.group?.givenUp == nil && group(of: lan, model) == two)
        await model.takeBack()?.value
        #expect(model.change == nil && model.group?.givenUp != nil)
        #expect(try practice.core.givenUpGroups().map(\.group) == [two])
    }

    @Test("a group that somebody else brought back first stood so already, and nothing is offered to be taken back")
    func stoodAlready() async throws {
        let two = try groups()[1].id
        try practice.core.giveUpGroup(group: two)
        let model = await open(two)
        _ = try practice.core.bringGroupBack(group: two)
        await model.bringBack()?.value
        #expect(model.change == .stoodAlready && model.group?.givenUp == nil)
        #expect(model.takeBack() == nil)
        #expect(try groups().count == 2)
    }

    @Test("one of the group is named its leader, and who leaves it leads it no longer")
    func leads() async throws {
        let (one, two) = try (groups()[0].id, groups()[1].id)
        _ = try practice.core.putInGroup(person: lan, group: one)
        let model = await open(one)
        let person = try practice.person("Đinh Thị Lan")
        #expect(model.lead(person) == nil)
        model.askWhoLeads()
        #expect(model.asksWhoLeads && model.group?.leaderWords == "Tổ trưởng: chú Hồ Văn Quen.")
        #expect(!model.people.isEmpty && model.people.allSatisfy { $0.group == one })
        model.leaveLeaderAsItIs()
        #expect(!model.asksWhoLeads)
        model.askWhoLeads()
        await model.lead(person)?.value
        guard case .led(let leader, _) = model.change else {
            Issue.record("nothing says that a leader was named")
            return
        }
        #expect(leader?.id == lan && !model.asksWhoLeads && model.group?.leader == lan)
        #expect(model.group?.leaderWords == "Tổ trưởng: bà Đinh Thị Lan.")
        #expect(model.people.filter { model.leads($0) }.map(\.person.id) == [lan])
        _ = try practice.core.putInGroup(person: lan, group: two)
        await until { model.group?.leader == nil }
        #expect(model.group?.leaderWords == "Tổ trưởng: bà Đinh Thị Lan, đã ra khỏi tổ.")
        model.askWhoLeads()
        await model.lead(nil)?.value
        #expect(model.group?.hasNamedLeader == false)
        await model.takeBack()?.value
        #expect(model.change == nil && model.group?.hasNamedLeader == true)
        model.askWhoLeads()
        await model.lead(person)?.value
        // She is of another group.
        #expect(model.problem?.isEmpty == false && !model.asksWhoLeads)
    }

    @Test("what a book that is closed just now did not take back can still be")
    func closedMeanwhile() async throws {
        let two = try groups()[1].id
        let model = await open(two)
        await model.tap(lan)?.value
        try practice.core.pause()
        await model.takeBack()?.value
        #expect(model.problem?.isEmpty == false && model.change != nil)
        try practice.core.resume()
        await model.takeBack()?.value
        #expect(model.problem == nil && model.change == nil && group(of: lan, model) != two)
    }

    @Test("a tap puts somebody in, and taking it back puts them where they were")
    func puts() async throws {
        let (one, two) = try (groups()[0].id, groups()[1].id)
        let model = await open(two)
        #expect(group(of: lan, model) == one)
        #expect(model.group?.people.first { $0.person.id == lan }?.groupName == "Tổ 1")
        await model.tap(lan)?.value
        guard case .put(let person, let put) = model.change else {
            Issue.record("nothing says that somebody was put in")
            return
        }
        #expect(put.group == two && put.former == one)
        #expect(person.id == lan && group(of: lan, model) == two)
        await model.takeBack()?.value
        #expect(model.change == nil && group(of: lan, model) == one)
        let first = model.tap(lan)
        #expect(model.tap(lan) == nil)
        await first?.value
        #expect(group(of: lan, model) == two)
        await model.tap(lan)?.value
        #expect(group(of: lan, model) == nil)
        let undo = model.takeBack()
        #expect(model.takeBack() == nil)
        await undo?.value
        #expect(group(of: lan, model) == two)
        #expect(model.takeBack() == nil)
    }

    @Test("a name outlives the process, and its undo gives the former one")
    func renames() async throws {
        let one = try groups()[0].id
        let first = await open(one)
        #expect(first.saveName() == nil)
        first.name = "Tổ Gò Deo"
        let second = await open(one)
        #expect(second.name == "Tổ Gò Deo" && second.isNaming)
        await second.saveName()?.value
        guard case .renamed(let rename) = second.change else {
            Issue.record("nothing says that it was renamed")
            return
        }
        #expect(rename.former == "Tổ 1" && rename.name == "Tổ Gò Deo")
        #expect(second.group?.name == "Tổ Gò Deo" && !second.isNaming)
        await second.takeBack()?.value
        #expect(second.change == nil)
        #expect(second.group?.name == "Tổ 1" && second.name == "Tổ 1")
    }

    @Test("letters typed while the name is saved stay, and are saved over it without a dispute with oneself")
    func typedMeanwhile() async throws {
        let model = await open()
        model.name = "Tổ Gò"
        let making = model.saveName()
        model.name = "Tổ Gò D"
        await making?.value
        #expect(model.group?.name == "Tổ Gò" && model.name == "Tổ Gò D" && model.isNaming)
        let renaming = model.saveName()
        model.name = "Tổ Gò Deo"
        await renaming?.value
        #expect(model.group?.name == "Tổ Gò D" && model.name == "Tổ Gò Deo")
        #expect(await open().name == "Tổ Gò Deo")
        await model.saveName()?.value
        #expect(model.group?.name == "Tổ Gò Deo" && !model.isNaming)
        #expect(try practice.core.decisions().unsettled == [])
    }

    @Test("a name typed as it stands is none that is not written down")
    func typedBack() async throws {
        let model = await open(try groups()[0].id)
        model.name = "Tổ 1a"
        #expect(model.isNaming)
        model.name = "Tổ 1"
        #expect(!model.isNaming)
    }

    @Test("a name that somebody gave it elsewhere in the meantime is not written over unseen")
    func namedElsewhere() async throws {
        let one = try groups()[0].id
        let model = await open(one)
        model.name = "Tổ Gò Deo"
        let seen = try practice.core.group(group: one).seen
        _ = try practice.core.renameGroup(group: one, seen: seen, name: "Tổ Đầu Làng")
        await until { model.group?.name == "Tổ Đầu Làng" }
        #expect(model.name == "Tổ Gò Deo")
        model.name = "Tổ Gò Deo 1"
        #expect(form[bytes: "seen"] == seen)
        await model.saveName()?.value
        #expect(model.problem == nil && model.group?.name == "Tổ Gò Deo 1")
    }

    @Test("what somebody wrote elsewhere in the meantime is not taken back, and that stays to be read")
    func takesBackOnlyItsOwn() async throws {
        let (one, two) = try (groups()[0].id, groups()[1].id)
        let model = await open(two)
        await model.tap(lan)?.value
        _ = try practice.core.putInGroup(person: lan, group: nil)
        await model.takeBack()?.value
        #expect(model.problem == changedSince && model.change == nil)
        _ = try practice.core.putInGroup(person: lan, group: one)
        await until { self.group(of: self.lan, model) == one }
        #expect(model.problem == changedSince)
        model.name = "Tổ Gò Deo"
        await model.saveName()?.value
        let seen = try practice.core.group(group: two).seen
        _ = try practice.core.renameGroup(group: two, seen: seen, name: "Tổ Đầu Làng")
        await model.takeBack()?.value
        #expect(model.problem == changedSince)
        #expect(try practice.core.group(group: two).name == "Tổ Đầu Làng")
    }

    @Test("a group is given up by an answer alone, and had again with its people")
    func givesUp() async throws {
        let one = try groups()[0].id
        let model = await open(one)
        #expect(model.confirm() == nil)
        model.giveUp()
        #expect(model.asksToGiveUp && model.group?.givenUp == nil)
        model.leaveAsItIs()
        #expect(model.confirm() == nil)
        model.giveUp()
        await model.confirm()?.value
        #expect(!model.asksToGiveUp && model.group?.givenUp != nil)
        #expect(try groups().map(\.name) == ["Tổ 2"])
        #expect(model.change == .givenUp)
        await model.takeBack()?.value
        #expect(model.group?.givenUp == nil && group(of: lan, model) == one)
    }

    @Test("a book that cannot be read says so, and the next try shows the group")
    func problem() async throws {
        let one = try groups()[0].id
        try practice.core.pause()
        let model = GroupModel(practice.book, form, group: one)
        await model.tryAgain().value
        #expect(model.problem?.isEmpty == false && model.group == nil)
        try practice.core.resume()
        await model.tryAgain().value
        #expect(model.problem == nil && model.group?.name == "Tổ 1")
    }
}
