import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(2)))
final class RollModelTests: PracticeTests {
    private func look() async -> RollModel {
        let model = RollModel(practice.book, form: form)
        onScreen(model.follow)
        await until { model.roll != nil || model.begin != nil }
        return model
    }

    private func opened() async -> RollModel {
        let model = await look()
        if model.roll == nil { model.openToday() }
        await until { model.roll != nil }
        return model
    }

    private func mark(of person: UUID, in model: RollModel) -> Mark? { model.roll?.rows.first { $0.id == person }?.mark }

    private func tap(_ rows: some Sequence<RollRow>, in model: RollModel) async {
        for row in rows { model.tap(row.id) }
        let ids = Set(rows.map(\.id))
        await until { model.roll?.rows.allSatisfy { !ids.contains($0.id) || $0.mark == .present } == true }
    }

    private func asked(_ model: RollModel) -> Unmarked? {
        if case .asking(let asked) = model.step { asked } else { nil }
    }

    private func ask(_ model: RollModel, heads: String) async {
        model.close()
        model.heads = heads
        model.headsCounted()
        await until { asked(model) != nil }
    }

    @Test("seventy people, twelve of whom are away and asked about, take ninety taps at most")
    func seventy() async throws {
        while try practice.core.members().count < 70 {
            let name = "Người Thứ \(try practice.core.members().count + 1)"
            let request = AddPersonRequest(
                fullName: name, fields: [], isMember: true, registerNo: nil, isAnotherPerson: true, isNumberMeant: false)
            _ = try practice.core.addPerson(request: request)
        }
        var taps = 0
        func tapped(_ act: () -> Void, until isSo: @MainActor () -> Bool) async {
            act()
            taps += 1
            await until(isSo)
        }
        // From the first screen: "Điểm danh".
        taps += 1
        let model = await look()
        if model.begin != nil { await tapped(model.openToday) { model.roll != nil } }
        #expect(model.roll?.counts.members == 70)
        #expect(model.rows.allSatisfy { $0.mark == .unset })
        for row in model.rows.filter({ !$0.isGuest }).prefix(58) {
            await tapped({ model.tap(row.id) }) { mark(of: row.id, in: model) == .present }
        }
        await tapped(model.close) { model.step == .counting }
        model.heads = "58"
        await tapped(model.headsCounted) { asked(model)?.left == 12 }
        for left in (0..<12).reversed() {
            await tapped({ model.answer(left % 3 == 0 ? .excused : .absent) }) { asked(model)?.left == left }
        }
        await tapped(model.closeNow) { model.roll?.isClosed == true }
        let meeting = try #require(model.roll?.meeting)
        let counts = try practice.core.roll(meeting: meeting, order: .register).counts
        #expect([counts.present, counts.excused, counts.absent, counts.unmarked] == [58, 4, 8, 0])
        #expect(counts.headCount == 58)
        #expect(taps <= 90, "\(taps) taps")
    }

    @Test("a roll begins at once on the planned day, on another only when somebody says that the club meets")
    func opens() async throws {
        let planned = try practice.core.today().nextMeeting
        let today = try practice.core.today().today
        let model = await look()
        if planned?.on != today {
            #expect(model.begin != nil && model.begin?.next == planned?.words)
            #expect(try practice.core.rollOfThisMonth() == nil)
            model.openToday()
        }
        await until { model.roll != nil && model.begin == nil }
        #expect(try practice.core.rollOfThisMonth()?.heldOn == today)
    }

    @Test("a closed roll is shown closed, and opened again when somebody says so")
    func reopens() async throws {
        let first = try practice.core.openMeeting(heldOn: nil, month: nil, confirmed: true)
        _ = try practice.core.closeMeeting(
            request: CloseRequest(meeting: first.meeting, seen: first.seen, headCount: nil, answers: [], rest: .absent))
        let model = await look()
        #expect(model.roll?.isClosed == true)
        #expect(try practice.core.rollOfThisMonth()?.isClosed == true)
        model.reopen()
        await until { model.roll?.isClosed == false }
    }

    @Test("one tap is present, the next takes it back, and the tiles stay where they are")
    func taps() async throws {
        let model = await opened()
        let order = model.rows.map(\.id)
        await tap([model.rows[2]], in: model)
        #expect(model.roll?.counts.present == 1)
        #expect(model.last?.words.contains("Bấm nhầm?") == true)
        model.tap(order[2])
        await until { mark(of: order[2], in: model) == .unset }
        #expect(model.rows.map(\.id) == order)
    }

