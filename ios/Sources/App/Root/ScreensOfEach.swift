import Foundation
import Presentation

/// The open screens of one book, each one's apart: of whoever is at the phone, and of the phone while it waits for somebody. Both find them
/// again, while the book is locked and after the end of the process; when somebody else comes, they are given up.
@MainActor
final class ScreensOfEach {
    private let ofPerson: Keeper
    private let ofPhone: Keeper
    private var last: (of: StartModel.Standing, screens: OpenScreens)?

    /// - Parameter folder: of this book's forms alone
    init(_ folder: URL) {
        ofPerson = Keeper(folder.appendingPathComponent("person", isDirectory: true))
        ofPhone = Keeper(folder.appendingPathComponent("phone", isDirectory: true))
    }

    /// Asked whenever something is drawn: only another standing touches what is kept.
    func screens(for standing: StartModel.Standing) -> OpenScreens {
        if let last, last.of == standing { return last.screens }
        let screens = begin(standing)
        last = (standing, screens)
        return screens
    }

    private func begin(_ standing: StartModel.Standing) -> OpenScreens {
        switch standing {
        case .atPhone(let person, _):
            ofPhone.leave()
            return ofPerson.screens(of: person.uuidString)
        case .connect:
            ofPerson.leave()
            return ofPhone.screens(of: "connect")
        case .asking, .trouble, .whoHoldsIt: return ofPhone.screens(of: "whoHoldsIt")
        }
    }

    /// Everything here is given up.
    func leave() {
        last = nil
        ofPerson.leave()
        ofPhone.leave()
    }

    /// Keeps the screens of one at a time.
    @MainActor
    private final class Keeper {
        private let forms: FileForms
        private var open: OpenScreens?

        init(_ folder: URL) { forms = FileForms(folder) }

        func screens(of whose: String) -> OpenScreens {
            if forms[OpenScreens.whose]["name"] != whose { leave() }
            if let open { return open }
            forms[OpenScreens.whose]["name"] = whose
            let screens = OpenScreens(forms)
            open = screens
            return screens
        }

        func leave() {
            open = nil
            forms.giveUpAll()
        }
    }
}
