import CoreBridge
import Observation

/// The first screen: what is due, and whether everything is sent.
@MainActor @Observable
public final class TodayModel: BookModel {
    public let book: Book
    /// None until the book has answered.
    public private(set) var today: TodayView?
    public private(set) var status: StatusView?
    public private(set) var trouble: String?

    private var looking = 0

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.people, .meetings, .visits, .care, .status, refused: refuse) { [self] in try await look() }
    }

    /// After a trouble: once more.
    @discardableResult
    public func again() -> Task<Void, Never> { ask(refused: refuse) { [self] in try await look() } }

    private func look() async throws {
        looking += 1
        let mine = looking
        let (today, status) = try await book.ask { (try $0.today(), try $0.status()) }
        // What was read before must not be shown after what was read later.
        guard mine == looking else { return }
        self.today = today
        self.status = status
        trouble = nil
    }

    private func refuse(_ refusal: ClubbookError) { trouble = refusal.said }
}
