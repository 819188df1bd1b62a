import Presentation
import SwiftUI

/// Numbers to type one after the other. A number to which no digit can be added gives the keyboard to the next.
struct ReadingFields: View {
    @FocusState private var focus: String?
    let measures: [Measure]
    let numbers: [Measure: String]
    let onNumber: @MainActor (Measure, String) -> Void
    let last: (Measure) -> String?
    let focusFirst: Bool

    /// - Parameters:
    ///   - last: what stands below the field of a measure, as the last reading
    ///   - focusFirst: the first field has the keyboard as soon as it is there
    init(
        _ measures: [Measure], numbers: [Measure: String], last: @escaping (Measure) -> String? = { _ in nil },
        focusFirst: Bool = false, onNumber: @escaping @MainActor (Measure, String) -> Void
    ) {
        self.measures = measures
        self.numbers = numbers
        self.last = last
        self.focusFirst = focusFirst
        self.onNumber = onNumber
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.apart) {
            ForEach(measures, id: \.self) { measure in
                BigNumberField(
                    label: measure.label, text: text(of: measure), unit: measure.unit, isDecimal: measure.isDecimal,
                    detail: last(measure), focus: $focus)
            }
        }
        .privacySensitive()
        .onAppear { if focusFirst { focus = measures.first?.label } }
    }

    private func text(of measure: Measure) -> Binding<String> {
        Binding { @MainActor in
            numbers[measure] ?? ""
        } set: { @MainActor typed in
            let before = numbers[measure] ?? ""
            if typed == before { return }
            onNumber(measure, typed)
            if typed.count > before.count, measure.isFull(typed) { goOn(after: measure) }
        }
    }

    private func goOn(after measure: Measure) {
        guard let at = measures.firstIndex(of: measure), at + 1 < measures.count else { return }
        focus = measures[at + 1].label
    }
}

extension Measure {
    fileprivate var label: String {
        switch self {
        case .systolic: Words.readingSystolic
        case .diastolic: Words.readingDiastolic
        case .pulse: Words.readingPulse
        case .weight: Words.readingWeight
        case .glucose: Words.readingGlucose
        case .temperature: Words.readingTemperature
        case .waist: Words.readingWaist
        }
    }

    fileprivate var unit: String {
        switch self {
        case .systolic, .diastolic: Words.unitPressure
        case .pulse: Words.unitPulse
        case .weight: Words.unitWeight
        case .glucose: Words.unitGlucose
        case .temperature: Words.unitTemperature
        case .waist: Words.unitWaist
        }
    }
}
