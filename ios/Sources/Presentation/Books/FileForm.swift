import Foundation

/// A form in a file, so that it outlives the end of the process. It is written with each change: iOS ends an app without a word.
@MainActor
public final class FileForm: SavedForm {
    private let file: URL
    private var words: [String: String]
    private var isGivenUp = false

    public init(_ file: URL) {
        self.file = file
        words = (try? JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))) ?? [:]
    }

    public subscript(name: String) -> String? {
        get { words[name] }
        set {
            // The screen of a form that was given up may still be ending something: the next one must not begin with it.
            if isGivenUp || words[name] == newValue { return }
            words[name] = newValue
            // A form that cannot be kept is still on the screen; the book is told when it is saved.
            if words.isEmpty {
                try? FileManager.default.removeItem(at: file)
            } else {
                try? JSONEncoder().encode(words).write(to: file, options: Self.writing)
            }
        }
    }

    #if os(iOS)
        private static let writing: Data.WritingOptions = [.atomic, .completeFileProtectionUntilFirstUserAuthentication]
    #else
        private static let writing: Data.WritingOptions = [.atomic]
    #endif
}

/// The forms that somebody has begun, each under its screen's name.
@MainActor
public final class FileForms {
    private let folder: URL
    private var open: [String: FileForm] = [:]

    /// - Parameter folder: of these forms alone; it is made, and no backup should read it
    public init(_ folder: URL) { self.folder = folder }

    public subscript(screen: String) -> any SavedForm {
        if let form = open[screen] { return form }
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let form = FileForm(file(of: screen))
        open[screen] = form
        return form
    }

    /// The screen was left: what was typed there is not wanted any more.
    public func giveUp(_ screen: String) {
        let form = open.removeValue(forKey: screen) ?? self[screen] as? FileForm
        form?.giveUp()
        open[screen] = nil
    }

    /// Nothing but these screens is open any more.
    public func giveUpAll(but screens: [String]) {
        let stay = Set(screens.map { file(of: $0).lastPathComponent })
        for form in open.keys where !screens.contains(form) { giveUp(form) }
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        for file in files where !stay.contains(file.lastPathComponent) { try? FileManager.default.removeItem(at: file) }
    }

    /// Somebody else is at the phone.
    public func giveUpAll() {
        for form in open.values { form.giveUp() }
        open = [:]
        try? FileManager.default.removeItem(at: folder)
    }

    private func file(of screen: String) -> URL {
        folder.appendingPathComponent(Data(screen.utf8).base64EncodedString().replacingOccurrences(of: "/", with: "_"))
    }
}

extension FileForm {
    fileprivate func giveUp() {
        isGivenUp = true
        words = [:]
        try? FileManager.default.removeItem(at: file)
    }
}
