import CoreBridge
import Observation

/// Connects the phone with its club: the centre is looked at, the code handed in, and the club's book comes.
@MainActor @Observable
public final class ConnectModel: BookModel {
    public enum Step: Equatable, Sendable {
        case typing
        /// The centre was asked who it is, or for the club.
        case waiting
        /// A centre has answered: is it the right one?
        case isItThis(name: String, fingerprint: String, address: String)
        /// Connected; the club's book comes.
        case receiving(club: String, person: String)
    }

    /// Why the phone is not connected.
    public enum Refusal: Equatable, Sendable {
        /// Something is not filled in yet.
        case incomplete
        /// What was opened or pasted is no link of a centre's.
        case notALink
        /// The centre was not reached or said no: what happened, what was kept, and what to do, in the core's words.
        case said(String)
    }

    /// A code has so many.
    public static let codeDigits = 8

    public let book: Book
    /// Typed, or pasted: a whole link fills all of it in.
    public var centre: String { didSet { if centre != oldValue { typedCentre() } } }
    public var clubNumber: String { didSet { if clubNumber != oldValue { typedClub() } } }
    public var digits: String { didSet { if digits != oldValue { typedDigits() } } }
    public private(set) var step = Step.typing
    public private(set) var refused: Refusal?
    /// What has come of the book; none until the first part is there.
    public private(set) var came: SyncView?
    /// How the download ended; none while it goes on.
    public private(set) var ended: ExchangeResult?

    private let form: any SavedForm
    private var answered: Centre?
    private var isFetching = false

    /// - Parameter usual: the address of the centre for which this app was built, where there is one
    public init(_ book: Book, form: any SavedForm, usual: String? = nil) {
        self.book = book
        self.form = form
        centre = form["centre"] ?? usual ?? ""
        clubNumber = form["club"] ?? ""
        digits = form["digits"] ?? ""
    }

    /// The book can be used as soon as something is in it; the rest comes while it is used.
    public var isUsable: Bool { (came?.received ?? 0) > 0 || ended == .done }

    /// The download came to an end before all was there.
    public var hasStopped: Bool { ended != nil && ended != .done }

    /// A link was opened from outside. A phone that is being connected goes on with what it does: it changes nothing any more.
    public func open(_ link: String) {
        if step != .typing { return }
        guard let read = readEnrolLink(link: link) else { return refused = .notALink }
        fill(read)
        lookUp()
    }

    /// - Returns: what asks the centre; none where something is lacking, or it is being asked already
    @discardableResult
    public func lookUp() -> Task<Void, Never>? {
        // What the number and the code are worth the centre says.
        let isComplete = ![centre, clubNumber].contains { $0.allSatisfy(\.isWhitespace) } && digits.count == Self.codeDigits
        guard isComplete else {
            refused = .incomplete
            return nil
        }
        return wait { [self] in
            let address = centre
            let found = try await book.ask { try await $0.lookUp(address: address) }
            answered = found
            step = .isItThis(name: found.name(), fingerprint: found.fingerprint(), address: found.address())
        }
    }

    public func itIsThis() {
        guard case .isItThis = step, let answered else { return }
        wait { [self] in
            let (number, code) = (clubNumber, digits)
            let connected = try await book.ask { try await $0.connect(centre: answered, clubNumber: number, digits: code) }
            form["digits"] = nil
            step = .receiving(club: connected.clubName, person: connected.personName)
            fetch()
        }
    }

    public func itIsAnother() { if case .isItThis = step { step = .typing } }

    /// The download stopped: once more.
    public func fetchAgain() { if case .receiving = step { fetch() } }

    @discardableResult
    private func wait(_ what: @escaping @MainActor () async throws -> Void) -> Task<Void, Never>? {
        if step == .waiting { return nil }
        step = .waiting
        refused = nil
        return ask(refused: { [self] in (step, refused) = (.typing, .said($0.said)) }, what)
    }

    private func fetch() {
        if isFetching { return }
        isFetching = true
        ended = nil
        Task {
            // The centre tells how much in all, from a thread of the core's; the last word is the exchange's own.
            let (told, tell) = AsyncStream<SyncView>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let exchange = Task { [book] in
                defer { tell.finish() }
                return await book.run { tell.yield($0) }
            }
            for await soFar in told { came = soFar }
            ended = await exchange.value
            isFetching = false
        }
    }

    private func fill(_ link: EnrolLink) {
        centre = link.centre
        clubNumber = link.clubNumber
        digits = link.digits
    }

    private func typedCentre() {
        if let link = readEnrolLink(link: centre) { return fill(link) }
        form["centre"] = centre
        refused = nil
    }

    private func typedClub() {
        clubNumber = clubNumber.filter(\.isDigit)
        form["club"] = clubNumber
        refused = nil
    }

    private func typedDigits() {
        digits = String(digits.filter(\.isDigit).prefix(Self.codeDigits))
        form["digits"] = digits
        refused = nil
    }
}

extension Character {
    fileprivate var isDigit: Bool { isASCII && isNumber }
}
