import CoreBridge
import Foundation

/// The practice club in the real core: 24 people of Gò Deo, of whom the head, bà Nguyễn Thị Tập, is at the phone. Its file goes
/// with it.
public final class PracticeBook: Sendable {
    public let core: Clubbook
    public let book: Book
    private let folder: URL

    public init(_ language: Language = .vi) throws {
        folder = try temporaryFolder("practice")
        core = try Clubbook.openPractice(request: .test(in: folder, language))
        book = Book(core)
    }

    deinit {
        try? core.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    public func person(_ name: String) throws -> PersonView {
        try core.members().first { $0.person.name == name }!.person
    }
}

/// A new folder for what will be thrown away.
public func temporaryFolder(_ name: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("clubbook-\(name)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}

extension OpenRequest {
    /// A book under a key that everybody knows.
    public static func test(in folder: URL, _ language: Language = .vi) -> OpenRequest {
        OpenRequest(
            path: folder.appendingPathComponent("club.db").path,
            key: Data(repeating: 7, count: 32),
            app: "test 1",
            language: language
        )
    }
}
