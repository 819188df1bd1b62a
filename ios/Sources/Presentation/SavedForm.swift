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
