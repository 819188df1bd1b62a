/// A day of the calendar, anywhere: no hour and no time zone. This is how days cross between the core and the app.
public struct CalendarDay: Hashable, Sendable {
    /// Days since 1 January 1970.
    public let daysSince1970: Int32

    public init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of these numbers; none where the calendar has no such day, as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let candidate = CalendarDay(counting: day, in: CalendarMonth(year: year, month: month))
        guard candidate.day == day else { return nil }
        self = candidate
    }

    /// The day of a month, counted from 1 on; past its end it goes on into the next.
    ///
    /// Years begin in March here, so that the day that some of them have more is their last (H. Hinnant, "chrono-compatible
    /// low-level date algorithms").
    private init(counting day: Int, in month: CalendarMonth) {
        let marchYear = month.month > 2 ? month.year : month.year - 1
        let era = (marchYear - 399 * (marchYear < 0 ? 1 : 0)) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month.month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSince1970 = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    private var numbers: (year: Int, month: Int, day: Int) {
        let days = Int(daysSince1970) + 719_468
        let era = (days - 146_096 * (days < 0 ? 1 : 0)) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    public var year: Int { numbers.year }

    /// 1 to 12.
    public var month: Int { numbers.month }

    /// 1 to 31.
    public var day: Int { numbers.day }

    public var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        Weekday(rawValue: ((Int(daysSince1970) + 3) % 7 + 7) % 7)!
    }

    public var calendarMonth: CalendarMonth { CalendarMonth(year: year, month: month) }

    public static func + (day: CalendarDay, days: Int) -> CalendarDay {
        CalendarDay(daysSince1970: day.daysSince1970 + Int32(days))
    }

    public static func - (day: CalendarDay, days: Int) -> CalendarDay { day + -days }
}

extension CalendarDay: Codable {}

extension CalendarDay: Comparable {
    public static func < (one: CalendarDay, other: CalendarDay) -> Bool { one.daysSince1970 < other.daysSince1970 }
}

extension CalendarDay: CustomStringConvertible {
    /// As ISO 8601 has it: "2026-05-03".
    public var description: String {
        let (year, month, day) = numbers
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

/// The days of the week, Monday first, as they stand on a Vietnamese calendar: thứ hai to chủ nhật.
public enum Weekday: Int, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

func padded(_ number: Int, to digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
