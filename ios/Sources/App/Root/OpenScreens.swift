import Foundation
import Presentation
import SwiftUI

/// The screens that somebody has open, the last one in sight. They outlive the process, and so do their forms: when a screen is left, what
/// was typed there is given up.
@MainActor @Observable
final class OpenScreens {
    /// A screen with its depth: how many screens it is over the first one. That tells it from the same screen further down.
    struct Step: Hashable {
        let depth: Int
        let route: Route
    }

    /// The screens over the first one.
    private(set) var routes: [Route] {
        didSet {
            let stay = zip(oldValue, routes).prefix(while: ==).count
            for depth in stay..<max(oldValue.count, routes.count) { forms.giveUp(Self.form(depth + 1)) }
            kept["routes"] = (try? JSONEncoder().encode(routes)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
    /// What the screen that was left has saved, for the one in sight to say; until the next step.
    fileprivate(set) var done: String?
    /// Whom somebody chose on the screen that was left, and which that was; until the next step.
    @ObservationIgnored fileprivate var chosen: (on: Route, person: UUID)?

    private let forms: FileForms
    private let kept: any SavedForm
    @ObservationIgnored private var navigators: [Int: Navigator] = [:]

    /// - Parameter forms: of whoever is at the phone; which screens are open is kept beside them
    init(_ forms: FileForms) {
        self.forms = forms
        kept = forms[Self.open]
        routes = kept["routes"].flatMap { try? JSONDecoder().decode([Route].self, from: Data($0.utf8)) } ?? []
        // Where the screens could not be read, or not be written for want of room, a form of one must not become that of another.
        forms.giveUpAll(but: (0...routes.count).map { Self.form($0) } + [Self.open, Self.whose])
    }

    /// The screens as a `NavigationStack` has them.
    var steps: [Step] {
        get { routes.enumerated().map { Step(depth: $0.offset + 1, route: $0.element) } }
        set { change(newValue.map(\.route)) }
    }

    /// What somebody types into the screen at that depth.
    func form(at depth: Int) -> any SavedForm { forms[Self.form(depth)] }

    /// How the screen at that depth goes on and back.
    func navigator(at depth: Int) -> Navigator {
        if let navigator = navigators[depth] { return navigator }
        let navigator = Navigator(self, depth)
        navigators[depth] = navigator
        return navigator
    }

    /// To the first screen.
    func home() { change([]) }

    fileprivate func change(_ routes: [Route]) {
        done = nil
        chosen = nil
        if routes != self.routes { self.routes = routes }
    }

    private static func form(_ depth: Int) -> String { "form \(depth)" }

    /// Beside the forms: which screens are open, and whose they are.
    private static let open = "screens"
    static let whose = "whose"
}

/// How one screen goes on and back. Once it is not in sight any more, what it does late, or a second tap of a shaking hand, leads nowhere.
///
/// Views take it from the environment: `@Environment(Navigator.self) private var navigator`.
@MainActor @Observable
final class Navigator {
    private let screens: OpenScreens
    private let depth: Int

    fileprivate init(_ screens: OpenScreens, _ depth: Int) {
        self.screens = screens
        self.depth = depth
    }

    /// Is this the screen that the app begins with?
    var isFirst: Bool { depth == 0 }

    /// What the screen that was left has saved; until the next step.
    var done: String? { screens.done }

    func go(_ route: Route) { if isInSight { screens.change(screens.routes + [route]) } }

    /// Back to the screen before, which says `done`; over `chooser`, too, where this screen was chosen there.
    func back(done: String? = nil, over chooser: Route? = nil) {
        guard isInSight, !isFirst else { return }
        var routes = screens.routes.dropLast()
        if let chooser, routes.last == chooser { routes.removeLast() }
        screens.change(Array(routes))
        screens.done = done
    }

    /// Back to the screen before, which takes whom somebody chose for it.
    func back(choosing person: UUID) {
        guard isInSight, let chooser = screens.routes.last else { return }
        back()
        screens.chosen = (chooser, person)
    }

    /// Whom somebody chose for this screen, once.
    func takeChosen() -> (on: Route, person: UUID)? {
        defer { screens.chosen = nil }
        return screens.chosen
    }

    /// Goes to `route` in the place of this screen, which nobody comes back to.
    func replace(with route: Route) { if isInSight, !isFirst { screens.change(Array(screens.routes.dropLast()) + [route]) } }

    private var isInSight: Bool { screens.routes.count == depth }
}
