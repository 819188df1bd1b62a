import CoreBridge
import Presentation
import SwiftUI

/// Before any screen: is the book open?
struct RootView: View {
    let phone: Phone
    /// Opened from outside, and taken by no screen yet.
    @State private var link: URL?

    var body: some View {
        ByTurns {
            switch phone.books.opened {
            // Some hundredths of a second: words would only flicker.
            case .notYet: Color.paper
            // Before the book, which would just be there again.
            case _ where phone.books.isErasingRefused: NavigationStack { NotErasedScreen(onRead: phone.books.knowsNotErased) }
            case .failed(let words): NotOpenScreen(words ?? Words.bookNoKey) { await phone.books.open() }
            case .open(let open): OpenBookView(open: open, phone: phone, link: $link).id(open.id)
            }
        }
        .onOpenURL { link = $0 }
        .task(id: phone.books.club?.id) { await phone.sendAfterSaves() }
    }
}

/// A book that is open. Before its screens: was it damaged, does it answer, does a club know this phone, and who holds it?
private struct OpenBookView: View {
    private let open: OpenBook
    private let phone: Phone
    @Binding private var link: URL?
    @State private var start: StartModel
    @State private var isSalvageSeen = false

    init(open: OpenBook, phone: Phone, link: Binding<URL?>) {
        self.open = open
        self.phone = phone
        _link = link
        _start = State(initialValue: StartModel(open.book))
    }

    var body: some View {
        ByTurns {
            if let salvage = open.salvage, !isSalvageSeen {
                NavigationStack { SalvagedScreen(words: salvage) { isSalvageSeen = true } }
            } else {
                standing
            }
        }
        .task { await start.follow() }
    }

    @ViewBuilder private var standing: some View {
        switch start.standing {
        case .asking: Color.paper
        case .trouble(let words): NotOpenScreen(words) { await phone.books.openAnew() }
        case .atPhone where link != nil: NavigationStack { AlreadyConnectedScreen(isPractice: open.isPractice) { link = nil } }
        case .connect, .whoHoldsIt, .atPhone:
            let screens = phone.screens(of: open).screens(for: start.standing)
            ClubScreens(open: open, phone: phone, start: start, screens: screens, link: $link).id(ObjectIdentifier(screens))
        }
    }
}
