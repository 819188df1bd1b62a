/// A month of a year. This is how months cross between the core and the app.
public struct CalendarMonth: Hashable, Sendable {
    /// Months since January of year 0.
    public let index: Int64

    public init(index: Int64) {
        self.index = index
    }

    /// `month` counts from 1.
    public init(year: Int, month: Int) {
        index = Int64(year) * 12 + Int64(month) - 1
    }

    public var year: Int { Int(index >= 0 ? index / 12 : (index - 11) / 12) }

    /// 1 to 12.
    public var month: Int { Int(index) - year * 12 + 1 }

    public static func + (month: CalendarMonth, months: Int) -> CalendarMonth {
        CalendarMonth(index: month.index + Int64(months))
    }

    public static func - (month: CalendarMonth, months: Int) -> CalendarMonth { month + -months }
}

extension CalendarMonth: Comparable {
    public static func < (one: CalendarMonth, other: CalendarMonth) -> Bool { one.index < other.index }
}

extension CalendarMonth: CustomStringConvertible {
    /// As ISO 8601 has it: "2026-05".
    public var description: String { "\(padded(year, to: 4))-\(padded(month, to: 2))" }
}
