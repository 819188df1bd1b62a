import Foundation
import Presentation
import SwiftUI

/// Where somebody is in the app. Views take it from the environment: `@Environment(Navigator.self) private var navigator`.
///
/// It outlives the process, and so do the forms of the screens that are open: when one is left, what was typed there is given up.
@MainActor @Observable
final class Navigator {
    /// A screen with its place over the first one, which tells it from the same screen further down.
    struct Step: Hashable {
        let place: Int
        let route: Route
    }

    /// The screens over the first one, the last one in sight.
    private(set) var path: [Route] {
        didSet {
            let stays = zip(oldValue, path).prefix(while: ==).count
            for place in stays..<oldValue.count { forms.giveUp(Self.name(place)) }
            kept["path"] = (try? JSONEncoder().encode(path)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
    /// What the screen that was left has saved, for the one in sight to say; until the next step.
    private(set) var done: String?
    /// Whom somebody chose on the screen that was left, and which that was; until the next step.
    private var chosen: (on: Route, person: UUID)?

    private let forms: FileForms
    private let kept: any SavedForm

    /// - Parameter forms: of whoever is at the phone; where they were is kept beside them
    init(_ forms: FileForms) {
        self.forms = forms
        kept = forms["navigator"]
        path = kept["path"].flatMap { try? JSONDecoder().decode([Route].self, from: Data($0.utf8)) } ?? []
    }

    /// The path as a `NavigationStack` has it.
    var steps: [Step] {
        get { path.enumerated().map { Step(place: $0.offset, route: $0.element) } }
        set {
            forget()
            path = newValue.map(\.route)
        }
    }

    /// What somebody types into that screen; into the first one where there is no step.
    func form(of step: Step? = nil) -> any SavedForm { forms[Self.name(step?.place)] }

    func go(_ route: Route) {
        forget()
        path.append(route)
    }

    /// Back to the screen before, which says `done`.
    func back(done: String? = nil) {
        forget()
        self.done = done
        _ = path.popLast()
    }

    /// Back to the screen before, which takes whom somebody chose for it.
    func back(choosing person: UUID) {
        let left = path.last
        back()
        chosen = left.map { ($0, person) }
    }

    /// Whom somebody chose for the screen in sight, once.
    func takeChosen() -> (on: Route, person: UUID)? {
        defer { chosen = nil }
        return chosen
    }

    /// To the first screen.
    func home() {
        forget()
        path = []
    }

    /// Goes to `route` in the place of the screen that is in sight, which nobody comes back to.
    func replace(with route: Route) {
        back()
        go(route)
    }

    private func forget() {
        done = nil
        chosen = nil
    }

    private static func name(_ place: Int?) -> String { place.map { "screen \($0)" } ?? "first screen" }
}
