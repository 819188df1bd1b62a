import CoreBridge

/// What is said about somebody who leaves the club, while it is said.
public struct Leaving: Equatable, Sendable {
    /// What is not said, or wrong.
    public enum Lack: Sendable {
        case reason, day, club
    }

    public let reasons: [Choice]
    public var reason: Choice?
    /// Typed as day/month/year; none for today.
    public var day: String?
    /// The club to which they move.
    public var to: String
    /// What was still missing when it was to be saved.
    public internal(set) var lacks: Lack?

    /// The reason that asks where to.
    private let moving: Choice

    /// - Parameter moving: one of `reasons`
    init(reasons: [Choice], moving: Choice, reason: Choice?, day: String?, to: String) {
        self.reasons = reasons
        self.moving = moving
        self.reason = reason
        self.day = day
        self.to = to
    }

    public var isMoving: Bool { reason == moving }

    /// The day as it is read; none for today, and where there is no such day.
    var leftOn: Day? { day.flatMap(readDay(typed:)) }

    /// What has to be said before it can be saved.
    var missing: Lack? {
        if reason == nil { return .reason }
        if day != nil, leftOn == nil { return .day }
        if isMoving, to.allSatisfy(\.isWhitespace) { return .club }
        return nil
    }
}
