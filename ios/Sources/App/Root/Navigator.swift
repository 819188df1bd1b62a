import SwiftUI

/// Where somebody is in the app. Views take it from the environment: `@Environment(Navigator.self) private var navigator`.
@MainActor @Observable
final class Navigator {
    /// The screens over the first one, the last one in sight.
    var path: [Route] = []

    func go(_ route: Route) { path.append(route) }

    func back() { _ = path.popLast() }

    /// To the first screen.
    func home() { path = [] }

    /// Goes to `route` in the place of the screen that is in sight, which nobody comes back to.
    func replace(with route: Route) {
        back()
        go(route)
    }
}
