import CoreBridge
import Foundation
import Observation

/// A group of the club: its name, and who belongs to it. It is made here by its name; what is typed outlives the process, and so does
/// which group was made.
@MainActor @Observable
public final class GroupModel: BookModel {
    /// What was written down just now, and can be taken back.
    public enum Change: Equatable, Sendable {
        case made
        case renamed(GroupRename)
        /// Somebody was put in, or taken out.
        case put(PersonView, GroupPut)
    }

    public let book: Book
    /// None while it is to be made.
    public private(set) var id: UUID?
    /// None before the book was read.
    public private(set) var group: GroupView?
    public private(set) var change: Change?
    /// Whether to give the group up is to be answered.
    public private(set) var asksToGiveUp = false
    public private(set) var problem: String?

    private let form: any SavedForm
    private var typed: String?
    private var isWriting = false

    /// - Parameter group: none for one that is to be made
    public init(_ book: Book, _ form: any SavedForm, group: UUID?) {
        self.book = book
        self.form = form
        id = group ?? form[Kept.id].flatMap(UUID.init)
        typed = form[Kept.name]
    }

    /// As it is typed, or as it is called.
    public var name: String {
        get { typed ?? group?.name ?? "" }
        set {
            guard newValue != name else { return }
            // Whoever names it elsewhere from now on has not been seen.
            if form[Kept.seen] == nil { form[bytes: Kept.seen] = group?.seen }
            form[Kept.name] = newValue
            typed = newValue
            problem = nil
        }
    }

    /// A name is typed that is not written down.
    public var isNaming: Bool { typed.map { $0 != group?.name ?? "" } ?? false }

    public func isIn(_ one: GroupPersonView) -> Bool { one.group != nil && one.group == id }

    public func follow() async {
        await follow(.people, refused: { [self] in refuse($0) }, again: { [self] in try await look() })
    }

    @discardableResult
    public func tryAgain() -> Task<Void, Never> {
        problem = nil
        return ask(refused: { [self] in refuse($0) }) { [self] in try await look() }
    }

    /// What was refused is still to be read when the group changes.
    private func look() async throws {
        guard let id else { return }
        let fresh = try await book.ask { try $0.group(group: id) }
        if group == nil { problem = nil }
        group = fresh
        if typed != nil, form[Kept.seen] == nil { form[bytes: Kept.seen] = fresh.seen }
    }

    private func refuse(_ refusal: ClubbookError) {
        problem = refusal.said
        asksToGiveUp = false
    }

    private enum Kept {
        static let id = "id"
        static let name = "name"
        static let seen = "seen"
    }
}

extension GroupModel {
    /// Makes the group, or gives it the name that is typed.
    @discardableResult
    public func saveName() -> Task<Void, Never>? {
        let name = name
        guard let id else { return write { [self] in try await make(name) } }
        guard let seen = form[bytes: Kept.seen] else { return nil }
        return write { [self] in
            change = .renamed(try await book.ask { try $0.renameGroup(group: id, seen: seen, name: name) })
            forget(name)
        }
    }

    private func make(_ name: String) async throws {
        let made = try await book.ask { try $0.createGroup(name: name) }
        form[Kept.id] = made.uuidString
        id = made
        change = .made
        forget(name)
    }

    /// What was typed while it was saved stays, over what stands there now.
    private func forget(_ saved: String) {
        form[Kept.seen] = nil
        guard name == saved else { return }
        form[Kept.name] = nil
        typed = nil
    }

    /// Puts somebody in, or takes them out again.
    @discardableResult
    public func tap(_ person: UUID) -> Task<Void, Never>? {
        guard let id, let one = group?.people.first(where: { $0.person.id == person }) else { return nil }
        let target = isIn(one) ? nil : id
        return write { [self] in
            change = .put(one.person, try await book.ask { try $0.putInGroup(person: person, group: target) })
        }
    }

    /// What was written down last was a slip.
    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard let id, let slip = change else { return nil }
        return write { [self] in
            try await book.ask { core in
                switch slip {
                case .made: try core.giveUpGroup(group: id)
                case .renamed(let rename): try core.takeBackRenameGroup(renamed: rename)
                case .put(_, let put): try core.takeBackPutInGroup(slip: put)
                }
            }
            change = nil
        }
    }

    /// Asks whether to give the group up: it is there no longer then, and its people stay members.
    public func giveUp() {
        asksToGiveUp = true
        problem = nil
    }

    public func leaveAsItIs() { asksToGiveUp = false }

    /// Yes, give it up.
    @discardableResult
    public func confirm() -> Task<Void, Never>? {
        guard let id, asksToGiveUp else { return nil }
        return write { [self] in
            try await book.ask { try $0.giveUpGroup(group: id) }
            asksToGiveUp = false
            change = nil
        }
    }

    @discardableResult
    public func takeBackGiveUp() -> Task<Void, Never>? {
        id.flatMap { id in write { [self] in try await book.ask { try $0.takeBackGiveUpGroup(group: id) } } }
    }

    /// A second tap of a hand that shakes does nothing.
    private func write(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never>? {
        guard !isWriting else { return nil }
        isWriting = true
        return ask(refused: { [self] in refuse($0) }) { [self] in
            defer { isWriting = false }
            try await what()
            problem = nil
            try await look()
        }
    }
}
