import Foundation

// A platform's date picker speaks of moments; the core of days.
extension CalendarDay {
    /// The day that holds a moment, by a calendar's time zone: a date picker's.
    public init(_ moment: Date, in calendar: Calendar = .current) {
        let hours = TimeInterval(calendar.timeZone.secondsFromGMT(for: moment))
        self.init(daysSince1970: Int32(((moment.timeIntervalSince1970 + hours) / 86_400).rounded(.down)))
    }

    /// Noon of this day, by a calendar's time zone: there every day has one.
    public func noon(in calendar: Calendar = .current) -> Date {
        let noon = Date(timeIntervalSince1970: TimeInterval(daysSince1970) * 86_400 + 43_200)
        return noon.addingTimeInterval(-TimeInterval(calendar.timeZone.secondsFromGMT(for: noon)))
    }
}
