import CoreBridge
import Observation

/// Who is holding the phone?
@MainActor @Observable
public final class UsersModel: BookModel {
    public let book: Book
    /// None until the book has answered.
    public private(set) var people: [UserView]?
    /// Who said that they hold it, and is asked for the four digits.
    public private(set) var chosen: UserView?
    public private(set) var entered = ""
    public private(set) var refused: String?
    /// Somebody does not remember theirs: what one does then.
    public private(set) var hasForgotten = false
    /// Somebody is at the phone now.
    public private(set) var isIn = false
    /// Nobody is at the phone any more.
    public private(set) var hasLeft = false

    private let wait: @Sendable (Duration) async throws -> Void
    private var isTrying = false
    private var waiting: Task<Void, Never>?

    /// - Parameter wait: lets the time pass after which the next PIN is taken
    public init(_ book: Book, wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }) {
        self.book = book
        self.wait = wait
    }

    public func follow() async {
        await follow(.people) { [self] in people = try await book.ask { try $0.users() } }
    }

    /// Says who holds the phone.
    public func choose(_ user: UserView) {
        if !user.hasPin { return signIn(user, "") }
        if isTrying { return }
        begin(with: user)
    }

    /// All the digits so far. With the fourth they are tried.
    public func enter(_ digits: String) {
        guard !isTrying, let chosen else { return }
        entered = digits
        if digits.count == NewPin.digits { signIn(chosen, digits) }
    }

    public func forget() { hasForgotten = true }

    /// It is somebody else who holds it.
    public func chooseAgain() { if !isTrying { begin(with: nil) } }

    /// Leaves the phone to whoever comes.
    public func leave() {
        ask(refused: { [self] in refused = $0.said }) { [self] in
            try await book.ask { try $0.signOut() }
            hasLeft = true
        }
    }

    private func begin(with user: UserView?) {
        waiting?.cancel()
        chosen = user
        entered = ""
        refused = nil
        hasForgotten = false
    }

    private func signIn(_ user: UserView, _ pin: String) {
        if isTrying { return }
        isTrying = true
        waiting?.cancel()
        ask(refused: refuse) { [self] in
            defer { isTrying = false }
            try await book.ask { try $0.signIn(person: user.person, pin: pin) }
            isIn = true
        }
    }

    private func refuse(_ refusal: ClubbookError) {
        entered = ""
        refused = refusal.said
        // The core counts the wait and answers each try with what is left of it; when it is over the sentence is no longer true.
        guard case .WaitForPin(let seconds, _) = refusal else { return }
        waiting = Task { [weak self, wait] in
            do { try await wait(.seconds(seconds)) } catch { return }
            if !Task.isCancelled { self?.refused = nil }
        }
    }
}
