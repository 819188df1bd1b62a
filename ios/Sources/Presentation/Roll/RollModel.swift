import CoreBridge
import Foundation
import Observation

/// Calling the roll of this month's meeting and closing it. What is tapped is done one after the other, so that a quick second tap
/// sees what the first did.
@MainActor @Observable
public final class RollModel: BookModel {
    public let book: Book
    public private(set) var roll: RollView?
    public private(set) var order = RollOrder.register
    public private(set) var last: LastMark?
    /// Somebody for whom another mark than "present" is chosen.
    public private(set) var choosing: RollRow?
    public private(set) var step = RollStep.calling
    /// Nobody has begun this month's roll, and today is not the day that was planned.
    public private(set) var begin: RollBeginning?
    /// A question that opening asks first: the meeting was cancelled.
    public private(set) var question: String?
    public private(set) var trouble: String?

    private let form: any SavedForm
    private var typedName = ""
    /// Whom the book found, by any of their records.
    private var found: Set<UUID>?
    private var counted = ""
    private var turn: Task<Void, Never>?

    public init(_ book: Book, form: any SavedForm) {
        self.book = book
        self.form = form
    }

    /// The tiles on the screen, in an order that marks do not change.
    public var rows: [RollRow] { (roll?.rows ?? []).filter { found?.contains($0.id) ?? true } }

    /// Somebody is looked for.
    public var isLooking: Bool { found != nil }

    /// What is typed to look for somebody.
    public var typed: String {
        get { typedName }
        set {
            if newValue == typedName { return }
            typedName = newValue
            inTurn { try await self.find(newValue) }
        }
    }

    /// Heads counted in the room, as typed.
    public var heads: String {
        get { counted }
        set {
            counted = String(newValue.prefix(Self.mostDigits))
            form[Kept.heads] = counted
        }
    }

    public func follow() async {
        if roll == nil { await inTurn(refused: refuseToOpen) { try await self.look() }.value }
        await follow(.meetings, .people) { [self] in await inTurn(refused: { _ in }) { try await self.again() }.value }
    }

    /// "Yes, the club meets today": the answer to ``begin``.
    public func openToday() { open(confirmed: false) }

    /// "Yes, open it": the answer to ``question``.
    public func openAllTheSame() { open(confirmed: true) }

    public func reopen() { open(confirmed: true) }

    /// Present; once more takes it back.
    public func tap(_ person: UUID) {
        act {
            guard let row = self.row(of: person) else { return }
            try await self.mark(person, row.mark == .present ? .unset : .present)
        }
    }

    /// What was just marked is again what it was.
    public func takeBack() {
        act {
            guard let last = self.last else { return }
            try await self.mark(last.person, last.before, isUndoable: false)
        }
    }

    /// Shows the other marks for somebody; nobody: puts them away.
    public func choose(_ row: RollRow?) { choosing = row }

    public func give(_ mark: Mark, to person: UUID) { act { try await self.mark(person, mark) } }

    public func show(in order: RollOrder) {
        self.order = order
        act { try await self.again() }
    }

    /// Somebody comes as a guest of whom the book has no record.
    public func addGuest(_ name: String) {
        act {
            guard let meeting = self.roll?.meeting else { return }
            try await self.changed(self.book.ask { try $0.addGuestByName(meeting: meeting, name: name) })
        }
    }

    public func removeGuest(_ name: String) {
        act {
            guard let meeting = self.roll?.meeting else { return }
            try await self.changed(self.book.ask { try $0.removeGuestByName(meeting: meeting, name: name) })
        }
    }

    /// To the question how many heads there are.
    public func close() { go(to: .counting) }

    /// The heads are counted. Those whom a tap has not reached yet are not asked about.
    public func headsCounted() {
        act { if self.step == .counting { self.go(to: .asking(Unmarked(rows: self.unmarked))) } }
    }

    /// Nobody counted them.
    public func headsNotCounted() {
        heads = ""
        headsCounted()
    }

    /// What the person is who is asked about.
    public func answer(_ mark: Mark) {
        guard case .asking(var asked) = step, asked.who != nil else { return }
        asked.answers.append(mark)
        go(to: .asking(asked))
    }

    /// One step back; what was answered before stays.
    public func back() {
        guard case .asking(var asked) = step else { return go(to: .calling) }
        if asked.answers.isEmpty { return go(to: .counting) }
        asked.answers.removeLast()
        go(to: .asking(asked))
    }

    public func closeNow() { act { try await self.closeMeeting() } }

    // MARK: - One after the other

    @discardableResult
    private func inTurn(
        refused: @escaping @MainActor (ClubbookError) -> Void, _ what: @escaping @MainActor () async throws -> Void
    ) -> Task<Void, Never> {
        let before = turn
        let task = ask(refused: refused) {
            await before?.value
            try await what()
        }
        turn = task
        return task
    }

