import CoreBridge

/// A book that stands open in front of the person.
public struct OpenBook: Sendable, Identifiable {
    public struct ID: Hashable, Sendable {
        let isPractice: Bool
        let anew: Int
    }

    public let book: Book
    /// The practice club's, which sends nothing.
    public let isPractice: Bool
    /// What a damaged file left, in the core's words.
    public let salvage: String?
    /// Another one for a book that was closed because it did not answer and opened again.
    public let id: ID
}

/// What stands in front of the person.
public enum Opened: Sendable {
    case notYet
    case open(OpenBook)
    /// It could not be opened. The words are the core's; none where the phone did not give the key.
    case failed(String?)
}
