import CoreBridge
import Presentation
import SwiftUI

/// What is due, the nearest first, and whether everything is sent.
struct TodayScreen: View {
    /// So many of each are on the first screen; the rest is one tap away.
    private static let first = 4

    @Environment(Navigator.self) private var navigator
    @Environment(\.openURL) private var openURL
    @State private var model: TodayModel

    init(book: Book) { _model = State(initialValue: TodayModel(book)) }

    var body: some View {
        Screen(model.today?.dayWords ?? Words.appName) {
            if let trouble = model.trouble {
                Notice(trouble, kind: .attention, action: Action(Words.todayAgain) { model.again() })
            }
            if let today = model.today {
                if let status = model.status { sent(status) }
                meeting(today)
                visits(today)
                lines(Words.todayFollowUps, today.followUps)
                lines(Words.todayBirthdays, today.birthdays)
                lines(Words.todayAbsent, today.absent)
                lines(Words.todayLongevity, today.longevity)
                lines(Words.todayConsents, today.consents)
                elsewhere
            } else if model.trouble == nil {
                EmptyState(Words.todayLoading)
            }
        }
        .task { await model.follow() }
    }

    @ViewBuilder
    private func sent(_ status: StatusView) -> some View {
        if status.remarks.isEmpty && !status.needsSomebody {
            Notice(status.sentence)
        } else {
            Notice(status.sentence, kind: .attention, action: Action(Words.todaySentWhy) { navigator.go(.sent) })
        }
    }

    @ViewBuilder
    private func meeting(_ today: TodayView) -> some View {
        if let next = today.nextMeeting { Sentence(next.words) }
        PrimaryButton(today.nextMeeting?.isOpen == true ? Words.todayRollGoOn : Words.todayRoll) { navigator.go(.roll) }
    }

    @ViewBuilder
    private func visits(_ today: TodayView) -> some View {
        Heading(Words.todayVisits)
        if today.visits.isEmpty { Sentence(today.visitsWords) }
        ForEach(today.visits.prefix(Self.first), id: \.person.id) { due in
            BigTile(due.person.titled, detail: [due.person.hamlet, due.why].compactMap { $0 }.joined(separator: ": ")) {
                navigator.go(.visit(due.person.id))
            }
        }
        more(today.visits.count)
        SecondaryButton(Words.todayVisit) { navigator.go(.visitWhom) }
    }

    @ViewBuilder
    private func lines(_ title: String, _ lines: [LineView]) -> some View {
        if !lines.isEmpty {
            Heading(title)
            ForEach(lines.prefix(Self.first), id: \.words) { line in BigTile(line.words) { navigator.go(.card(line.person)) } }
            more(lines.count)
        }
    }

    @ViewBuilder
    private func more(_ count: Int) -> some View {
        if count > Self.first { Sentence(Words.todayMore(count - Self.first)) }
    }

    @ViewBuilder private var elsewhere: some View {
        SecondaryButton(Words.todayMembers) { navigator.go(.members) }
        SecondaryButton(Words.todayDecisions) { navigator.go(.decisions) }
        SecondaryButton(Words.todaySent) { navigator.go(.sent) }
        SecondaryButton(Words.todayUsers) { navigator.go(.users) }
        SecondaryButton(Words.todaySettings) { navigator.go(.settings) }
        if let phone = model.status?.helpPhone, let url = URL(calling: phone) {
            SecondaryButton(model.status?.helpName.map { Words.todayHelpWho($0) } ?? Words.todayHelp, symbol: "phone") { openURL(url) }
        }
    }
}
