import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class VisitsTests: PracticeTests {
    private func open(_ kept: any SavedForm = KeptForm()) async -> VisitsModel {
        let model = VisitsModel(practice.book, kept, lan)
        await onScreen(model.follow) { model.person != nil }
        return model
    }

    @Test("the visits come with the last one first, and readings as a chart")
    func shows() async throws {
        let model = await open()
        #expect(model.visits.count == 3)
        #expect(model.visits.first?.readings == "huyết áp 133/82")
        let chart = try #require(model.charts.first)
        #expect(model.charts.count == 1)
        #expect(chart.label == "huyết áp")
        #expect(chart.days.map(\.values) == [[135, 82], [134, 82], [133, 82]])
        let upper = try #require(chart.drawn.first)
        #expect(upper.first?.at == 0 && upper.first?.height == 1)
        #expect(upper.last?.at == 1 && chart.drawn.last?.allSatisfy { $0.height == 0 } == true)
    }

    @Test("a visit is taken back with its reason, and counts again when that is undone")
    func takesBack() async throws {
        let model = await open()
        let visit = try #require(model.visits.first).id
        model.open(visit)
        model.askReason(visit)
        model.write(reason: "ghi nhầm người")
        let first = model.takeBack()
        #expect(model.takeBack() == nil)
        await first?.value
        #expect(model.visits.first { $0.id == visit }?.voided == "ghi nhầm người")
        #expect(model.takenBack?.id == visit)
        #expect(model.looked == nil)
        #expect(model.charts.first?.days.count == 2, "what was measured goes with it")
        await model.restore(visit)?.value
        #expect(model.visits.contains { $0.id == visit && $0.voided == nil })
        #expect(model.takenBack == nil)
        #expect(model.charts.first?.days.count == 3)
    }

    @Test("without a reason nothing is taken back, and the reason in the middle outlives the process")
    func needsReason() async throws {
        let kept = KeptForm()
        let model = await open(kept)
        let visit = try #require(model.visits.first).id
        model.open(visit)
        #expect(model.takeBack() == nil)
        model.askReason(visit)
        await model.takeBack()?.value
        #expect(model.refused != nil)
        model.write(reason: "ghi nhầm ng")
        #expect(model.refused == nil)
        let second = await open(kept)
        #expect(second.looked?.id == visit)
        #expect(second.reason == "ghi nhầm ng")
        #expect(second.looked?.voided == nil)
        second.keepVisit()
        #expect(second.reason == nil && second.looked?.id == visit)
    }

    @Test("those who are due are there with the reason, and one sentence about them")
    func due() async throws {
        let model = VisitsDueModel(practice.book)
        await onScreen(model.follow) { !model.words.isEmpty }
        #expect(Set(model.due.map(\.person.name)) == ["Đinh Thị Lan", "Phạm Văn Tùng"])
        #expect(model.due.allSatisfy { !$0.why.isEmpty })
    }
}
