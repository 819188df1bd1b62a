import CoreBridge
import Observation

/// Everything about the phone and the app: who is at it, and whether it can be given away.
@MainActor @Observable
public final class SettingsModel: BookModel {
    /// What stands in the way of erasing the app's books from this phone, or that somebody has to be sure.
    public enum Erasing: Equatable, Sendable {
        /// Nothing stands in the way: is it meant? The words say what is lost by it, and what is not.
        case asked(String)
        /// Something is on this phone that the centre's books may not have: `sentence` says what, `next` what to do.
        case notYet(sentence: String, next: String, isUnsent: Bool)
        case refused(String)
        /// It was meant.
        case confirmed
    }

    public let book: Book
    /// Who is at the phone; empty until the book has answered.
    public private(set) var me = ""
    public private(set) var isPractice = false
    public private(set) var erasing: Erasing?

    private let onErase: @MainActor () async -> Void

    /// - Parameter onErase: takes everything of the app off the phone; called only when nothing is on it that the centre does not have
    public init(_ book: Book, onErase: @escaping @MainActor () async -> Void) {
        self.book = book
        self.onErase = onErase
    }

    public func follow() async {
        await follow(.people) { [self] in
            (me, isPractice) = try await book.ask { core in
                let me = try core.person()
                return (try core.users().first { $0.person == me }?.name ?? "", try core.isPractice())
            }
        }
    }

    /// The practice club says nothing about the club's own book, which waits beside it: there is nothing to ask.
    public func askErase() {
        if !isPractice { ifErasable { [self] in erasing = .asked("\($0.sentence) \($0.next)") } }
    }

    public func keep() { erasing = nil }

    public func erase() {
        guard case .asked = erasing else { return }
        // Between the question and the answer something may have been recorded, by a screen beside or from another phone's paper.
        ifErasable { [self] _ in
            guard case .asked = erasing else { return }
            erasing = .confirmed
            await onErase()
        }
    }

    private func ifErasable(_ then: @escaping @MainActor (EraseView) async -> Void) {
        ask(refused: { [self] in erasing = .refused($0.said) }) { [self] in
            let view = try await book.ask { try $0.mayErase() }
            if view.mayErase {
                await then(view)
            } else {
                erasing = .notYet(sentence: view.sentence, next: view.next, isUnsent: view.isUnsent)
            }
        }
    }
}
