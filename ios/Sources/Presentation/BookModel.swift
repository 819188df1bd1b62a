import CoreBridge

/// What the model of a screen does with the book: ``ask(refused:_:)`` turns what the book refuses into words, ``follow(_:refused:again:)``
/// asks again after each change. The models are `@MainActor @Observable final class`; their properties are what is on the screen.
@MainActor
public protocol BookModel: AnyObject {
    var book: Book { get }
}

extension BookModel {
    /// Asks the book; what it refuses is given to `refused`. Nothing else is caught: a fault of the app's own is not hidden.
    @discardableResult
    public func ask(
        refused: @escaping @MainActor (ClubbookError) -> Void,
        _ what: @escaping @MainActor () async throws -> Void
    ) -> Task<Void, Never> {
        Task { await asking(refused: refused, what) }
    }

    /// Calls `again` now, and whenever something of these topics has changed, for as long as the task goes on: a view starts it with
    /// `.task { await model.follow… }`. What the book refuses then goes to `refused`; left out, what was on the screen stays:
    /// somebody else comes to the phone, or the app goes to sleep, behind a screen that nobody sees.
    public func follow(
        _ topics: Topic...,
        refused: @escaping @MainActor (ClubbookError) -> Void = { _ in },
        again: @escaping @MainActor () async throws -> Void
    ) async {
        await follow(anyOf: topics, refused: refused, again: again)
    }

    func follow(
        anyOf topics: [Topic],
        refused: @escaping @MainActor (ClubbookError) -> Void,
        again: @escaping @MainActor () async throws -> Void
    ) async {
        for await changed in book.changes where changed.contains(where: topics.contains) {
            await asking(refused: refused, again)
        }
    }

    private func asking(
        refused: @MainActor (ClubbookError) -> Void,
        _ what: @MainActor () async throws -> Void
    ) async {
        do {
            try await what()
        } catch is CancellationError {
            // Nobody waits any longer.
        } catch let refusal as ClubbookError {
            refused(refusal)
        } catch {
            faultOfTheApp(error)
        }
    }
}
