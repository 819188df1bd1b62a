import SwiftUI

/// Where somebody is in the app. Views take it from the environment: `@Environment(Navigator.self) private var navigator`.
@MainActor @Observable
final class Navigator {
    /// The screens over the first one, the last one in sight.
    var path: [Route] = []
    /// What the screen that was left has saved, for the one in sight to say; until the next step.
    private(set) var done: String?

    func go(_ route: Route) {
        done = nil
        path.append(route)
    }

    /// Back to the screen before, which says `done`.
    func back(done: String? = nil) {
        self.done = done
        _ = path.popLast()
    }

    /// To the first screen.
    func home() {
        done = nil
        path = []
    }

    /// Goes to `route` in the place of the screen that is in sight, which nobody comes back to.
    func replace(with route: Route) {
        back()
        go(route)
    }
}
