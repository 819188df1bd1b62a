import Foundation
import Presentation

/// Where each is in the screens of one book: whoever is at the phone, and the phone while it waits for somebody. Both find their place and
/// their forms again, while the book is locked and after the end of the process; when somebody else comes, they are given up.
@MainActor
final class Navigators {
    private let ofPerson: Place
    private let ofPhone: Place

    /// - Parameter folder: of this book's forms alone
    init(_ folder: URL) {
        ofPerson = Place(folder.appendingPathComponent("person", isDirectory: true))
        ofPhone = Place(folder.appendingPathComponent("phone", isDirectory: true))
    }

    func navigator(for standing: StartModel.Standing) -> Navigator {
        switch standing {
        case .atPhone(let person, _):
            ofPhone.leave()
            return ofPerson.navigator(of: person.uuidString)
        case .connect:
            ofPerson.leave()
            return ofPhone.navigator(of: "connect")
        case .asking, .trouble, .whoHoldsIt: return ofPhone.navigator(of: "whoHoldsIt")
        }
    }

    /// Everything here is given up.
    func leave() {
        ofPerson.leave()
        ofPhone.leave()
    }

    /// The one place that a person, or the phone, has.
    @MainActor
    private final class Place {
        private let forms: FileForms
        private var navigator: Navigator?

        init(_ folder: URL) { forms = FileForms(folder) }

        func navigator(of whose: String) -> Navigator {
            if forms["whose"]["name"] != whose { leave() }
            if let navigator { return navigator }
            forms["whose"]["name"] = whose
            let begun = Navigator(forms)
            navigator = begun
            return begun
        }

        func leave() {
            navigator = nil
            forms.giveUpAll()
        }
    }
}
