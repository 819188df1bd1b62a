#if canImport(Glibc)
    import Glibc

    private let stream = Int32(SOCK_STREAM.rawValue)
#else
    import Darwin

    private let stream = SOCK_STREAM
#endif

/// A socket of this machine that phones reach.
public final class Listener: Sendable {
    public let port: UInt16
    private let descriptor: Int32

    public init() throws {
        // A peer that is gone is no end of the tests.
        signal(SIGPIPE, SIG_IGN)
        let made = socket(AF_INET, stream, 0)
        descriptor = made
        var address = loopback(port: 0)
        let isBound = withAddress(&address) { bind(made, $0, $1) } == 0
        guard isBound, listen(made, 50) == 0 else { throw NotAsExpected("no socket: \(errno)") }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(made, $0, &length) }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    /// The next who comes; none after ``close()``.
    public func accept() -> Connection? {
        #if canImport(Glibc)
            let accepted = Glibc.accept(descriptor, nil, nil)
        #else
            let accepted = Darwin.accept(descriptor, nil, nil)
        #endif
        return accepted < 0 ? nil : Connection(accepted)
    }

    deinit {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    public func close() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

/// A connection between two sockets, whose descriptor is given back when nobody holds it any longer.
public final class Connection: Sendable {
    private let descriptor: Int32

    fileprivate init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    init?(to port: UInt16) {
        let made = socket(AF_INET, stream, 0)
        descriptor = made
        var address = loopback(port: port)
        guard withAddress(&address, { connect(made, $0, $1) }) == 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// What has come; none at the end.
    public func read() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// Whether all of it went out.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Neither side hears any more.
    public func end() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }
}

private func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    return address
}

private func withAddress(_ address: inout sockaddr_in, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { use($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
}
