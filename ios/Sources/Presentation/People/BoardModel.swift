import CoreBridge
import Foundation
import Observation

/// The board: who holds which post. Posts are given and ended by whomever the core lets.
@MainActor @Observable
public final class BoardModel: PageModel {
    /// To be answered before something is written down.
    public enum Question: Equatable, Sendable {
        /// Others hold the post, in the book's words.
        case held(String, by: [UUID], person: UUID, role: UInt32)
        /// They hold it until today?
        case ends(PersonView, Choice)
        /// They would lead no more, in the book's words.
        case own(String, PersonView, Choice)
    }

    /// What was written down just now.
    public struct Change: Equatable, Sendable {
        public let person: PersonView
        public let role: Choice
        /// They took the post; else they gave it up.
        public let isGiven: Bool
        fileprivate let change: PostChange
        public var mayBeTakenBack: Bool { change.mayBeTakenBack }
    }

    /// None before the book was read.
    public private(set) var board: BoardView?
    public private(set) var question: Question?
    public private(set) var change: Change?

    public override init(_ book: Book) { super.init(book) }

    public func follow() async { await follow(.people) }

    override var isRead: Bool { board != nil }

    override func read() async throws { board = try await book.ask { try $0.board() } }

    override func refuse(_ refusal: ClubbookError) {
        super.refuse(refusal)
        question = nil
    }
}

extension BoardModel {
    /// Gives somebody a post from today on; asks first where somebody else holds it.
    @discardableResult
    public func appoint(_ person: UUID, to role: UInt32) -> Task<Void, Never>? { appoint(person, to: role, insteadOf: []) }

    /// Asks whether they hold the post until today.
    public func end(_ person: PersonView, _ role: Choice) {
        question = .ends(person, role)
        problem = nil
    }

    /// Yes, as the question says.
    @discardableResult
    public func confirm() -> Task<Void, Never>? {
        switch question {
        case .held(_, let holders, let person, let role): appoint(person, to: role, insteadOf: holders)
        case .ends(let person, let role): end(person, role, isConfirmed: false)
        case .own(_, let person, let role): end(person, role, isConfirmed: true)
        case nil: nil
        }
    }

    public func leaveAsItIs() { question = nil }

    /// What was written down last was a slip.
    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard let slip = change else { return nil }
        return takeBack(forget: { [self] in change = nil }) { [self] in
            try await book.ask { try $0.takeBackPost(change: slip.change) }
        }
    }

    private func end(_ person: PersonView, _ role: Choice, isConfirmed: Bool) -> Task<Void, Never>? {
        write { [self] in
            do {
                let ended = try await book.ask { try $0.endPost(person: person.id, role: role.number, confirmed: isConfirmed) }
                change = Change(person: person, role: role, isGiven: false, change: ended)
                question = nil
            } catch ClubbookError.AskFirst(question: .ownPost(let words)) {
                question = .own(words, person, role)
            }
        }
    }

    private func appoint(_ person: UUID, to role: UInt32, insteadOf former: [UUID]) -> Task<Void, Never>? {
        write { [self] in
            do {
                let (given, holder, board) = try await book.ask { core in
                    let given = try core.appoint(person: person, role: role, insteadOf: former)
                    return (given, try core.card(person: person).person, try core.board())
                }
                change = board.posts.first { $0.role.number == role }.map {
                    Change(person: holder, role: $0.role, isGiven: true, change: given)
                }
                question = nil
            } catch ClubbookError.AskFirst(question: .postHeld(let words, let holders)) {
                question = .held(words, by: holders, person: person, role: role)
            }
        }
    }
}
