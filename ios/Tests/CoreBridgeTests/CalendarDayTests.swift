import Days
import Foundation
import Testing

struct CalendarDayTests {
    private static let gregorian: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    @Test("a day has the numbers that the calendar of the platform gives it", arguments: [Int32(-43_829)...65_745])
    func numbers(from1850To2150: ClosedRange<Int32>) {
        for number in stride(from: from1850To2150.lowerBound, through: from1850To2150.upperBound, by: 89) {
            let day = CalendarDay(daysSince1970: number)
            let moment = Date(timeIntervalSince1970: TimeInterval(number) * 86_400)
            let platform = Self.gregorian.dateComponents([.year, .month, .day, .weekday], from: moment)
            #expect([day.year, day.month, day.day] == [platform.year, platform.month, platform.day])
            #expect((day.weekday.rawValue + 1) % 7 + 1 == platform.weekday)
        }
    }

    @Test("every day comes back from its numbers", arguments: [Int32(-43_829)...65_745])
    func back(from1850To2150: ClosedRange<Int32>) {
        let lost = from1850To2150.map(CalendarDay.init(daysSince1970:)).filter {
            CalendarDay(year: $0.year, month: $0.month, day: $0.day) != $0
        }
        #expect(lost.isEmpty)
    }

    @Test("a day that the calendar does not have is none")
    func none() {
        #expect(CalendarDay(year: 2025, month: 2, day: 29) == nil)
        #expect(CalendarDay(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
        #expect(CalendarDay(year: 1900, month: 2, day: 29) == nil)
        #expect(CalendarDay(year: 2000, month: 2, day: 29) != nil)
        #expect(CalendarDay(year: 2025, month: 13, day: 1) == nil)
        #expect(CalendarDay(year: 2025, month: 4, day: 31) == nil)
        #expect(CalendarDay(year: 2025, month: 4, day: 0) == nil)
    }

    @Test(
        "digits without an end are no day, however many somebody types",
        arguments: [
            "3905111222/1/2026", "1/3905111222/2026", "1/1/3905111222", "9223372036854775807/1/2026", "99223372036854775807/1/2026",
        ])
    func tooMany(digits: String) { #expect(CalendarDay(typed: digits) == nil) }

    @Test("days and months are counted over the end of a year")
    func arithmetic() throws {
        let eve = try #require(CalendarDay(year: 2025, month: 12, day: 31))
        #expect((eve + 1).description == "2026-01-01")
        #expect(eve + 1 - 1 == eve)
        #expect(eve < eve + 1)
        #expect((eve.calendarMonth + 1).description == "2026-01")
        #expect((CalendarMonth(year: 2026, month: 1) - 1) == eve.calendarMonth)
        #expect(CalendarMonth(year: 2026, month: 1).index == 24_312)
    }

    @Test("the day of a date picker is the day where the phone is, and its noon comes back")
    func moments() throws {
        var calendar = Self.gregorian
        for zone in ["Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Apia", "UTC"] {
            calendar.timeZone = try #require(TimeZone(identifier: zone))
            for number in stride(from: Int32(19_000), to: 21_000, by: 7) {
                let day = CalendarDay(daysSince1970: number)
                #expect(CalendarDay(day.noon(in: calendar), in: calendar) == day)
            }
        }
        calendar.timeZone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
        let midnight = TimeInterval(20_000 * 86_400)
        // 18:00 in Greenwich is one in the morning in Hà Nội.
        #expect(CalendarDay(Date(timeIntervalSince1970: midnight + 18 * 3600), in: calendar).daysSince1970 == 20_001)
        #expect(CalendarDay(Date(timeIntervalSince1970: midnight + 16 * 3600), in: calendar).daysSince1970 == 20_000)
    }

    @Test("a day is read as people write it, and one that is known in part is none")
    func typed() {
        #expect(CalendarDay(typed: " 04/5/2026")?.description == "2026-05-04")
        for partly in ["", "2026", "5/2026", "31/4/2026", "4/5/", "4/5/2026/1", "tháng 5"] { #expect(CalendarDay(typed: partly) == nil) }
        #expect(CalendarDay(year: 2026, month: 5, day: 4)?.typed == "4/5/2026")
    }
}
