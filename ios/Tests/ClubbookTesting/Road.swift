import CoreBridge
import Foundation

/// The only way to the centre. It can be closed, break off each answer at its first byte, when the centre has done what it was
/// asked, or lead to somebody who only says that the centre is out of order, or says nothing at all.
public final class Road: Sendable {
    public enum Condition: Sendable {
        case open, closed, answersLost, outOfOrder, silent

        /// Those under which an exchange comes to an end by itself.
        public static let ending: [Condition] = [.open, .closed, .answersLost, .outOfOrder]
    }

    public let address: String
    private let entrance: Listener
    private let centre: UInt16
    private let now = Guarded(Condition.open)
    private let journeys = Guarded<[ObjectIdentifier: Journey]>([:])
    private let kept = Guarded<[Connection]>([])
    private let watchers = Guarded<[AsyncStream<Void>.Continuation]>([])

    init(to centre: UInt16) throws {
        self.centre = centre
        entrance = try Listener()
        address = "http://127.0.0.1:\(entrance.port)"
        Thread.detachNewThread { [self] in
            while let phone = entrance.accept() { receive(phone) }
        }
    }

    public var condition: Condition {
        get { now.value }
        set {
            now.change { $0 = newValue }
            // What was agreed over an open road does not hold any longer.
            journeys.value.values.forEach { $0.end() }
            kept.change { connections in
                connections.forEach { $0.end() }
                connections = []
            }
        }
    }

    /// Each phone that comes from now on.
    public func arrivals() -> AsyncStream<Void> {
        let (arrivals, watcher) = AsyncStream<Void>.makeStream()
        watchers.change { $0.append(watcher) }
        return arrivals
    }

    private func receive(_ phone: Connection) {
        defer { watchers.value.forEach { $0.yield() } }
        switch condition {
        case .closed: phone.end()
        case .outOfOrder:
            _ = phone.read()
            phone.write(Array("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8))
            phone.end()
        case .silent: kept.change { $0.append(phone) }
        case .open: carry(phone, answersLost: false)
        case .answersLost: carry(phone, answersLost: true)
        }
    }

    private func carry(_ phone: Connection, answersLost: Bool) {
        guard let server = Connection(to: centre) else { return phone.end() }
        let journey = Journey(phone: phone, server: server)
        journeys.change { $0[ObjectIdentifier(journey)] = journey }
        let arrived: @Sendable () -> Void = { [self] in
            journey.end()
            journeys.change { $0[ObjectIdentifier(journey)] = nil }
        }
        Thread.detachNewThread {
            while let bytes = phone.read(), server.write(bytes) {}
            arrived()
        }
        Thread.detachNewThread {
            while let bytes = server.read(), !answersLost, phone.write(bytes) {}
            arrived()
        }
    }

    func close() {
        condition = .closed
        entrance.close()
    }
}

/// A phone's connection and the one to the centre that goes with it.
private final class Journey: Sendable {
    private let phone: Connection
    private let server: Connection

    init(phone: Connection, server: Connection) {
        self.phone = phone
        self.server = server
    }

    func end() {
        phone.end()
        server.end()
    }
}
