import Foundation

/// Those who follow the changes of one book. The core calls it from a thread of its own.
final class Listeners: ChangeListener {
    private let followers = Guarded<[UUID: AsyncStream<[Topic]>.Continuation]>([:])

    /// A stream that begins with everything.
    func stream() -> AsyncStream<[Topic]> {
        let (stream, follower) = AsyncStream<[Topic]>.makeStream()
        let number = UUID()
        follower.onTermination = { [followers] _ in followers.change { $0[number] = nil } }
        follower.yield(Topic.allCases)
        followers.change { $0[number] = follower }
        return stream
    }

    func tell(_ topics: [Topic]) {
        followers.value.values.forEach { $0.yield(topics) }
    }

    func changed(topics: [Topic]) { tell(topics) }

    func finish() {
        followers.value.values.forEach { $0.finish() }
    }
}
