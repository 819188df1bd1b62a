import CoreBridge

/// What to do about a reading, and the numbers to call that stand in it, each to be called by one tap.
public struct Advice: Hashable, Codable, Sendable {
    public let words: String
    public let numbers: [String]

    public init(words: String, numbers: [String]) {
        self.words = words
        self.numbers = numbers
    }

    public init(_ advice: AdviceView) { self.init(words: advice.words, numbers: advice.calls) }
}
