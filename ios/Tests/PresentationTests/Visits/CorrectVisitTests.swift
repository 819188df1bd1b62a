import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class CorrectVisitTests: PracticeTests {
    private func visits() throws -> [VisitView] { try practice.core.visitsOf(person: lan, limit: 9) }

    private func open(_ kept: any SavedForm = KeptForm()) async throws -> VisitModel {
        let visit = try #require(try visits().first).id
        return await opened(VisitModel(practice.book, kept, .correct(visit: visit)))
    }

    private func service(_ label: String) throws -> UInt32 {
        try #require(practice.core.visitChoices().services.first { $0.label == label }).number
    }

    @Test("what was saved stands in the form, and saving it as it is corrects nothing")
    func opens() async throws {
        let model = try await open()
        let form = try #require(model.form)
        #expect(form.readings == [.systolic: "133", .diastolic: "82"])
        let services = [try service("trò chuyện"), try service("đo huyết áp")]
        #expect(form.services == Set(services))
        #expect(form.day == model.opened.map { $0.view.today - 7 })
        #expect(!model.isChanged)
        await model.save()?.value
        #expect(model.saved != nil)
        #expect(try visits().first?.corrected == nil)
    }

    @Test("what is corrected is saved over what stood there, and the history says so; a second tap records nothing more")
    func corrects() async throws {
        let model = try await open()
        let pressure = try service("đo huyết áp")
        model.change { $0.toggle(service: pressure) }
        model.change { $0.readings[.systolic] = "143" }
        model.change { $0.note = "ngủ ít" }
        #expect(model.isChanged)
        let first = model.save()
        await model.save()?.value
        await first?.value
        let corrected = try #require(try visits().first)
        #expect(corrected.services.map(\.label) == ["trò chuyện"])
        #expect(corrected.readings == "huyết áp 143/82")
        #expect(corrected.remarks == ["ngủ ít"])
        #expect(corrected.corrected == "bà Tập đã sửa hôm nay")
        #expect(try visits().count == 3)
    }

    @Test("a correction in the middle outlives the process, and does not write over what it had not seen")
    func seen() async throws {
        let kept = KeptForm()
        try await open(kept).change { $0.note = "ngủ ít" }
        let meanwhile = try await open()
        meanwhile.change { $0.note = "ăn ít" }
        await meanwhile.save()?.value
        let second = try await open(kept)
        #expect(second.form?.note == "ngủ ít")
        await second.save()?.value
        let record = try practice.core.visitForm(visit: try #require(try visits().first).id).seen.visit
        let both = String(decoding: record, as: UTF8.self)
        #expect(both.contains("ngủ ít") && both.contains("ăn ít"))
    }
}
