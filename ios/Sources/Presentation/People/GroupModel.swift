import CoreBridge
import Foundation
import Observation

/// A group of the club: its name, who belongs to it, and who leads it. It is made here by its name; what is typed outlives the process, and so does
/// which group was made.
@MainActor @Observable
public final class GroupModel: PageModel {
    /// What was written down just now, and can be taken back.
    public enum Change: Equatable, Sendable {
        case made(GroupBegun)
        case givenUp
        /// It was given up before.
        case broughtBack(GroupBegun)
        /// Somebody else had brought it back first: there is nothing to take back.
        case stoodAlready
        case renamed(GroupRename)
        /// Somebody was put in, or taken out.
        case put(PersonView, GroupPut)
        /// Who leads it now; nobody, where it was left without a leader.
        case led(PersonView?, GroupLeaderNamed)
    }

    /// None while it is to be made.
    public private(set) var id: UUID?
    /// None before the book was read.
    public private(set) var group: GroupView?
    public private(set) var change: Change?
    /// Whether to give the group up is to be answered.
    public private(set) var asksToGiveUp = false
    /// Who leads it is to be chosen.
    public private(set) var asksWhoLeads = false

    private let form: any SavedForm
    private var typed: String?

    /// - Parameter group: none for one that is to be made
    public init(_ book: Book, _ form: any SavedForm, group: UUID?) {
        self.form = form
        id = group ?? form[Kept.id].flatMap(UUID.init)
        typed = form[Kept.name]
        super.init(book)
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

    public func leads(_ one: GroupPersonView) -> Bool { group?.leader == one.person.id }

    /// Those of whom one may lead it.
    public var people: [GroupPersonView] { group?.people.filter { isIn($0) } ?? [] }

    public func follow() async { await follow(.people) }

    override var isRead: Bool { group != nil }

    override func read() async throws {
        guard let id else { return }
        let fresh = try await book.ask { try $0.group(group: id) }
        // That it was made may have been taken back meanwhile.
        guard id == self.id else { return }
        group = fresh
        if typed != nil, form[Kept.seen] == nil { form[bytes: Kept.seen] = fresh.seen }
    }

    override func refuse(_ refusal: ClubbookError) {
        super.refuse(refusal)
        asksToGiveUp = false
        asksWhoLeads = false
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
        form[Kept.id] = made.group.uuidString
        id = made.group
        change = .made(made)
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

    /// Asks who of its people leads it.
    public func askWhoLeads() {
        asksWhoLeads = true
        problem = nil
    }

    /// They lead it from now on; nobody, where it is left without a leader.
    @discardableResult
    public func lead(_ leader: PersonView?) -> Task<Void, Never>? {
        guard let id, asksWhoLeads else { return nil }
        return write { [self] in
            change = .led(leader, try await book.ask { try $0.nameGroupLeader(group: id, leader: leader?.id) })
            asksWhoLeads = false
        }
    }

    public func leaveLeaderAsItIs() { asksWhoLeads = false }

    /// What was written down last was a slip.
    @discardableResult
    public func takeBack() -> Task<Void, Never>? {
        guard let slip = change, slip != .stoodAlready else { return nil }
        if slip == .givenUp { return bringBack() }
        return takeBack(forget: { [self] in change = nil }) { [self] in
            try await book.ask { core in
                switch slip {
                case .made(let begun), .broughtBack(let begun): try core.takeBackGroupBegun(begun: begun)
                case .givenUp, .stoodAlready: break
                case .renamed(let rename): try core.takeBackRenameGroup(renamed: rename)
                case .put(_, let put): try core.takeBackPutInGroup(slip: put)
                case .led(_, let named): try core.takeBackNameGroupLeader(named: named)
                }
            }
            if case .made = slip { makeAnew() }
        }
    }

    /// It was not made: its name is typed again, and nothing is written down.
    private func makeAnew() {
        typed = name
        form[Kept.name] = name
        form[Kept.seen] = nil
        form[Kept.id] = nil
        id = nil
        group = nil
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
            change = .givenUp
        }
    }

    /// Has it again, with whoever belongs to no other group since, however long ago it was given up.
    @discardableResult
    public func bringBack() -> Task<Void, Never>? {
        guard let id else { return nil }
        return write { [self] in
            let begun = try await book.ask { try $0.bringGroupBack(group: id) }
            change = begun.map { .broughtBack($0) } ?? .stoodAlready
        }
    }
}
