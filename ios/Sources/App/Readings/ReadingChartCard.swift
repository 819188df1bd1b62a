import CoreBridge
import Presentation
import SwiftUI

/// How one reading changed, as a picture and in words.
struct ReadingChartCard: View {
    let chart: ReadingChart

    init(_ chart: ReadingChart) { self.chart = chart }

    var body: some View {
        let days = chart.days.map { Words.chartDay($0.on.day, $0.on.month, Self.said($0.values)) }
        VStack(alignment: .leading, spacing: Space.near) {
            Text(label).font(.clubTitle)
            ZStack {
                ForEach(Array(chart.drawn.enumerated()), id: \.offset) { line in
                    ReadingLine(points: line.element.map { ReadingLine.Point(at: $0.at, height: $0.height) })
                        .stroke(Color.main, lineWidth: 3)
                }
            }
            .frame(maxWidth: .infinity, minHeight: 120)
            if days.count > 1, let first = days.first { Text(first).font(.clubBody) }
            if let last = days.last { Text(last).font(.clubBody) }
        }
        .padding(Space.apart)
        .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(Color.outline) }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(([label] + days).joined(separator: ". "))
    }

    private var label: String { chart.label.capitalizedFirst }

    private static func said(_ values: [Double]) -> String {
        let style = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(0...1))
            .locale(Locale(identifier: Words.language))
        return values.map { $0.formatted(style) }.joined(separator: "/")
    }
}
