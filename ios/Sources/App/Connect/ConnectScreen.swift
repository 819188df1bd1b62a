import CoreBridge
import Presentation
import SwiftUI

/// A phone that no club knows yet: typed or linked, looked at, connected, and the book coming in.
struct ConnectScreen: View {
    @Environment(Navigator.self) private var navigator
    @State private var model: ConnectModel
    @Binding private var link: URL?
    private let onBegin: @MainActor () -> Void
    private let onPractise: @MainActor () -> Void

    /// - Parameters:
    ///   - link: opened from outside; taken from there at once
    ///   - onBegin: the book is wanted
    ///   - onPractise: the practice club is
    init(
        book: Book, form: any SavedForm, link: Binding<URL?>, onBegin: @escaping @MainActor () -> Void,
        onPractise: @escaping @MainActor () -> Void
    ) {
        _model = State(initialValue: ConnectModel(book, form: form, usual: Self.usualCentre))
        _link = link
        self.onBegin = onBegin
        self.onPractise = onPractise
    }

    var body: some View {
        ByTurns {
            switch model.step {
            case .typing: typing
            case .waiting: waiting
            case .isItThis(let name, let fingerprint, let address): isItThis(name, fingerprint, address)
            case .receiving(let club, let person): receiving(club, person)
            }
        }
        .onChange(of: link, initial: true) {
            guard let opened = link else { return }
            link = nil
            model.open(opened.absoluteString)
        }
    }

    private var typing: some View {
        Screen(Words.connectTitle) {
            // One or the other: at large type both would push away what is to be typed.
            if let refused = model.refused { Notice(refused.words, kind: .refused) } else { Sentence(Words.connectHow) }
            TextLine(label: Words.connectClub, text: $model.clubNumber, typing: .digits)
            TextLine(label: Words.connectCode, text: $model.digits, typing: .digits)
            TextLine(label: Words.connectCentre, text: $model.centre, typing: .address, detail: Words.connectCentreDetail)
            SecondaryButton(Words.connectPractise, action: onPractise)
            SecondaryButton(Words.appearanceTitle, symbol: "textformat.size") { navigator.go(.appearance) }
        } bottom: {
            PrimaryButton(Words.connectGoOn) { model.lookUp() }
        }
        .stepsBack(nil)
        .felt(whenever: model.refused)
    }

    private var waiting: some View {
        Screen(Words.connectTitle) {
            Notice(Words.connectWaiting)
            ProgressView().frame(maxWidth: .infinity).accessibilityHidden(true)
        }
    }

    private func isItThis(_ name: String, _ fingerprint: String, _ address: String) -> some View {
        Screen(Words.connectIsItThis) {
            Heading(name)
            Sentence(address)
            VStack(alignment: .leading) {
                Text(Words.connectFingerprint).font(.clubTitle)
                Text(fingerprint).font(.clubNumber)
            }
            .accessibilityElement(children: .combine)
            Sentence(Words.connectCompare)
            Notice(Words.connectWhatComes)
        } bottom: {
            PrimaryButton(Words.connectItIs) { model.itIsThis() }
            SecondaryButton(Words.connectItIsNot) { model.itIsAnother() }
        }
        .stepsBack { model.itIsAnother() }
    }

    private func receiving(_ club: String, _ person: String) -> some View {
        Screen(Words.connectConnected) {
            Heading(Words.connectWhose(person, club))
            Sentence(Words.connectNotYou)
            if model.hasStopped {
                Notice(
                    [Words.connectStopped, Words.connectStoppedKept, Words.connectStoppedNext].joined(separator: " "), kind: .refused,
                    action: Action(Words.connectFetchAgain) { model.fetchAgain() })
            } else if model.ended == .done {
                Notice(Words.connectComplete, kind: .done)
            } else {
                Notice(model.came.map { Words.connectComing(Int($0.received)) } ?? Words.connectBegins)
            }
        } bottom: {
            if model.isUsable || model.hasStopped { PrimaryButton(Words.connectBegin, action: onBegin) }
        }
        .sensoryFeedback(.success, trigger: model.ended == .done)
    }

    /// The centre for which this app was built, so that its people need not type the address.
    private static var usualCentre: String? {
        guard let centre = Bundle.main.object(forInfoDictionaryKey: "ClubbookCentre") as? String else { return nil }
        return centre.isEmpty || centre.hasSuffix(".invalid") ? nil : centre
    }
}

extension ConnectModel.Refusal {
    fileprivate var words: String {
        switch self {
        case .incomplete: Words.connectIncomplete
        case .notALink: Words.connectNotALink
        case .said(let words): words
        }
    }
}

/// A link was opened on a phone that a club knows already: it changes nothing.
struct AlreadyConnectedScreen: View {
    let isPractice: Bool
    let onBack: @MainActor () -> Void

    var body: some View {
        Screen(Words.connectTitle) {
            Notice(isPractice ? Words.connectPractises : Words.connectAlready)
        } bottom: {
            PrimaryButton(Words.connectBackToBook, action: onBack)
        }
    }
}
