import CoreBridge

/// How one thing that is measured changed: a line for each of its numbers, two for a blood pressure, the upper one first.
public struct ReadingChart: Equatable, Sendable {
    public let label: String
    public let lines: [[TrendPoint]]

    /// One chart for all that goes by one name, in the order in which the names come.
    public static func of(_ trends: [TrendView]) -> [ReadingChart] {
        var labels: [String] = []
        for trend in trends where !labels.contains(trend.label) { labels.append(trend.label) }
        return labels.map { label in ReadingChart(label: label, lines: trends.filter { $0.label == label }.map(\.points)) }
    }

    /// The days on which something was measured, the first one first, each with its values.
    public var days: [(on: Day, values: [Double])] {
        Dictionary(grouping: lines.joined(), by: \.on).map { (on: $0.key, values: $0.value.map(\.value)) }.sorted { $0.on < $1.on }
    }

    /// The lines in one frame, as parts from 0 to 1 from its left and from below; what never changed runs through the middle.
    public var drawn: [[(at: Double, height: Double)]] {
        let points = lines.joined()
        let days = points.map { Double($0.on.daysSince1970) }
        let values = points.map(\.value)
        return lines.map { line in
            line.map { (at: Self.part(Double($0.on.daysSince1970), of: days), height: Self.part($0.value, of: values)) }
        }
    }

    private static func part(_ value: Double, of all: [Double]) -> Double {
        guard let least = all.min(), let most = all.max(), most > least else { return 0.5 }
        return (value - least) / (most - least)
    }
}
