import ClubbookTesting
import CoreBridge
import Fakes
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class TodayModelTests: PracticeTests {
    @Test("what is due stands there, and a visit recorded elsewhere takes it away")
    func followsVisits() async throws {
        let model = TodayModel(practice.book)
        onScreen(model.follow)
        await until { model.today != nil }
        let due = try #require(model.today?.visits.first)
        #expect(model.status?.sentence.isEmpty == false)
        _ = try practice.core.recordVisit(request: .today(due.person.id))
        await until { model.today?.visits.contains { $0.person.id == due.person.id } == false }
        #expect(model.trouble == nil)
    }

    @Test("a book that does not answer is told in its words, and asked again")
    func trouble() async throws {
        let model = TodayModel(practice.book)
        try practice.core.pause()
        await model.again().value
        #expect(model.trouble?.isEmpty == false)
        #expect(model.today == nil)
        try practice.core.resume()
        await model.again().value
        #expect(model.trouble == nil)
        #expect(model.today != nil)
    }
}

extension RecordVisitRequest {
    /// Somebody was there today and talked.
    fileprivate static func today(_ person: RecordId) -> RecordVisitRequest {
        RecordVisitRequest(
            person: person, visitors: [], visitedOn: nil, notAtHome: false, services: [], condition: 1, alerts: [],
            followUpBy: nil, followUpUntil: nil, note: "nói chuyện", duration: nil, nextDue: nil, partner: nil,
            readings: Readings(), sameVisit: .notAsked)
    }
}
