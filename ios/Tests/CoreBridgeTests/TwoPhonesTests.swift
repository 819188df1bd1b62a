import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Testing

/// Two phones of one club and a real centre over HTTP: what one records without signal, the other has once there is one.
@Suite(.timeLimit(.minutes(2)))
struct TwoPhonesTests {
    @Test("what was recorded while the centre was away reaches the other phone, whole and once")
    func offlineAndBack() async throws {
        try await RunningCentre.running { centre in
            let hoa = try await centre.phone("club_head")
            let minh = try await centre.phone("volunteer")
            centre.road.condition = .closed

            for number in 4...70 {
                _ = try hoa.core.addPerson(
                    request: AddPersonRequest(
                        fullName: "Người Thứ \(number)", fields: [], isMember: true, registerNo: nil, isAnotherPerson: true,
                        isNumberMeant: false))
            }
            let roll = try hoa.core.openMeeting(heldOn: nil, month: nil, confirmed: true)
            #expect(roll.rows.count == 70)
            for row in roll.rows.prefix(58) {
                _ = try hoa.core.mark(meeting: roll.meeting, person: row.person.id, mark: .present, reason: nil, seen: row.seen)
            }
            let before = try hoa.core.roll(meeting: roll.meeting, order: .register)
            _ = try hoa.core.closeMeeting(
                request: CloseRequest(meeting: roll.meeting, seen: before.seen, headCount: 58, answers: [], rest: .absent))
            let muoi = try minh.person("Hồ Thị Mười")
            _ = try minh.core.recordVisit(request: .pressureTaken(of: muoi))

            #expect(await hoa.book.run() == .tryLater)
            let waiting = try hoa.core.status()
            #expect(!waiting.isAllSent)
            #expect(waiting.sentence.contains("chưa gửi"))

            centre.road.condition = .open
            let progress = Guarded<[SyncView]>([])
            // By turns, until each has what the other sent.
            for phone in [hoa, minh, hoa, minh] {
                let result = await phone.book.run { soFar in progress.change { $0.append(soFar) } }
                #expect(result == .done)
            }
            #expect(progress.value.contains { $0.sent > 67 })
            for phone in [hoa, minh] {
                #expect(try phone.core.status().isAllSent)
                let counts = try phone.core.roll(meeting: roll.meeting, order: .register).counts
                #expect([counts.present, counts.absent, counts.unmarked] == [58, 12, 0])
                #expect(try phone.core.visitsOf(person: muoi, limit: 10).count == 1)
            }
            #expect(try hoa.core.members() == minh.core.members())
            let marks = try [hoa, minh].map { phone in
                try phone.core.roll(meeting: roll.meeting, order: .name).rows.map { Called(person: $0.person, mark: $0.mark) }
            }
            #expect(marks[0] == marks[1])
        }
    }

    private struct Called: Equatable {
        let person: PersonView
        let mark: Mark
    }

    @Test("a wrong code, half a one, a used one and a silent centre are told apart")
    func codes() async throws {
        try await RunningCentre.running { centre in
            let folders = try [temporaryFolder("new"), temporaryFolder("second")]
            defer { folders.forEach { try? FileManager.default.removeItem(at: $0) } }
            let core = try Clubbook.open(request: .test(in: folders[0]))
            let found = try await core.lookUp(address: centre.road.address)
            #expect(found.name() == RunningCentre.name)
            let wrong = try await exchangeRefused {
                _ = try await core.connect(centre: found, clubNumber: RunningCentre.club, digits: "00000000")
            }
            var half: String?
            do {
                _ = try await core.connect(centre: found, clubNumber: RunningCentre.club, digits: "1234")
            } catch ClubbookError.NotRecorded(_, let words) {
                half = words
            }
            let code = try await centre.code("club_head")
            let connected = try await core.connect(centre: found, clubNumber: RunningCentre.club, digits: code)
            #expect(connected.clubName == RunningCentre.clubName)
            #expect(connected.personName == "Đinh Thị Lan")
            let second = try Clubbook.open(request: .test(in: folders[1]))
            let again = try await second.lookUp(address: centre.road.address)
            let used = try await exchangeRefused {
                _ = try await second.connect(centre: again, clubNumber: RunningCentre.club, digits: code)
            }
            centre.road.condition = .closed
            let silent = try await exchangeRefused { _ = try await second.lookUp(address: centre.road.address) }
            #expect(Set([wrong, try #require(half), used, silent]).count == 4)
        }
    }

    private func exchangeRefused(_ what: () async throws -> Void) async throws -> String {
        do {
            try await what()
        } catch ClubbookError.Exchange(_, let words) {
            return words
        }
        throw NotAsExpected("it went through")
    }

    @Test("how an exchange ended says what whoever starts the next one has to know")
    func results() async throws {
        try await RunningCentre.running { centre in
            let folder = try temporaryFolder("unconnected")
            defer { try? FileManager.default.removeItem(at: folder) }
            #expect(await Book(try Clubbook.open(request: .test(in: folder))).run() == .done)
            let phone = try await centre.phone("club_head")
            for condition in [Road.Condition.closed, .answersLost, .outOfOrder] {
                centre.road.condition = condition
                #expect(await phone.book.run() == .tryLater)
            }
            centre.road.condition = .open
            #expect(await phone.book.run() == .done)
            try await centre.revokePhones()
            // The phone hears it, and records nothing more.
            #expect(await phone.book.run() == .done)
            #expect(try phone.core.status().isRevoked)
            let lan = try phone.person("Đinh Thị Lan")
            #expect {
                try phone.core.consent(person: lan, purpose: 1, given: true, confirmed: true)
            } throws: { error in
                if case .Revoked? = error as? ClubbookError { true } else { false }
            }
        }
    }
}

extension RecordVisitRequest {
    /// A visit of today at which blood pressure was taken.
    fileprivate static func pressureTaken(of person: RecordId) -> RecordVisitRequest {
        RecordVisitRequest(
            person: person, visitors: [], visitedOn: nil, notAtHome: false, services: [1], condition: nil, alerts: [],
            followUpBy: nil, followUpUntil: nil, note: "", duration: nil, nextDue: nil, partner: nil,
            readings: Readings(systolic: "130", diastolic: "80"), sameVisit: .notAsked)
    }
}
