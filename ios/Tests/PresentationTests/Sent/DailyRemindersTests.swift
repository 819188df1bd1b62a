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

    private func show(_ kinds: [ReminderKind], on day: CalendarDay) -> [ReminderKind] {
        let due = due(kinds, on: day)
        for kind in due { DailyReminders(kept).wasShown(kind, on: day) }
        return due
    }

    @Test("each is shown once a day, however often the phone looks")
    func onceADay() {
        #expect(show([.unsent], on: today) == [.unsent])
        #expect(show([.unsent, .visits], on: today) == [.visits])
        #expect(show([.unsent, .visits], on: today) == [])
        #expect(show([.unsent, .visits], on: tomorrow) == [.unsent, .visits])
    }

    @Test("what the phone did not take is due again")
    func notTaken() {
        #expect(due([.unsent, .visits], on: today) == [.unsent, .visits])
        DailyReminders(kept).wasShown(.visits, on: today)
        #expect(due([.unsent, .visits], on: today) == [.unsent])
    }

    @Test("what was over and begins again is shown on the same day, too")
    func anew() {
        #expect(show([.unsent], on: today) == [.unsent])
        #expect(show([], on: today) == [])
        #expect(show([.unsent], on: today) == [.unsent])
    }
}
