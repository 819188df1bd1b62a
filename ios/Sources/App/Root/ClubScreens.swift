import CoreBridge
import Presentation
import SwiftUI

/// The screens of one person, or of a phone that waits for one: which stands where a ``Route`` leads.
struct ClubScreens: View {
    let open: OpenBook
    let phone: Phone
    let start: StartModel
    @Bindable var screens: OpenScreens
    @Binding var link: URL?

    private var book: Book { open.book }

    var body: some View {
        NavigationStack(path: $screens.steps) {
            first
                .environment(screens.navigator(at: 0))
                .navigationDestination(for: OpenScreens.Step.self) { step in
                    let navigator = screens.navigator(at: step.depth)
                    screen(step.route, screens.form(at: step.depth), navigator).environment(navigator)
                }
        }
        .onChange(of: start.standing, initial: true) { settle() }
    }

    private func settle() {
        guard case .atPhone(_, let mayUse) = start.standing else { return }
        // The centre has taken the phone out, perhaps in the middle of a screen.
        if !mayUse { screens.home() }
        if !open.isPractice { Task { await phone.reminders.askPermission() } }
    }

    @ViewBuilder private var first: some View {
        switch start.standing {
        case .connect: ConnectScreen(book: book, form: screens.form(at: 0), link: $link, onBegin: start.begin, onPractise: practise)
        case .atPhone(_, mayUse: true): TodayScreen(book: book)
        case .atPhone(_, mayUse: false): SentScreen(book: book)
        case .asking, .trouble, .whoHoldsIt: UsersScreen(book: book, onLeft: start.leave)
        }
    }

    @ViewBuilder private func screen(_ route: Route, _ form: any SavedForm, _ navigator: Navigator) -> some View {
        switch route {
        case .roll: RollScreen(book: book, form: form)
        case .weigh(let meeting): WeighScreen(book: book, form: form, meeting: meeting)
        case .members: MembersScreen(book: book, form: form)
        case .addPerson(let name): AddPersonScreen(book: book, form: form, name: name)
        case .card(let person): CardScreen(book: book, form: form, person: person)
        case .editPerson(let person): PersonFormScreen(book: book, form: form, person: person)
        case .consents(let person): ConsentsScreen(book: book, person: person)
        case .manyConsents: ManyConsentsScreen(book: book, form: form)
        case .membership(let person): MembershipScreen(book: book, form: form, person: person)
        case .death(let person): DeathScreen(book: book, form: form, person: person)
        case .livesWith:
            PersonPicker(Words.rosterLivesWithWhom, book: book, form: form) { navigator.back(choosing: $0.id) }
        case .appoint: PersonPicker(Words.rosterBoardWho, book: book, form: form) { navigator.back(choosing: $0.id) }
        case .board: BoardScreen(book: book)
        case .group(let group): GroupScreen(book: book, form: form, group: group)
        case .visitWhom: VisitWhomScreen(book: book, form: form)
        case .visit(let person): VisitScreen(book: book, form: form, person: person)
        case .visits(let person): VisitsScreen(book: book, form: form, person: person)
        case .correctVisit(let visit): VisitScreen(book: book, form: form, correcting: visit)
        case .decisions: DecisionsScreen(book: book)
        case .sent: SentScreen(book: book)
        case .settings: SettingsScreen(book: book, onErase: phone.erase, onPractise: practise, onEndPractice: endPractice)
        case .appearance: AppearanceScreen(onLanguage: phone.books.speak)
        case .licences: LicencesScreen()
        case .users: UsersScreen(book: book, onLeft: start.leave)
        case .phonePeople: PhonePeopleScreen(book: book)
        case .ownPin: OwnPinScreen(book: book)
        }
    }

    private func practise() { Task { await phone.books.practise() } }

    private func endPractice() { Task { await phone.books.endPractice() } }
}
