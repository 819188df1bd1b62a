import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class MembershipTests: PracticeTests {
    private func open(_ kept: KeptForm = KeptForm()) async -> MembershipModel {
        let model = MembershipModel(practice.book, kept, person: lan)
        await model.open()?.value
        return model
    }

    private func member() throws -> MemberView { try #require(try practice.core.members().first { $0.person.id == lan }) }

    @Test("number, group and task are corrected, and a number that somebody has is asked about")
    func corrects() async throws {
        let model = await open()
        let groups = try #require(model.opened?.groups)
        #expect(groups.map(\.name) == ["Tổ 1", "Tổ 2"])
        model.type(registerNo: "3")
        model.choose(group: groups[1].group)
        model.choose(isVolunteer: true)
        await model.save()?.value
        #expect(model.question?.nextFree == 25 && !model.isSaved)
        #expect(try member().registerNo == 7)
        await model.takeNextFree()?.value
        #expect(model.isSaved && model.question == nil)
        let member = try member()
        #expect(member.registerNo == 25)
        #expect(member.roles.map(\.label) == ["tình nguyện viên"])
        #expect(try practice.core.card(person: lan).group?.hasPrefix("Tổ 2") == true)
    }

    @Test("the question can be left, and a number that is meant is taken though somebody has it")
    func meant() async throws {
        let model = await open()
        model.type(registerNo: "3")
        await model.save()?.value
        #expect(model.question?.words.isEmpty == false)
        model.lookAgain()
        #expect(model.question == nil && model.takeNextFree() == nil)
        #expect(model.fields?.registerNo == "3")
        await model.save()?.value
        await model.numberIsMeant()?.value
        #expect(model.isSaved)
        #expect(try member().registerNo == 3)
    }

    @Test("what was changed outlives the process, and is saved over what was seen")
    func outlives() async throws {
        let kept = KeptForm()
        await open(kept).type(registerNo: "61")
        let other = await open()
        other.type(registerNo: "62")
        await other.save()?.value
        #expect(other.isSaved)
        let second = await open(kept)
        #expect(second.fields?.registerNo == "61")
        await second.save()?.value
        #expect(second.isSaved)
        // Nobody's number is written over unseen.
        #expect(try practice.core.decisions().unsettled.count == 1)
    }

    @Test("that it is saved outlives the process: nobody corrects once more over what stood there before")
    func savedOutlives() async throws {
        let kept = KeptForm()
        let first = await open(kept)
        first.type(registerNo: "61")
        await first.save()?.value
        let second = await open(kept)
        #expect(second.isSaved && !second.isChanged)
        second.type(registerNo: "62")
        #expect(second.save() == nil)
        #expect(try member().registerNo == 61)
        #expect(try practice.core.decisions().unsettled == [])
    }

    @Test("it is changed while something else stands in it than when it was opened, also after the end of the process")
    func changed() async throws {
        let kept = KeptForm()
        let model = await open(kept)
        #expect(!model.isChanged)
        model.choose(isVolunteer: true)
        #expect(model.isChanged)
        let other = await open()
        other.type(registerNo: "62")
        await other.save()?.value
        model.choose(isVolunteer: false)
        let second = await open(kept)
        #expect(!second.isChanged)
        second.choose(isVolunteer: true)
        let saving = second.save()
        second.choose(isVolunteer: false)
        #expect(second.fields?.isVolunteer == true)
        await saving?.value
        #expect(second.isSaved && !second.isChanged)
    }

    @Test("a number has digits only, and never more than a register has")
    func digits() async throws {
        let model = await open()
        model.type(registerNo: "số 12, tổ ٣")
        #expect(model.fields?.registerNo == "12")
        model.type(registerNo: String(repeating: "9", count: 30))
        #expect(model.fields?.registerNo == "999999999")
    }

    @Test("a second tap of a hand that shakes writes nothing more down")
    func savesOnce() async throws {
        let model = await open()
        model.type(registerNo: "61")
        let before = try practice.core.status().recorded
        let first = model.save()
        #expect(model.save() == nil)
        await first?.value
        #expect(model.save() == nil)
        #expect(try practice.core.status().recorded == before + 1)
    }

    @Test("somebody who is no member has no form, which says so")
    func noMember() async throws {
        let model = MembershipModel(practice.book, KeptForm(), person: UUID())
        await model.open()?.value
        #expect(model.problem != nil && model.opened == nil)
        #expect(model.save() == nil)
    }
}
