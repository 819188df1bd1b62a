import CoreBridge
import Presentation
import Testing

@MainActor
struct DailyRemindersTests {
    private let kept = KeptForm()
    private let today = CalendarDay(typed: "21/11/2026")!
    private let tomorrow = CalendarDay(typed: "22/11/2026")!

    private func due(_ kinds: [ReminderKind], on day: CalendarDay) -> [ReminderKind] {
        // Each time as in another process.
        DailyReminders(kept).due(kinds.map { ReminderView(kind: $0, title: "", words: "") }, on: day).map(\.kind)
    }

    @Test("each is shown once a day, however often the phone looks")
    func onceADay() {
        #expect(due([.unsent], on: today) == [.unsent])
        #expect(due([.unsent, .visits], on: today) == [.visits])
        #expect(due([.unsent, .visits], on: today) == [])
        #expect(due([.unsent, .visits], on: tomorrow) == [.unsent, .visits])
    }

    @Test("what was over and begins again is shown on the same day, too")
    func anew() {
        #expect(due([.unsent], on: today) == [.unsent])
        #expect(due([], on: today) == [])
        #expect(due([.unsent], on: today) == [.unsent])
    }
}