    @discardableResult
    private func inTurn(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never> {
        inTurn(refused: { self.trouble = $0.said }, what)
    }

    /// What a person does; what went wrong before is no longer said.
    private func act(_ what: @escaping @MainActor () async throws -> Void) {
        inTurn(refused: { [self] in
            trouble = $0.said
            choosing = nil
        }) {
            self.trouble = nil
            try await what()
        }
    }

    // MARK: - Opening

    /// Looking opens no meeting: its day would be the one on which somebody was curious.
    private func look() async throws {
        let (begun, today) = try await book.ask { (try $0.rollOfThisMonth(), try $0.today()) }
        let next = today.nextMeeting
        if let begun {
            roll = begun
            resume()
        } else if next?.on == today.today {
            try await openMeeting(confirmed: false)
        } else {
            begin = RollBeginning(next: next?.words)
        }
    }

    private func open(confirmed: Bool) {
        inTurn(refused: refuseToOpen) {
            if self.roll == nil || self.roll?.isClosed == true { try await self.openMeeting(confirmed: confirmed) }
        }
    }

    private func openMeeting(confirmed: Bool) async throws {
        try await changed(book.ask { try $0.openMeeting(heldOn: nil, month: nil, confirmed: confirmed) })
        begin = nil
        question = nil
        trouble = nil
        step = .calling
    }

    private func refuseToOpen(_ refusal: ClubbookError) {
        guard case .AskFirst = refusal else { return trouble = refusal.said }
        begin = nil
        question = refusal.said
    }

    /// The end of the app in the middle of closing: on from there.
    private func resume() {
        guard let kept: [KeptAnswer] = form.value(Kept.answers) else { return }
        let answers = kept.reduce(into: [UUID: Mark]()) { $0[$1.person] = $1.answer }
        let rows = unmarked
        let answered = rows.filter { answers[$0.id] != nil }
        let others = rows.filter { answers[$0.id] == nil }
        counted = form[Kept.heads] ?? ""
        step = .asking(Unmarked(rows: answered + others, answers: answered.compactMap { answers[$0.id] }))
    }

    // MARK: - Marking

    private var unmarked: [RollRow] { (roll?.rows ?? []).filter(\.isUnmarked) }

    private func row(of person: UUID) -> RollRow? { roll?.rows.first { $0.id == person } }

    /// What a command gives back is in the order of the register.
    private func changed(_ roll: RollView) async throws {
        guard order == .register || self.roll == nil else { return try await again() }
        self.roll = roll
    }

    private func again() async throws {
        guard let meeting = roll?.meeting else { return }
        let order = order
        roll = try await book.ask { try $0.roll(meeting: meeting, order: order) }
    }

    private func mark(_ person: UUID, _ mark: Mark, isUndoable: Bool = true) async throws {
        guard let meeting = roll?.meeting, let row = row(of: person) else { return }
        let marked = try await book.ask { try $0.mark(meeting: meeting, person: person, mark: mark, reason: nil, seen: row.seen) }
        if let place = roll?.rows.firstIndex(where: { $0.id == person }) { roll?.rows[place] = marked.row }
        roll?.counts = marked.counts
        last = isUndoable ? LastMark(words: marked.words, person: person, before: row.mark) : nil
        choosing = nil
        typedName = ""
        found = nil
    }

    private func find(_ typed: String) async throws {
        let found = try await book.ask { try $0.find(typed: typed, limit: Self.mostFound) }
        // More may have been typed since; what was asked for last counts.
        if typed == typedName { self.found = found.map { Set($0.flatMap(\.records)) } }
    }

    // MARK: - Closing

    private func go(to step: RollStep) {
        if case .asking(let asked) = step {
            form.keep(zip(asked.rows, asked.answers).map { KeptAnswer($0.id, $1) }, as: Kept.answers)
        } else {
            form[Kept.answers] = nil
        }
        self.step = step
        last = nil
        trouble = nil
    }

    private func closeMeeting() async throws {
        guard let roll, case .asking(var asked) = step else { return }
        let answers = zip(asked.rows, asked.answers).map { UnmarkedAnswer(person: $0.id, mark: $1, reason: nil) }
        let request = CloseRequest(meeting: roll.meeting, seen: roll.seen, headCount: Int64(heads), answers: answers, rest: nil)
        do {
            try await changed(book.ask { try $0.closeMeeting(request: request) })
            go(to: .calling)
        } catch ClubbookError.AskFirst(.unmarked(_, let people)) {
            // Another phone took a mark back meanwhile: those are asked about, too.
            try await again()
            let known = Set(asked.rows.map(\.id))
            let more = Set(people.map(\.id)).subtracting(known)
            asked.rows += (self.roll?.rows ?? []).filter { more.contains($0.id) }
            go(to: .asking(asked))
        }
    }

    private enum Kept {
        static let heads = "heads"
        static let answers = "answers"
    }

    private static let mostDigits = 3
    private nonisolated static let mostFound: UInt32 = 200
}
