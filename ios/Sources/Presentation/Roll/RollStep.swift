import CoreBridge
import Foundation

/// How far the meeting is.
public enum RollStep: Equatable, Sendable {
    /// One tap for each who is there.
    case calling

    /// How many heads are in the room?
    case counting

    /// Those whom nobody marked, one by one.
    case asking(Unmarked)
}

/// Those whom nobody marked, and what was answered about the first of them so far.
public struct Unmarked: Equatable, Sendable {
    public internal(set) var rows: [RollRow]
    public internal(set) var answers: [Mark] = []

    /// Who is asked about now; nobody once all are answered for.
    public var who: RollRow? { answers.count < rows.count ? rows[answers.count] : nil }

    /// How many are still asked about.
    public var left: Int { rows.count - answers.count }
}

/// What was just marked: the words, and the person, to take it back.
public struct LastMark: Equatable, Sendable {
    public let words: String
    public let person: UUID
    public let before: Mark
}

/// Before a roll is begun on another day than planned.
public struct RollBeginning: Equatable, Sendable {
    /// When the meeting is.
    public let next: String?
}

/// What a form keeps of an answer.
struct KeptAnswer: Codable {
    let person: UUID
    let mark: String

    init(_ person: UUID, _ mark: Mark) {
        self.person = person
        self.mark = "\(mark)"
    }

    var answer: Mark? { Mark.allCases.first { "\($0)" == mark } }
}

extension RollRow: Identifiable {
    public var id: RecordId { person.id }
}
