import ClubbookTesting
import CoreBridge
import Fakes
import Foundation

/// What a suite over the practice club begins each test with: its book, bà Đinh Thị Lan, of whom most of them tell, and a form as the
/// system keeps it. Models hear of changes until the test is over.
@MainActor
class PracticeTests {
    let practice: PracticeBook
    let lan: UUID
    let form = KeptForm()
    private var following: [Task<Void, Never>] = []

    init() throws {
        practice = try PracticeBook()
        lan = try practice.person("Đinh Thị Lan").id
    }

    deinit { following.forEach { $0.cancel() } }

    /// As a view does it for as long as it is on the screen.
    func onScreen(_ follow: @escaping @MainActor () async -> Void) { following.append(Task { await follow() }) }

    /// As a view that was on the screen until something was seen, and is no longer.
    func onScreen(_ follow: @escaping @MainActor () async -> Void, until isSeen: @MainActor () -> Bool) async {
        let following = Task { await follow() }
        await ClubbookTesting.until(isSeen)
        following.cancel()
        await following.value
    }
}
