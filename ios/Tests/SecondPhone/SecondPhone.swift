import CoreBridge
import Fakes
import Foundation

/// A phone in a process of its own that does what it is told, a line at a time: the word and what belongs to it, set apart by tabs.
/// It answers each line with one of its own, "ok" or "no" before it. `scripts/test-two-apps.sh` has another phone, in another
/// language, tell it.
@main
struct SecondPhone {
    private let core: Clubbook
    private let book: Book

    static func main() async throws {
        let folder = try temporaryFolder("second-phone")
        defer { try? FileManager.default.removeItem(at: folder) }
        let core = try Clubbook.open(request: .test(in: folder))
        let phone = SecondPhone(core: core, book: Book(core))
        while let line = readLine() {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let answer: String
            do {
                answer = try await "ok\t" + phone.does(words[0], Array(words.dropFirst()))
            } catch {
                answer = "no\t\(error)"
            }
            FileHandle.standardOutput.write(Data("\(answer)\n".utf8))
        }
        try core.shutdown()
    }

    private func does(_ what: String, _ with: [String]) async throws -> String {
        switch what {
        case "connect": try await connect(address: with[0], club: with[1], digits: with[2])
        case "sync": "\(await book.run())"
        case "mark": try await mark(with[0], with[1])
        case "visit": try await visit(with[0], systolic: with[1], diastolic: with[2])
        case "correct visit": try await correctVisit(of: with[0], note: with[1])
        case "correct person": try await correctPerson(with[0], phone: with[1])
        case "state": try await book.ask(State.told).joined(separator: "\t")
        default: throw Unknown(what: what)
        }
    }

    private struct Unknown: Error {
        let what: String
    }

    private func connect(address: String, club: String, digits: String) async throws -> String {
        try await book.ask { core in
            let centre = try await core.lookUp(address: address)
            return try await core.connect(centre: centre, clubNumber: club, digits: digits).personName
        }
    }

    private func mark(_ name: String, _ mark: String) async throws -> String {
        let marks: [String: Mark] = ["present": .present, "late": .late, "excused": .excused, "absent": .absent]
        return try await book.ask { core in
            guard let roll = try core.rollOfThisMonth(), let row = roll.rows.first(where: { $0.person.name == name }),
                let mark = marks[mark]
            else { throw Unknown(what: name) }
            let marked = try core.mark(meeting: roll.meeting, person: row.person.id, mark: mark, reason: nil, seen: row.seen)
            return marked.words
        }
    }

    private func visit(_ name: String, systolic: String, diastolic: String) async throws -> String {
        try await book.ask { core in
            let request = RecordVisitRequest(
                person: try person(name, core), visitors: [], visitedOn: nil, notAtHome: false, services: [1], condition: nil,
                alerts: [], followUpBy: nil, followUpUntil: nil, note: "", duration: nil, nextDue: nil, partner: nil,
                readings: Readings(systolic: systolic, diastolic: diastolic), sameVisit: .notAsked)
            _ = try core.recordVisit(request: request)
            return name
        }
    }

    private func correctVisit(of name: String, note: String) async throws -> String {
        try await book.ask { core in
            guard let last = try core.visitsOf(person: person(name, core), limit: 1).first else { throw Unknown(what: name) }
            let form = try core.visitForm(visit: last.id)
            var remarks = form.remarks
            remarks?.note = note
            let request = CorrectVisitRequest(
                visit: form.visit, seen: form.seen, visitedOn: form.visitedOn, visitors: form.offered.visitors.map(\.id),
                notAtHome: form.notAtHome, services: form.offered.services, duration: form.duration, partner: form.offered.partner,
                remarks: remarks, readings: form.readings, reason: nil)
            _ = try core.correctVisit(request: request)
            return note
        }
    }

    private func correctPerson(_ name: String, phone: String) async throws -> String {
        try await book.ask { core in
            let form = try core.personForm(person: person(name, core))
            try core.correctPerson(person: form.record, seen: form.seen, fields: [TypedField(name: "phone", text: phone)])
            return phone
        }
    }
}

private func person(_ name: String, _ core: any ClubbookProtocol) throws -> RecordId {
    guard let found = try core.members().first(where: { $0.person.name == name }) else { throw NobodyOfThisName() }
    return found.person.id
}

private struct NobodyOfThisName: Error {}
