/// A PIN that is being chosen: entered twice, so that nobody is locked out by a slip. It is never kept with a form.
public struct NewPin: Equatable, Sendable {
    /// A PIN has so many.
    public static let digits = 4

    public private(set) var entered = ""
    /// The second time was another number: all over.
    public private(set) var isDifferent = false
    /// The digits of the first time, while they are entered again.
    private var first: String?

    public init() {}

    /// The same four are asked for once more.
    public var isAgain: Bool { first != nil }

    /// With `digits`, all that are entered so far; gives the PIN, once the same four were entered twice.
    mutating func enter(_ digits: String) -> String? {
        isDifferent = false
        guard digits.count == Self.digits else {
            entered = digits
            return nil
        }
        entered = ""
        guard let first else {
            self.first = digits
            return nil
        }
        self.first = nil
        isDifferent = first != digits
        return isDifferent ? nil : digits
    }
}
