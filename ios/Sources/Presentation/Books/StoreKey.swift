import Foundation

/// Where the phone keeps a secret that must not leave it: the Keychain.
public protocol SecretStore: Sendable {
    /// The secret under `name`; none where there is none.
    func read(_ name: String) throws -> Data?

    /// Keeps a secret under a name that has none yet.
    func add(_ secret: Data, as name: String) throws

    /// Takes the secret under `name` away, where there is one.
    func remove(_ name: String) throws
}

/// The key of the store: 32 random bytes. One that is there is never replaced: with another one the book could not be read again.
public struct StoreKey: Sendable {
    /// The book needs a key that is not there any more.
    public struct Missing: Error {}

    static let name = "vn.clubbook.store-key"
    static let bytes = 32

    let secrets: any SecretStore

    /// The key; a new one where there is none and `mayMake` says that no book needs the old one.
    func get(mayMake: Bool) throws -> Data {
        if let key = try secrets.read(Self.name) { return key }
        guard mayMake else { throw Missing() }
        var random = SystemRandomNumberGenerator()
        let key = Data((0..<Self.bytes).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        try secrets.add(key, as: Self.name)
        return key
    }

    func isThere() throws -> Bool { try secrets.read(Self.name) != nil }

    /// Takes the key away, when no book needs it any more.
    func remove() throws { try secrets.remove(Self.name) }
}
