import CoreBridge
import Foundation
import Observation

/// Weighing at a meeting: a name, three numbers, the next.
@MainActor @Observable
public final class WeighModel: BookModel {
    public let book: Book
    /// Who is weighed, in an order that stays; none until the book has answered.
    public private(set) var rows: [WeighView]?
    /// How many have been measured, and of how many.
    public private(set) var measured = 0
    public private(set) var expected = 0
    /// Who stands on the scales.
    public private(set) var entry: WeighEntry?
    /// What was saved last.
    public private(set) var weighed: Weighed?
    /// Of whom the numbers were just taken back: "bà Lan".
    public private(set) var takenBack: String?
    public private(set) var refused: String?

    private let form: any SavedForm
    private let meeting: UUID
    private var typedName = ""
    /// Whom the book found, by any of their records.
    private var found: [UUID]?
    private var isSaving = false

    /// What the row showed when the entry was opened: goes back with the numbers.
    private var seen: Seen?

    /// What stood in the record before what was saved last, and after it.
    private var before: Seen?
    private var after: Seen?

    /// What was typed since the screen was opened, so that it can be corrected.
    private var typedSoFar: [UUID: [Measure: String]] = [:]

    public init(_ book: Book, form: any SavedForm, meeting: UUID) {
        self.book = book
        self.form = form
        self.meeting = meeting
        entry = form.value(Kept.entry)
        weighed = form.value(Kept.weighed)
        seen = form[bytes: Kept.seen]
        before = form[bytes: Kept.before]
        after = form[bytes: Kept.after]
    }

    /// The people in the list now; of those who were looked for, the likeliest first.
    public var shown: [WeighView] {
        let rows = rows ?? []
        guard let found else { return rows }
        var shown: [WeighView] = []
        for row in found.compactMap({ id in rows.first { $0.id == id } }) where !shown.contains(row) { shown.append(row) }
        return shown
    }

    /// Somebody is looked for.
    public var isLooking: Bool { found != nil }

    /// Who stands on the scales, as the list has them.
    public var atTheScales: WeighView? { entry.flatMap { entry in rows?.first { $0.id == entry.person } } }

    /// What is typed to look for somebody.
    public var typed: String {
        get { typedName }
        set { if newValue != typedName { find(newValue) } }
    }

    public func follow() async {
        await follow(.meetings, .visits, .people, refused: refuse) { [self] in try await look() }
    }

    /// Somebody steps on the scales, or what was written down of them is to be corrected.
    public func choose(_ person: UUID) {
        guard let row = rows?.first(where: { $0.id == person }) else { return }
        seen = row.seen
        form[bytes: Kept.seen] = row.seen
        let typed = typedSoFar[person]
        put(WeighEntry(person: person, titled: row.person.titled, replaces: row.isMeasured && typed == nil, numbers: typed ?? [:]))
    }

    public func type(_ number: String, for measure: Measure) {
        guard var entry else { return }
        entry.numbers[measure] = number
        put(entry)
    }

    /// Back to the list; nothing is saved.
    public func leave() { put(nil as WeighEntry?) }

    public func save() {
        guard !isSaving, let entry, let seen else { return }
        let meeting = meeting
        let readings = Readings(entry.numbers)
        saving { [self] in
            let weighed = try await book.ask { try $0.weigh(meeting: meeting, person: entry.person, seen: seen, readings: readings) }
            typedSoFar[entry.person] = entry.numbers
            keepUndo(before: seen, after: weighed.seen)
            try await look()
            put(Weighed(weighed))
            put(nil as WeighEntry?)
            find("")
        }
    }

    public func alarmRead() {
        guard var weighed else { return }
        weighed.isAlarmRead = true
        put(weighed)
    }

    /// What was saved last is taken back: it was somebody else.
    public func takeBack() {
        guard !isSaving, let weighed, let before, let after else { return }
        let meeting = meeting
        saving { [self] in
            try await book.ask { try $0.takeBackWeighing(meeting: meeting, person: weighed.person, before: before, after: after) }
            typedSoFar[weighed.person] = nil
            keepUndo(before: nil, after: nil)
            try await look()
            put(nil as Weighed?)
            takenBack = weighed.said
            refused = nil
        }
    }

    private func look() async throws {
        let meeting = meeting
        let weighing = try await book.ask { try $0.weighing(meeting: meeting) }
        // A tile never moves: who comes while people are weighed comes last.
        let known = (rows ?? []).compactMap { old in weighing.rows.first { $0.id == old.id } }
        let ids = Set(known.map(\.id))
        rows = known + weighing.rows.filter { !ids.contains($0.id) }
        measured = Int(weighing.measured)
        expected = Int(weighing.expected)
    }

    private func saving(_ what: @escaping @MainActor () async throws -> Void) {
        isSaving = true
        ask(refused: refuse) { [self] in
            defer { isSaving = false }
            try await what()
        }
    }

    private func find(_ typed: String) {
        typedName = typed
        if typed.isEmpty { return found = nil }
        ask(refused: refuse) { [self] in
            let found = try await book.ask { try $0.find(typed: typed, limit: Self.most) }
            // More may have been typed since; what was asked for last counts.
            if typed == typedName { self.found = found?.flatMap(\.records) }
        }
    }

    private func put(_ entry: WeighEntry?) {
        form.keep(entry, as: Kept.entry)
        self.entry = entry
        refused = nil
        takenBack = nil
    }

    /// Whoever calls the health station leaves the app, which may end it: what to do stays there to come back to.
    private func put(_ weighed: Weighed?) {
        form.keep(weighed, as: Kept.weighed)
        self.weighed = weighed
    }

    private func keepUndo(before: Seen?, after: Seen?) {
        self.before = before
        self.after = after
        form[bytes: Kept.before] = before
        form[bytes: Kept.after] = after
    }

    private func refuse(_ refusal: ClubbookError) { refused = refusal.said }

    private enum Kept {
        static let entry = "entry"
        static let weighed = "weighed"
        static let seen = "seen"
        static let before = "before"
        static let after = "after"
    }

    private nonisolated static let most: UInt32 = 200
}
