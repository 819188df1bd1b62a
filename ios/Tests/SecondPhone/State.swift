import CoreBridge
import Foundation

/// What a phone has, told so that another phone's telling of the same is the same text: the state sum of every book, and counts.
enum State {
    @Sendable static func told(_ core: any ClubbookProtocol) throws -> [String] {
        try sums(core) + counts(core)
    }

    private struct Diagnostics: Decodable {
        struct Book: Decodable {
            let kind: String
            /// None before the centre has heard of it.
            let handle: UInt64?
            let sum: String
        }

        let books: [Book]
    }

    /// The sum of each book by the centre's number for it, as the diagnostic file has it.
    private static func sums(_ core: any ClubbookProtocol) throws -> [String] {
        let file = try JSONDecoder().decode(Diagnostics.self, from: Data(core.diagnostics().utf8))
        return file.books.map { "sum \($0.kind) \($0.handle.map(String.init) ?? "null") \($0.sum)" }.sorted()
    }

    private static func counts(_ core: any ClubbookProtocol) throws -> [String] {
        let members = try core.members()
        var lines = ["members \(members.count)", "two values \(try core.decisions().unsettled.count)"]
        if let counts = try core.rollOfThisMonth()?.counts {
            lines.append("roll \(counts.present) \(counts.late) \(counts.excused) \(counts.absent) \(counts.unmarked)")
        }
        for member in members.sorted(by: { ($0.registerNo ?? 0) < ($1.registerNo ?? 0) }) {
            let visits = try core.visitsOf(person: member.person.id, limit: 50)
            let told = visits.map { "\($0.on): \($0.remarks.joined(separator: ", ")) \($0.readings ?? "")" }
            lines.append("visits \(member.person.name) \(visits.count) \(told.joined(separator: "; "))")
        }
        return lines
    }
}
