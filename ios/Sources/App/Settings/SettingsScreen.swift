import CoreBridge
import Presentation
import SwiftUI

/// Everything about the phone and the app.
struct SettingsScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: SettingsModel
    private let onPractise: @MainActor () -> Void
    private let onEndPractice: @MainActor () -> Void

    /// - Parameters:
    ///   - onErase: takes everything of the app off this phone; whether that may be is asked before
    ///   - onPractise: the practice club is wanted
    ///   - onEndPractice: the club's own book is
    init(
        book: Book, onErase: @escaping @MainActor () async -> Void, onPractise: @escaping @MainActor () -> Void,
        onEndPractice: @escaping @MainActor () -> Void
    ) {
        _model = State(initialValue: SettingsModel(book, onErase: onErase))
        self.onPractise = onPractise
        self.onEndPractice = onEndPractice
    }

    var body: some View {
        Screen(Words.settingsTitle) {
            if model.isPractice {
                Notice(Words.settingsPractises, kind: .attention, action: Action(Words.settingsEndPractice, onEndPractice))
            }
            if !model.me.isEmpty { Sentence(Words.settingsMe(model.me)) }
            BigTile(Words.settingsSwitch) { navigator.go(.users) }
            BigTile(Words.sentTitle) { navigator.go(.sent) }
            BigTile(Words.usersOwnPin) { navigator.go(.ownPin) }
            BigTile(Words.usersOfPhone) { navigator.go(.phonePeople) }
            BigTile(Words.appearanceTitle) { navigator.go(.appearance) }
            BigTile(Words.settingsLicences) { navigator.go(.licences) }
            if !model.isPractice {
                BigTile(Words.settingsPractise, action: onPractise)
                notErased
                SecondaryButton(Words.settingsErase, symbol: "trash") { model.askErase() }
            }
            Sentence(Words.settingsVersion(Self.version))
        }
        .question(asked) { what in
            QuestionSheet(
                question: Words.settingsEraseQuestion,
                detail: what,
                answers: [Action(Words.settingsEraseAct) { model.erase() }],
                leave: Action(Words.settingsEraseKeep) { model.keep() }
            )
        }
        .task { await model.follow() }
    }

    private var asked: String? { if case .asked(let what) = model.erasing { what } else { nil } }

    /// Why not, beside the button that was tapped.
    @ViewBuilder private var notErased: some View {
        switch model.erasing {
        case .notYet(let sentence, let next, let isUnsent):
            Notice(
                [Words.settingsNotErased, sentence, next].joined(separator: " "), kind: .refused,
                action: isUnsent ? Action(Words.settingsLookUnsent) { navigator.go(.sent) } : nil)
        case .refused(let words): Notice(words, kind: .refused)
        case .asked, .confirmed, nil: EmptyView()
        }
    }

    private static var version: String { Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? "" }
}
