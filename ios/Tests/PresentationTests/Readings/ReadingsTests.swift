import CoreBridge
import Foundation
import Presentation
import Testing

struct ReadingsTests {
    @Test("a number of a blood pressure is full when no digit can follow, and no other number ever is")
    func full() {
        #expect(["135", "95", "205", "1", "13", "9", ""].filter(Measure.systolic.isFull) == ["135", "95", "205"])
        #expect(["85", "8", "11", "110"].filter(Measure.diastolic.isFull) == ["85", "110"])
        #expect(["54", "54,3", "120"].filter(Measure.weight.isFull) == [])
    }

    @Test("every measure is handed in under its own name")
    func names() {
        let typed = Dictionary(uniqueKeysWithValues: Measure.allCases.enumerated().map { ($1, "\($0)") })
        let readings = Readings(typed)
        #expect(Measure.allCases.map { readings[$0] } == ["0", "1", "2", "3", "4", "5", "6"])
        #expect(readings.systolic == "0" && readings.glucose == "4" && readings.waist == "6")
        #expect(Readings([:]) == Readings())
    }

    @Test("both numbers of a blood pressure are one chart, drawn in one frame")
    func chart() throws {
        let day = try #require(CalendarDay(year: 2026, month: 11, day: 21))
        let charts = ReadingChart.of([
            TrendView(label: "huyết áp", points: [TrendPoint(on: day, value: 133)]),
            TrendView(label: "huyết áp", points: [TrendPoint(on: day, value: 83)]),
            TrendView(label: "cân nặng", points: [TrendPoint(on: day - 1, value: 54.3), TrendPoint(on: day, value: 54)]),
        ])
        #expect(charts.map(\.label) == ["huyết áp", "cân nặng"])
        #expect(charts[0].days.map(\.on) == [day])
        #expect(charts[0].days.map(\.values) == [[133, 83]])
        #expect(charts[1].days.map(\.on) == [day - 1, day])
        #expect(charts[0].drawn.map { $0.map(\.height) } == [[1], [0]])
        #expect(charts[0].drawn.map { $0.map(\.at) } == [[0.5], [0.5]])
        #expect(charts[1].drawn.map { $0.map(\.at) } == [[0, 1]])
    }

    @Test("what to do and whom to call outlive the process")
    func advice() throws {
        let words = "Huyết áp 190/115, rất cao. Vẫn cao: gọi trạm y tế xã 0255 3860 000."
        let advice = [Advice(AdviceView(words: words, calls: ["0255 3860 000", "115"]))]
        #expect(try JSONDecoder().decode([Advice].self, from: JSONEncoder().encode(advice)) == advice)
        #expect(advice[0].numbers == ["0255 3860 000", "115"])
    }
}
