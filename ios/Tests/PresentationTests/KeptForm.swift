import Presentation

/// A form as the system keeps it for the process that comes after.
final class KeptForm: SavedForm {
    private var kept: [String: String] = [:]

    subscript(name: String) -> String? {
        get { kept[name] }
        set { kept[name] = newValue }
    }
}
