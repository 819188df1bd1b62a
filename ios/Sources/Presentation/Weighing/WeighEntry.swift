import CoreBridge
import Foundation

/// The numbers of somebody, as they are typed.
public struct WeighEntry: Equatable, Codable, Sendable {
    public let person: UUID
    public let titled: String
    /// Something was written down at this meeting that is not shown here: what is typed now takes its place.
    public let replaces: Bool
    public internal(set) var numbers: [Measure: String] = [:]
}

/// What was saved of somebody.
public struct Weighed: Equatable, Codable, Sendable {
    public let person: UUID
    public let said: String
    public let words: String
    public let advice: [Advice]
    public internal(set) var isAlarmRead = false

    /// What to do about it stays on the screen until somebody has read it.
    public var isAlarming: Bool { !advice.isEmpty && !isAlarmRead }

    init(_ weighed: WeighedView) {
        person = weighed.person.id
        said = weighed.person.said
        words = weighed.words
        advice = weighed.advice.map(Advice.init)
    }
}

extension Measure {
    /// What is measured at the scales. A blood pressure is full by itself, so the number that needs "done" comes last.
    public static let atTheScales: [Measure] = [.systolic, .diastolic, .weight]
}

extension WeighView: Identifiable {
    public var id: RecordId { person.id }
}
