import Foundation

/// What is kept of a form when the system ends the app in the middle of it: words under a name, few and short.
@MainActor
public protocol SavedForm: AnyObject {
    subscript(name: String) -> String? { get set }
}

extension SavedForm {
    /// Bytes under a name: what stood on the screen when a form opened.
    public subscript(bytes name: String) -> Data? {
        get { self[name].flatMap { Data(base64Encoded: $0) } }
        set { self[name] = newValue?.base64EncodedString() }
    }
}

extension SavedForm {
    /// A value under a name; none where nothing, or something else, was kept.
    func value<Value: Decodable>(_ name: String) -> Value? {
        self[name].flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// Keeps a value under a name.
    func keep<Value: Encodable>(_ value: Value, as name: String) {
        self[name] = (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) }
    }
}
