/// Declarations of the part of Network that the app uses, for the type check on Linux. Never part of an app build.
public struct NWPath: Sendable {
    public enum Status: Sendable { case satisfied, unsatisfied, requiresConnection }
    public let status: Status
}
public final class NWPathMonitor: AsyncSequence, Sendable {
    public struct Iterator: AsyncIteratorProtocol { public mutating func next() async -> NWPath? { fatalError() } }
    public init() {}
    public func makeAsyncIterator() -> Iterator { fatalError() }
}
