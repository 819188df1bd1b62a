import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class VisitTests: PracticeTests {
    private func open(_ kept: any SavedForm = KeptForm()) async -> VisitModel {
        await opened(VisitModel(practice.book, kept, .record(person: lan)))
    }

    private func visits() throws -> [VisitView] { try practice.core.visitsOf(person: lan, limit: 50) }

    private func visitsOfToday() throws -> Int { try visits().filter { $0.on == "hôm nay" }.count }

    @Test("services are those of the last time, the day is today, and readings are empty beside the last ones")
    func opens() async throws {
        let model = await open()
        let opened = try #require(model.opened)
        let form = try #require(model.form)
        #expect(form.day == opened.view.today)
        #expect(opened.choices.services.filter { form.services.contains($0.number) }.map(\.label) == ["trò chuyện", "đo huyết áp"])
        #expect(form.readings == [:])
        #expect(opened.view.lastReadings?.readings[.systolic] == "133")
        #expect(!model.isChanged)
    }

    @Test("a visit as the last one with new readings is saved in at most eight actions from Today")
    func fewActions() async throws {
        let today = TodayModel(practice.book)
        await today.again().value
        var actions = 0
        func act(_ what: () -> Void) {
            actions += 1
            what()
        }
        let due = try #require(today.today?.visits.first { $0.person.id == lan })
        actions += 1  // a tap on her
        let model = await opened(VisitModel(practice.book, KeptForm(), .record(person: due.person.id)))
        actions += 1  // a tap into the first number; full, it gives the keyboard to the next
        act { model.change { $0.readings[.systolic] = "135" } }
        #expect(Measure.systolic.isFull("135"))
        act { model.change { $0.readings[.diastolic] = "85" } }
        act { model.change { $0.choose(condition: 2) } }
        act { model.save() }
        await until { model.saved != nil }
        actions += 1  // done
        #expect(actions <= 8)
        let visit = try #require(try visits().first)
        #expect(visit.readings == "huyết áp 135/85")
        #expect(visit.services.map(\.label) == ["trò chuyện", "đo huyết áp"])
        await today.again().value
        #expect(today.today?.visits.contains { $0.person.id == lan } == false)
    }

    @Test("a second tap of save records nothing more, and it is said that the visit is kept in this phone")
    func savesOnce() async throws {
        let model = await open()
        let before = try visits().count
        let first = model.save()
        let second = model.save()
        await first?.value
        await second?.value
        await model.save()?.value
        #expect(try visits().count == before + 1)
        #expect(try visitsOfToday() == 1)
        #expect(model.saved?.words.contains("Đã lưu") == true)
        #expect(model.saved?.advice == [])
        #expect(model.sameVisit == nil)
        #expect(!model.isChanged)
    }

    @Test("a dangerous reading comes back with what to do and the number to call")
    func danger() async throws {
        let model = await open()
        model.change { $0.readings = [.systolic: "190", .diastolic: "120"] }
        await model.save()?.value
        let advice = try #require(model.saved?.advice.first)
        #expect(advice.words.hasPrefix("Huyết áp 190/120, rất cao."))
        #expect(advice.numbers == ["115"])
    }

    @Test("what cannot be is said until something is changed, and the form is as it was")
    func refusal() async throws {
        let model = await open()
        let before = try visits()
        model.change { $0.readings = [.systolic: "80", .diastolic: "120"] }
        await model.save()?.value
        #expect(model.refused != nil)
        #expect(model.saved == nil)
        #expect(model.form?.readings[.systolic] == "80")
        #expect(try visits() == before)
        model.change { $0.readings[.systolic] = "180" }
        #expect(model.refused == nil)
        await model.save()?.value
        #expect(model.saved != nil)
    }

    @Test("a second record of a day is asked about, and one answer saves it")
    func sameVisit() async throws {
        await open().save()?.value
        let model = await open()
        await model.save()?.value
        #expect(model.sameVisit?.words.hasSuffix("Cùng một lần thăm?") == true)
        #expect(model.saved == nil)
        model.leaveQuestion()
        #expect(model.sameVisit == nil)
        #expect(model.answer(isSame: true) == nil)
        await model.save()?.value
        await model.answer(isSame: false)?.value
        #expect(model.saved != nil)
        let third = await open()
        await third.save()?.value
        await third.answer(isSame: true)?.value
        #expect(third.saved != nil)
        #expect(try visitsOfToday() == 3)
    }

    @Test("of somebody who was not at home nothing else is said, and nothing that was typed is lost")
    func notAtHome() async throws {
        let model = await open()
        model.change { $0.readings = [.systolic: "130", .diastolic: "80"] }
        model.change { $0.notAtHome = true }
        #expect(model.form?.readings[.systolic] == "130")
        await model.save()?.value
        let visit = try #require(try visits().first)
        #expect(visit.notAtHome)
        #expect(visit.services == [])
        #expect(visit.readings == nil)
    }

    @Test("what was noticed has somebody who acts on it until a day")
    func noticed() async throws {
        let model = await open()
        let opened = try #require(model.opened)
        let fall = try #require(opened.choices.alerts.first { $0.label == "bị ngã" })
        let thu = try #require(opened.view.mayAct.first { $0.words == "ông Thử" })
        model.change { $0.toggle(alert: fall.number) }
        model.change { $0.choose(followUpBy: thu.person) }
        model.change { $0.choose(followUpUntil: opened.view.until[2].day) }
        model.change { $0.note = "Bà trượt chân ngoài sân." }
        await model.save()?.value
        #expect(try visits().first?.remarks == ["bị ngã", "Bà trượt chân ngoài sân."])
        #expect(try practice.core.today().followUps.first?.words.contains("Thử") == true)
    }

    @Test("a form in the middle outlives the end of the process, whatever stands in it")
    func outlives() async throws {
        let folder = try temporaryFolder("visit")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("visit.json")
        let model = await open(FileForm(file))
        let view = try #require(model.opened?.view)
        model.change { form in
            form.isOtherDay = true
            form.day = view.days[4].day
            form.toggle(service: 2)
            form.toggle(service: 1)
            form.toggle(visitor: view.mayHaveGone.last!.person)
            form.withPartner = true
            form.readings[.weight] = "54,3"
            form.allReadings = true
            form.choose(condition: 3)
            form.toggle(alert: 1)
            form.choose(followUpBy: view.mayAct.last!.person)
            form.choose(followUpUntil: view.until.last!.day)
            form.choose(duration: 2)
            form.note = "Bà ăn được,\nngủ hơi ít."
            form.notAtHome = true
        }
        let second = await open(FileForm(file))
        #expect(second.form == model.form)
        #expect(second.isChanged)
        await second.save()?.value
        #expect(try visits().contains { $0.notAtHome && $0.remarks.contains { $0.hasPrefix("Bà ăn được") } })
    }

    @Test("that it was saved, and what to do, outlives the process too")
    func savedOutlives() async throws {
        let kept = KeptForm()
        let first = await open(kept)
        first.change { $0.readings = [.systolic: "190", .diastolic: "120"] }
        await first.save()?.value
        let second = await open(kept)
        #expect(second.saved != nil)
        #expect(second.saved == first.saved)
        #expect(second.save() == nil)
        #expect(try visitsOfToday() == 1)
    }

    @Test("a form that was left open over midnight names its days anew, and what was chosen stays the day that it was")
    func midnight() async throws {
        let clock = NetworkTime(try #require(Calendar.vietnam.date(bySettingHour: 20, minute: 0, second: 0, of: Date() + oneDay)))
        let practice = try PracticeBook(clock: clock)
        let model = VisitModel(practice.book, KeptForm(), .record(person: try practice.person("Đinh Thị Lan").id))
        onScreen(model.follow)
        await until { model.opened != nil }
        let before = try #require(model.opened?.view)
        let yesterday = before.days[1]
        #expect(yesterday.words == "hôm qua")
        model.change { $0.day = yesterday.day }
        model.change { $0.note = "Bà ăn được." }

        clock.time.change { $0 += oneDay }
        try await practice.book.wake()
        await until { model.opened?.view.today != before.today }
        let after = try #require(model.opened?.view)
        #expect(after.today == before.today + 1)
        #expect(after.days.first?.words == "hôm nay")
        #expect(after.days.first { $0.day == yesterday.day }?.words != "hôm qua")
        #expect(model.form?.day == yesterday.day && model.form?.note == "Bà ăn được.")
    }
}

private let oneDay: TimeInterval = 24 * 60 * 60

/// What the network says that the time is.
private final class NetworkTime: NetworkClock {
    let time: Guarded<Date>

    init(_ time: Date) { self.time = Guarded(time) }

    func now() -> Date? { time.value }
}

extension Calendar {
    fileprivate static var vietnam: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 7 * 60 * 60)!
        return calendar
    }
}

extension PracticeTests {
    /// As the screen opens it.
    func opened(_ model: VisitModel) async -> VisitModel {
        await onScreen(model.follow) { model.opened != nil }
        return model
    }
}
