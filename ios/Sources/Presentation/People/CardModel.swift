import CoreBridge
import Foundation
import Observation

/// A person's card, that they leave the club or join it, whether they live alone, and with whom. What is said about leaving outlives the process.
@MainActor @Observable
public final class CardModel: PageModel {
    /// What was written down just now, and can be taken back unless it stood so already.
    public enum Change: Equatable, Sendable {
        case joined
        /// With what the club needs to which they move, if they do.
        case left(TransferView?)
        /// That they live alone, or no longer do.
        case livesAlone(Bool, SaidAlone)
        /// Whom they live with now; nobody, where they left their household.
        case moved(MovedView, with: PersonView?)

        /// Nothing had to be written, and nothing can be taken back.
        public var stoodAlready: Bool {
            switch self {
            case .joined, .left: false
            case .livesAlone(_, let said): said.lastDays.isEmpty
            case .moved(let moved, _): moved.moves.isEmpty
            }
        }

        /// Whether they were noted as living alone.
        public var noted: Bool? { if case .livesAlone(let noted, _) = self { noted } else { nil } }

        /// Whether it says the same as another one, whatever either of them had to write.
        fileprivate func says(_ other: Self?) -> Bool {
            switch (self, other) {
            case (.livesAlone(let noted, _), .livesAlone(let before, _)): noted == before
            case (.moved(_, let with), .moved(_, let before)): with?.id == before?.id
            default: false
            }
        }
    }

    public private(set) var card: CardView?
    /// What is said about leaving, while somebody says it.
    public private(set) var leaving: Leaving?
    public private(set) var change: Change?
    /// Somebody else has the number in the register that they would get.
    public private(set) var number: (words: String, nextFree: Int64)?

    private let form: any SavedForm
    private let person: UUID

    public init(_ book: Book, _ form: any SavedForm, person: UUID) {
        self.form = form
        self.person = person
        super.init(book)
    }

    public var isMember: Bool { card?.isMember == true }

    /// What the button says next of them: it does not turn round under a second tap, as long as the first one can be taken back.
    public var offersToLiveAlone: Bool {
        if let change, !change.stoodAlready, let noted = change.noted { return noted }
        return card?.livesAlone != true
    }

    public func follow() async {
        if leaving == nil, form["reason"] != nil { await startLeaving()?.value }
        await follow(.people, .visits, .care)
    }

    override var isRead: Bool { card != nil }

    override func read() async throws { card = try await book.ask { [person] in try $0.card(person: person) } }
}

extension CardModel {
    @discardableResult
    public func startLeaving() -> Task<Void, Never>? {
        write { [self] in
            let (usual, moving) = try await book.ask { ($0.leavingReasons(), $0.movingReason()) }
            let reasons = usual + [moving]
            let kept = reasons.first { String($0.number) == form["reason"] }
            say(Leaving(reasons: reasons, moving: moving, reason: kept, day: form["day"], to: form["to"] ?? ""))
            change = nil
        }
    }

    /// Something is chosen or typed: `tell { $0.reason = reason }`.
    public func tell(_ change: (inout Leaving) -> Void) {
        guard var said = leaving else { return }
        change(&said)
        guard said != leaving else { return }
        said.lacks = nil
        say(said)
    }

    /// They stay after all.
    public func keepMember() { say(nil) }

    private func say(_ said: Leaving?) {
        form["reason"] = said.map { $0.reason.map { String($0.number) } ?? "" }
        form["day"] = said?.day
        form["to"] = said?.to
        leaving = said
        problem = nil
    }

    /// Writes down that they left. What lacks is said in ``leaving``, and nothing is written.
    @discardableResult
    public func leave() -> Task<Void, Never>? {
        guard let said = leaving else { return nil }
        leaving?.lacks = said.missing
        guard said.missing == nil, let reason = said.reason else { return nil }
        return write { [self] in
            let transfer = try await book.ask { [person] core -> TransferView? in
                if said.isMoving { return try core.moveToAnotherClub(person: person, to: said.to, leftOn: said.leftOn) }
                try core.endMembership(person: person, reason: reason.number, leftOn: said.leftOn)
                return nil
            }
            say(nil)
            change = .left(transfer)
        }
    }

    /// Whom the book knows becomes a member, with the number in the register that they had before, or the next one.
    @discardableResult
    public func join() -> Task<Void, Never>? { join(number: nil) }

    /// The number that the question offers.
    @discardableResult
    public func takeNextFree() -> Task<Void, Never>? { number.flatMap { join(number: $0.nextFree) } }

    private func join(number: Int64?) -> Task<Void, Never>? {
        write { [self] in
            do {
                try await book.ask { [person] in try $0.join(person: person, registerNo: number, isNumberMeant: number != nil) }
            } catch ClubbookError.AskFirst(question: .registerNo(let words, let nextFree)) {
                self.number = (words, nextFree)
                return
            }
            self.number = nil
            change = .joined
        }
    }

    /// Leaves the question about the number without an answer.
    public func joinNotYet() { number = nil }

    /// One tap, and no form: it is what the list of who is visited first is made of.
    @discardableResult
    public func note(livesAlone: Bool) -> Task<Void, Never>? {
        write { [self] in
            let said = try await book.ask { [person] in try $0.sayLivesAlone(person: person, livesAlone: livesAlone) }
            show(.livesAlone(livesAlone, said))
        }
    }

    /// Whom they live with, whose household is theirs from now on.
    @discardableResult
    public func live(with other: UUID) -> Task<Void, Never>? {
        write { [self] in
            let (moved, with) = try await book.ask { [person] in
                (try $0.liveWith(person: person, other: other), try $0.card(person: other).person)
            }
            show(.moved(moved, with: with))
        }
    }

    /// They live in no household of the book.
    @discardableResult
    public func liveApart() -> Task<Void, Never>? {
        write { [self] in
            let moved = try await book.ask { [person] in try $0.liveApart(person: person) }
            show(.moved(moved, with: nil))
        }
    }

    /// What the first tap wrote can be taken back after a second one, too.
    private func show(_ said: Change) {
        if !said.stoodAlready || !said.says(change) { change = said }
    }

    /// A slip: what was written down last is not so.
    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard let slip = change, !slip.stoodAlready else { return nil }
        return takeBack(forget: { [self] in change = nil }) { [self] in
            try await book.ask { [person] core in
                switch slip {
                case .joined: try core.takeBackJoin(person: person)
                case .left: try core.takeBackEnd(person: person)
                case .livesAlone(_, let said): try core.takeBackLivesAlone(said: said)
                case .moved(let moved, _): try core.takeBackMove(moved: moved)
                }
            }
        }
    }
}
