import CoreBridge
import Observation

/// Who uses this phone, and what can be done about it.
@MainActor @Observable
public final class PhonePeopleModel: BookModel {
    public enum Step: Equatable, Sendable {
        case looking
        /// Who is to be added?
        case adding([PossibleUserView])
        /// What is to be done about `user`? With `asksRemoval`, is it meant that they leave this phone?
        case about(UserView, asksRemoval: Bool)
        /// The phone is in the hands of the one whom `name` names: they choose their PIN, unseen.
        case choosingPin(person: RecordId, name: String, isNew: Bool)
    }

    public enum Done: Equatable, Sendable {
        case added(String)
        case removed(String)
        case pinChanged(String)
    }

    public let book: Book
    /// None until the book has answered.
    public private(set) var people: [UserView]?
    /// Who is at the phone.
    public private(set) var me: RecordId?
    public private(set) var step = Step.looking
    /// The one that is being chosen.
    public private(set) var pin = NewPin()
    public private(set) var done: Done?
    public private(set) var refused: String?

    private var isChanging = false

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.people) { [self] in try await look() }
    }

    /// Somebody is to be added.
    public func add() {
        ask(refused: { [self] in refused = $0.said }) { [self] in go(.adding(try await book.ask { try $0.possibleUsers() })) }
    }

    public func add(_ person: PersonView) { go(.choosingPin(person: person.id, name: person.said, isNew: true)) }

    public func tap(_ user: UserView) { go(.about(user, asksRemoval: false)) }

    /// The one whom it is about has forgotten the PIN.
    public func forgotPin() { about { go(.choosingPin(person: $0.person, name: $0.name, isNew: false)) } }

    public func askRemoval() { about { go(.about($0, asksRemoval: true)) } }

    public func keep() { about { go(.about($0, asksRemoval: false)) } }

    /// Takes the one whom it is about off the phone.
    ///
    /// - Returns: what does it; none where something is being changed already
    @discardableResult
    public func remove() -> Task<Void, Never>? {
        guard case .about(let user, _) = step else { return nil }
        return change(.removed(user.name)) { try $0.removeUser(person: user.person) }
    }

    /// All the digits so far of the PIN that is chosen.
    public func enter(_ digits: String) {
        guard !isChanging, case .choosingPin(let person, let name, let isNew) = step, let chosen = pin.enter(digits) else { return }
        if isNew {
            change(.added(name)) { try $0.addUser(person: person, pin: chosen) }
        } else {
            change(.pinChanged(name)) { try $0.resetPin(person: person, pin: chosen) }
        }
    }

    public func back() { go(.looking) }

    private func go(_ step: Step) {
        if isChanging { return }
        self.step = step
        pin = NewPin()
        done = nil
        refused = nil
    }

    private func about(_ what: (UserView) -> Void) { if case .about(let user, _) = step { what(user) } }

    @discardableResult
    private func change(_ what: Done, _ act: @escaping @Sendable (any ClubbookProtocol) throws -> Void) -> Task<Void, Never>? {
        if isChanging { return nil }
        isChanging = true
        return ask(refused: { [self] in end(nil, $0.said) }) { [self] in
            try await book.ask(act)
            try await look()
            end(what, nil)
        }
    }

    private func end(_ done: Done?, _ refused: String?) {
        isChanging = false
        go(.looking)
        self.done = done
        self.refused = refused
    }

    private func look() async throws {
        (people, me) = try await book.ask { (try $0.users(), try $0.person()) }
    }
}
