/// Writes down what somebody says, on this phone: neither voice nor words go anywhere.
@MainActor
public protocol Dictation: AnyObject {
    /// May the app use the microphone, and write down what it hears?
    var mayListen: Bool { get }

    /// Has the system ask whether it may; it asks once, and later only repeats the answer.
    func askSystem() async -> Bool

    /// Listens until ``stop()``, or for as long as somebody iterates; ends with ``Heard/whole(_:)`` or ``Heard/failed(_:)``.
    func listen() -> AsyncStream<Heard>

    /// Whoever spoke is done; what is still being worked out comes as the last.
    func stop()
}

/// What comes of listening.
public enum Heard: Equatable, Sendable {
    /// The microphone is open: what is said from now on is heard.
    case begun
    /// All that was heard until now, not only what is new.
    case soFar(String)
    /// All that was heard from the first word to the last.
    case whole(String)
    case failed(NotHeard)
}

/// Why nothing was heard.
public enum NotHeard: Sendable {
    /// Nobody spoke, or nothing could be made of it.
    case nothing
    /// The app may not use the microphone.
    case notAllowed
    /// This phone does not know the language by itself, or is not to.
    case notThisPhone
    /// Something else has the microphone, or the phone's listener failed.
    case notNow
}
