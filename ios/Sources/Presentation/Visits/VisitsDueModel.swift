import CoreBridge
import Observation

/// Who is due for a visit: they come before all others where somebody is chosen.
@MainActor @Observable
public final class VisitsDueModel: BookModel {
    public let book: Book
    /// "Hôm nay không có ai cần đến thăm."; empty until the book has answered.
    public private(set) var words = ""
    public private(set) var due: [DueView] = []
    public private(set) var refused: String?

    public init(_ book: Book) { self.book = book }

    public func follow() async {
        await follow(.visits, .care, .people, refused: { [self] in refused = $0.said }) { [self] in
            let today = try await book.ask { try $0.today() }
            words = today.visitsWords
            due = today.visits
            refused = nil
        }
    }
}
