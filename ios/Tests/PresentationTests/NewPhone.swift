import ClubbookTesting
import CoreBridge
import Fakes
import Foundation

/// A phone that no club knows yet. Its files go with it.
final class NewPhone: Sendable {
    let core: Clubbook
    let book: Book
    let folder: URL

    init() throws {
        folder = try temporaryFolder("new")
        core = try Clubbook.open(request: .test(in: folder))
        book = Book(core)
    }

    deinit {
        try? core.shutdown()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Hands in a new code for somebody of the club.
    @discardableResult
    func connect(to centre: RunningCentre, as role: String) async throws -> ConnectedView {
        let found = try await core.lookUp(address: centre.road.address)
        return try await core.connect(centre: found, clubNumber: RunningCentre.club, digits: centre.code(role))
    }
}
