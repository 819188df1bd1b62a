import Foundation

/// All that was said, of a recognizer that after a pause begins its text anew and may not tell so.
public struct Transcript: Sendable {
    /// What no later text takes back.
    private var finished = ""
    /// What is still being heard, and may turn out otherwise.
    private var current = ""

    public init() {}

    public var words: String { finished.withSaid(current) }

    /// - Parameter text: all that was said since the recognizer last began its text
    public mutating func hear(_ text: String) {
        let new = text.spoken
        let old = current.spoken
        if new.isEmpty { return }
        if old.isEmpty {
            // Some go on after a pause with all that was said before it.
            if new.starts(with: finished.spoken) { finished = "" }
        } else if new.count * 2 <= old.count {
            // Fewer words of the same beginning are taken back, or begin something else alike: the next words tell.
            if old.starts(with: new) { return }
            finish()
        }
        current = text
    }

    /// What was heard until now stays.
    public mutating func finish() {
        finished = words
        current = ""
    }
}

extension String {
    /// The words alone: where a recognizer sets a comma, and what it begins with a capital, it thinks over again.
    fileprivate var spoken: [Substring] { lowercased().split { !$0.isLetter && !$0.isNumber } }
}
