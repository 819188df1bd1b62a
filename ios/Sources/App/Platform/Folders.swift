import Foundation
import Presentation

/// Where the app keeps what: files that no backup reads, open from the first unlock on.
enum Folders {
    /// The books of this phone.
    static func book() throws -> URL { try folder("book") }

    /// Forms that somebody has begun, those of `name` apart. Where the phone refuses the folder they are kept until it clears away.
    static func forms(_ name: String) -> URL {
        ((try? folder("forms")) ?? FileManager.default.temporaryDirectory).appendingPathComponent(name, isDirectory: true)
    }

    private static func folder(_ name: String) throws -> URL {
        var folder = try FileManager.default
            .url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
            .appendingPathComponent(name, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: protection)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
        return folder
    }

    #if os(iOS)
        private static var protection: [FileAttributeKey: Any]? {
            [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        }
    #else
        private static var protection: [FileAttributeKey: Any]? { nil }
    #endif
}
