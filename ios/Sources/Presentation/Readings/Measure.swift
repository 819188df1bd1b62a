import CoreBridge

/// What can be measured, in the order in which forms ask for it.
public enum Measure: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    case systolic, diastolic, pulse, weight, glucose, temperature, waist

    /// May it have a comma?
    public var isDecimal: Bool {
        switch self {
        case .systolic, .diastolic, .pulse: false
        case .weight, .glucose, .temperature, .waist: true
        }
    }

    /// Is this a number to which no digit can be added? Then the next field may have the keyboard. True of the two numbers of a blood
    /// pressure alone: three digits that begin with 1 or 2, or two that do not.
    public func isFull(_ typed: String) -> Bool {
        switch self {
        case .systolic, .diastolic: typed.count == (typed.hasPrefix("1") || typed.hasPrefix("2") ? 3 : 2)
        default: false
        }
    }
}

extension Readings {
    /// What was typed, as the core takes it.
    public init(_ typed: [Measure: String]) {
        func of(_ measure: Measure) -> String { typed[measure] ?? "" }
        self.init(
            weight: of(.weight), systolic: of(.systolic), diastolic: of(.diastolic), pulse: of(.pulse), glucose: of(.glucose),
            waist: of(.waist), temperature: of(.temperature))
    }

    /// What was typed for it.
    public subscript(measure: Measure) -> String {
        switch measure {
        case .systolic: systolic
        case .diastolic: diastolic
        case .pulse: pulse
        case .weight: weight
        case .glucose: glucose
        case .temperature: temperature
        case .waist: waist
        }
    }
}
