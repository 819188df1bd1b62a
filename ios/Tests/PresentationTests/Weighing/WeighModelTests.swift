import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(2)))
final class WeighModelTests {
    private let practice: PracticeBook
    private let meeting: UUID
    private var following: [Task<Void, Never>] = []

    init() throws {
        practice = try PracticeBook()
        let begun = try practice.core.rollOfThisMonth()
        meeting = try (begun ?? practice.core.openMeeting(heldOn: nil, month: nil, confirmed: true)).meeting
    }

    deinit { following.forEach { $0.cancel() } }

    private func present(_ form: KeptForm = KeptForm()) async -> WeighModel {
        let model = WeighModel(practice.book, form: form, meeting: meeting)
        following.append(Task { await model.follow() })
        await until { model.rows != nil }
        return model
    }

    private func type(_ systolic: String, _ diastolic: String, _ weight: String, in model: WeighModel) {
        model.type(systolic, for: .systolic)
        model.type(diastolic, for: .diastolic)
        model.type(weight, for: .weight)
    }

    private func save(in model: WeighModel) async {
        model.save()
        await until { model.entry == nil || model.refused != nil }
    }

    private func weigh(_ person: UUID, _ systolic: String, _ diastolic: String, _ weight: String, in model: WeighModel) async {
        model.choose(person)
        type(systolic, diastolic, weight, in: model)
        await save(in: model)
    }

    private func takeBack(in model: WeighModel) async {
        model.takeBack()
        await until { model.weighed == nil }
    }

    private func mark(_ place: Int, _ mark: Mark) throws -> UUID {
        let row = try practice.core.roll(meeting: meeting, order: .register).rows[place]
        return try practice.core.mark(meeting: meeting, person: row.id, mark: mark, reason: nil, seen: row.seen).row.id
    }

    @Test("one weighing is three taps at most besides its digits")
    func actions() async throws {
        let model = await present()
        var taps = 1
        model.choose(model.shown[0].id)
        var at = 0
        for key in "130" + "85" + "54,3" {
            let measure = Measure.atTheScales[at]
            let typed = (model.entry?.numbers[measure] ?? "") + String(key)
            model.type(typed, for: measure)
            if measure.isFull(typed) { at += 1 }
        }
        taps += 1
        await save(in: model)
        #expect(model.weighed?.words == "cân nặng 54,3, huyết áp 130/85")
        #expect(taps <= 3)
    }

    @Test("a name, three numbers, the next, and who was measured is marked where they stand")
    func weighs() async throws {
        let model = await present()
        let before = model.shown.map(\.id)
        await weigh(before[2], "130", "85", "54,3", in: model)
        #expect(model.weighed?.words == "cân nặng 54,3, huyết áp 130/85")
        #expect(model.weighed?.isAlarming == false)
        #expect(model.shown.map(\.id) == before)
        #expect(model.shown.filter(\.isMeasured).map(\.id) == [before[2]])
        #expect(model.measured == 1)
    }

    @Test("two quick taps on save record once")
    func savesOnce() async throws {
        let model = await present()
        let people = model.shown.map(\.id)
        let begun = try practice.core.status().recorded
        await weigh(people[0], "125", "80", "53", in: model)
        let once = try practice.core.status().recorded
        model.choose(people[1])
        type("130", "85", "54", in: model)
        model.save()
        await save(in: model)
        #expect(model.refused == nil)
        #expect(model.measured == 2)
        #expect(try practice.core.status().recorded - once == once - begun)
        #expect(once > begun)
    }

    @Test("those who are there come first, who is away says so, and nobody moves while people are weighed")
    func order() async throws {
        _ = try mark(0, .excused)
        let here = try [mark(5, .present), mark(9, .late)]
        let model = await present()
        let before = model.shown.map(\.id)
        #expect(Array(before.prefix(2)) == here)
        #expect(model.shown.compactMap(\.away) == ["vắng có lý do"])
        #expect(model.expected == 2)
        _ = try mark(3, .present)
        await until { model.expected == 3 }
        await weigh(here[1], "130", "85", "54", in: model)
        #expect(model.shown.map(\.id) == before)
        #expect((model.measured, model.expected) == (1, 3))
    }

