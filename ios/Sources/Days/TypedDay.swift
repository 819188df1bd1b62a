extension CalendarDay {
    /// The day that people write as "21/11/2026"; none where it is known in part, or no day.
    public init?(typed text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
        guard numbers.count == 3, let day = numbers[0], let month = numbers[1], let year = numbers[2] else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// As people write it: "21/11/2026", "4/5/2026".
    public var typed: String { "\(day)/\(month)/\(year)" }
}
