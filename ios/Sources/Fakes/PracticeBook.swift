import CoreBridge
import Foundation

/// The practice club in the real core: 24 people of Gò Deo, of whom the head, bà Nguyễn Thị Tập, is at the phone. Its file goes
/// with it.
public final class PracticeBook: Sendable {
    public let core: Clubbook
    public let book: Book
    private let folder: URL

    /// The club is set up once in a process; every book begins with a copy of that file.
    private static let setUp = Result {
        let folder = try temporaryFolder("practice")
        let request = OpenRequest.test(in: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Clubbook.openPractice(request: request).shutdown()
        return try Data(contentsOf: URL(fileURLWithPath: request.path))
    }

    /// - Parameter clock: what the network says that the time is; left out, the phone's own clock is believed
    public init(_ language: Language = .vi, clock: (any NetworkClock)? = nil) throws {
        folder = try temporaryFolder("practice")
        var request = OpenRequest.test(in: folder, language)
        request.networkClock = clock
        try Self.setUp.get().write(to: URL(fileURLWithPath: request.path))
        core = try Clubbook.openPractice(request: request)
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

/// A new folder for what will be thrown away. They stand apart in many folders: Foundation of Swift 6.0 on Linux copies each entry of a
/// folder as if it were of the largest size, and reads past the end of what it has where some hundred stand in one.
public func temporaryFolder(_ name: String) throws -> URL {
    let id = UUID().uuidString
    let few = FileManager.default.temporaryDirectory.appendingPathComponent("clubbook/\(id.prefix(2))")
    // Another test may be making it at this moment.
    try? FileManager.default.createDirectory(at: few, withIntermediateDirectories: true)
    let folder = few.appendingPathComponent("\(name)-\(id)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
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
