import Foundation
import Presentation
import Security

/// Secrets in the Keychain: of this device only, in no backup, readable from the first unlock on, so that work in the background can send.
struct KeychainSecrets: SecretStore {
    /// What the Keychain answered instead, as `Security` numbers it.
    struct Refused: Error {
        let status: OSStatus
    }

    func read(_ name: String) throws -> Data? {
        var query = named(name)
        query[kSecReturnData] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        switch status {
        case errSecSuccess: return found as? Data
        case errSecItemNotFound: return nil
        default: throw Refused(status: status)
        }
    }

    func add(_ secret: Data, as name: String) throws {
        var item = named(name)
        item[kSecValueData] = secret
        item[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        let status = SecItemAdd(item as CFDictionary, nil)
        if status != errSecSuccess { throw Refused(status: status) }
    }

    /// Takes a secret off the device, as when everything of the app is erased.
    func remove(_ name: String) throws {
        let status = SecItemDelete(named(name) as CFDictionary)
        if status != errSecSuccess && status != errSecItemNotFound { throw Refused(status: status) }
    }

    private func named(_ name: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: "vn.clubbook", kSecAttrAccount: name]
    }
}