    @Test("a quick second tap sees what the first did")
    func quickTaps() async throws {
        let model = await opened()
        let (first, second) = (model.rows[0], model.rows[1])
        model.tap(first.id)
        model.tap(first.id)
        model.tap(second.id)
        await until { mark(of: second.id, in: model) == .present }
        #expect(mark(of: first.id, in: model) == .unset)
        #expect(model.trouble == nil)
    }

    @Test("what was just marked is taken back to what it was")
    func takesBack() async throws {
        let model = await opened()
        let id = model.rows[0].id
        model.choose(model.rows[0])
        model.give(.excused, to: id)
        await until { mark(of: id, in: model) == .excused }
        #expect(model.choosing == nil)
        await tap([model.rows[0]], in: model)
        #expect(model.last?.before == .excused)
        model.takeBack()
        await until { mark(of: id, in: model) == .excused }
        #expect(model.last == nil)
    }

    @Test("looking for somebody leaves the others out until they are marked")
    func finds() async throws {
        let model = await opened()
        let all = model.rows.count
        let wanted = try #require(model.rows.last)
        model.typed = wanted.person.name
        await until { model.isLooking }
        #expect(model.rows.count < all)
        #expect(model.rows.contains { $0.id == wanted.id })
        await tap([wanted], in: model)
        #expect(model.typed.isEmpty)
        #expect(model.rows.count == all)
    }

    @Test("by name the same people stand in another order, also after a guest was written down")
    func orders() async throws {
        let model = await opened()
        let paper = model.rows.map(\.id)
        model.show(in: .name)
        await until { model.rows.map(\.id) != paper }
        let byName = model.rows.map(\.id)
        #expect(Set(byName) == Set(paper))
        model.addGuest("chị Hạnh")
        await until { model.roll?.guestNames == ["chị Hạnh"] }
        #expect(model.rows.map(\.id) == byName)
        model.removeGuest("chị Hạnh")
        await until { model.roll?.guestNames == [] }
    }

    @Test("closing asks for the heads, then for each whom nobody marked, and can be gone back on")
    func closes() async throws {
        let model = await opened()
        let members = model.rows.filter { !$0.isGuest }
        await tap(members.dropFirst(3), in: model)
        await ask(model, heads: "\(members.count - 2)")
        #expect(asked(model)?.rows.map(\.id) == members.prefix(3).map(\.id))
        model.answer(.absent)
        model.back()
        #expect(asked(model)?.who?.id == members[0].id)
        for mark in [Mark.excused, .absent, .late] { model.answer(mark) }
        #expect(asked(model)?.who == nil)
        model.closeNow()
        await until { model.roll?.isClosed == true }
        #expect(model.rows.filter { !$0.isGuest }.prefix(3).map(\.mark) == [.excused, .absent, .late])
        #expect(model.roll?.counts.headCount == Int64(members.count - 2))
    }

    @Test("the end of the process in the middle of the questions loses none of the answers")
    func outlives() async throws {
        let first = await opened()
        await tap(first.rows.dropFirst(4), in: first)
        await ask(first, heads: "9")
        first.answer(.excused)
        first.answer(.absent)
        let second = await look()
        #expect(asked(second)?.answers == [.excused, .absent])
        #expect(asked(second)?.rows.map(\.id) == asked(first)?.rows.map(\.id))
        #expect(second.heads == "9")
    }

    @Test("a mark of another phone shows, and one that it took back is asked about at closing")
    func otherPhone() async throws {
        let model = await opened()
        await tap(model.rows, in: model)
        await ask(model, heads: "")
        #expect(asked(model)?.who == nil)
        let meeting = try #require(model.roll?.meeting)
        let row = try #require(try practice.core.roll(meeting: meeting, order: .register).rows.first { !$0.isGuest })
        _ = try practice.core.mark(meeting: meeting, person: row.id, mark: .unset, reason: nil, seen: row.seen)
        model.closeNow()
        await until { asked(model)?.who?.id == row.id }
        model.answer(.late)
        model.closeNow()
        await until { model.roll?.isClosed == true }
    }
}