    @Test("a dangerous reading stays on the screen until it is read, also through the end of the process")
    func alarms() async throws {
        let form = KeptForm()
        let first = await present(form)
        await weigh(first.shown[0].id, "190", "120", "", in: first)
        #expect(first.weighed?.isAlarming == true)
        #expect(first.weighed?.advice.first?.words.hasPrefix("Huyết áp 190/120, rất cao.") == true)
        let second = await present(form)
        #expect(second.weighed == first.weighed)
        second.alarmRead()
        #expect(second.weighed?.isAlarming == false)
        #expect(await present(form).weighed?.isAlarming == false)
    }

    @Test("what was just typed can be corrected, and takes nothing else away")
    func corrects() async throws {
        let model = await present()
        let first = model.shown[0].id
        await weigh(first, "130", "85", "543", in: model)
        #expect(model.refused != nil, "what cannot be is said")
        model.type("54,3", for: .weight)
        await save(in: model)
        model.choose(first)
        #expect(model.entry?.numbers[.weight] == "54,3")
        #expect(model.entry?.replaces == false)
        model.type("55", for: .weight)
        await save(in: model)
        #expect(model.weighed?.words == "cân nặng 55, huyết áp 130/85")
    }

    @Test("of somebody measured before, it is said that new numbers take the place of the old ones")
    func replaces() async throws {
        let first = await present()
        let who = first.shown[0].id
        await weigh(who, "130", "85", "", in: first)
        let second = await present()
        second.choose(who)
        #expect(second.entry?.replaces == true)
    }

    @Test("numbers in the middle outlive the process, and are saved over what was seen then")
    func outlives() async throws {
        let form = KeptForm()
        let first = await present(form)
        first.choose(first.shown[4].id)
        type("130", "8", "", in: first)
        let second = await present(form)
        #expect(second.entry == first.entry)
        second.type("80", for: .diastolic)
        await save(in: second)
        #expect(second.weighed?.words == "huyết áp 130/80")
    }

    @Test("somebody is looked for by a piece of the name, and the list is whole again after saving")
    func finds() async throws {
        let model = await present()
        model.typed = "hoa"
        await until { model.isLooking }
        let found = model.shown
        #expect(found.first?.person.name == "Lý Thị Hoa")
        #expect(found.count < 24)
        await weigh(try #require(found.first).id, "130", "80", "50", in: model)
        await until { model.typed.isEmpty }
        #expect(model.shown.count == 24)
    }

    @Test("people are weighed after the end of the meeting, too, and it stays closed")
    func afterClosing() async throws {
        let roll = try practice.core.roll(meeting: meeting, order: .register)
        _ = try practice.core.closeMeeting(
            request: CloseRequest(meeting: meeting, seen: roll.seen, headCount: nil, answers: [], rest: .absent))
        let model = await present()
        await weigh(model.shown[0].id, "130", "85", "54", in: model)
        #expect(model.measured == 1)
        #expect(model.shown.count == 24)
        #expect(try practice.core.rollOfThisMonth()?.isClosed == true)
    }

    @Test("numbers of the wrong person are taken back, also after the end of the process, and what was there before stands again")
    func takesBack() async throws {
        let form = KeptForm()
        let first = await present(form)
        let who = first.shown[1].person
        await weigh(who.id, "130", "85", "54,3", in: first)
        let second = await present(form)
        await takeBack(in: second)
        #expect(second.takenBack == who.said)
        #expect(second.measured == 0)
        second.choose(who.id)
        #expect(second.entry?.replaces == false, "nothing of it is left")
        #expect(second.takenBack == nil)
        type("120", "80", "50", in: second)
        await save(in: second)
        await weigh(who.id, "150", "90", "60", in: second)
        await takeBack(in: second)
        #expect(second.measured == 1, "120/80 stand again")
        second.takeBack()
        #expect(second.measured == 1, "there is nothing left to take back")
    }
}
