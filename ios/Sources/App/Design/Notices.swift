import SwiftUI
import UIKit

/// A sentence on coloured paper, with a drawing that says the same as the colour. What is done, or has to be looked at, is told to whoever
/// listens as soon as it is there; what is good to know only when it changes, and else where it stands.
struct Notice: View {
    /// What sort of sentence it is.
    enum Kind {
        /// Good to know.
        case notice
        /// Done, and nothing is left to do.
        case done
        /// To be looked at before going on.
        case attention
        /// Did not go through.
        case refused
    }

    let text: String
    let kind: Kind
    var action: Action?

    init(_ text: String, kind: Kind = .notice, action: Action? = nil) {
        self.text = text
        self.kind = kind
        self.action = action
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            HStack(alignment: .firstTextBaseline, spacing: 12) {
                Image(systemName: kind.symbol).accessibilityHidden(true)
                Text(text).font(.clubBody)
            }
            .accessibilityElement(children: .combine)
            if let action { PrimaryButton(action.text, action: action.act) }
        }
        .padding(Space.apart)
        .frame(maxWidth: .infinity, alignment: .leading)
        .foregroundStyle(kind.ink)
        .background(kind.paper, in: .card)
        .onAppear { if kind != .notice { announce(text) } }
        .onChange(of: text) { announce(text) }
    }
}

extension Notice.Kind {
    fileprivate var symbol: String {
        switch self {
        case .notice: "info.circle"
        case .done: "checkmark"
        case .attention: "exclamationmark.triangle"
        case .refused: "exclamationmark.octagon"
        }
    }

    fileprivate var paper: Color {
        switch self {
        case .notice: .notice
        case .done: .chosen
        case .attention: .attention
        case .refused: .problem
        }
    }

    fileprivate var ink: Color {
        switch self {
        case .notice: .onNotice
        case .done: .onChosen
        case .attention: .onAttention
        case .refused: .onProblem
        }
    }
}

/// Tells whoever listens to the screen, once VoiceOver has finished with what it reads.
@MainActor
func announce(_ text: String) {
    UIAccessibility.post(
        notification: .announcement, argument: NSAttributedString(string: text, attributes: [.accessibilitySpeechQueueAnnouncement: true]))
}

/// What has to be done at once, as after a dangerous reading: what it is in one large sentence, then what to do, and each number that
/// stands in it to be called by one tap.
struct Alarm: View {
    let texts: [String]
    let calls: [Action]

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            ForEach(texts, id: \.self) { text in
                let parts = Self.firstSentence(text)
                HStack(alignment: .firstTextBaseline, spacing: 12) {
                    Image(systemName: "exclamationmark.triangle").accessibilityHidden(true)
                    Text(parts.first).font(.clubHeading).accessibilityAddTraits(.isHeader)
                }
                if !parts.rest.isEmpty { Text(parts.rest).font(.clubTitle) }
            }
            ForEach(calls) { PrimaryButton($0.text, symbol: "phone", action: $0.act) }
        }
        .padding(Space.apart)
        .frame(maxWidth: .infinity, alignment: .leading)
        .foregroundStyle(Color.onProblem)
        .background(Color.problem, in: .card)
        .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(Color.onProblem, lineWidth: 3) }
        .felt(.warning, texts)
        .onAppear { announce(texts.joined(separator: " ")) }
    }

    private static func firstSentence(_ text: String) -> (first: String, rest: String) {
        guard let end = text.range(of: ". ") else { return (text, "") }
        return (String(text[..<end.lowerBound]) + ".", String(text[end.upperBound...]))
    }
}

/// What was just done, and the ways back. Stays until the next thing is done.
struct UndoBar: View {
    let done: String
    let ways: [Action]

    init(_ done: String, _ ways: Action...) {
        self.done = done
        self.ways = ways
    }

    init(_ done: String, ways: [Action]) {
        self.done = done
        self.ways = ways
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            Text(done).font(.clubBody)
            ForEach(ways) { SecondaryButton($0.text, action: $0.act) }
        }
        .padding(12)
        .frame(maxWidth: .infinity, alignment: .leading)
        .foregroundStyle(Color.onNotice)
        .background(Color.notice, in: .card)
        .felt(.success, done)
        .onAppear { announce(done) }
        .onChange(of: done) { announce(done) }
    }
}

/// There is nothing here, why not, and what one can do about it.
struct EmptyState: View {
    let text: String
    var symbol = "book.closed"
    var action: Action?

    init(_ text: String, symbol: String = "book.closed", action: Action? = nil) {
        self.text = text
        self.symbol = symbol
        self.action = action
    }

    var body: some View {
        ContentUnavailableView {
            Label(text, systemImage: symbol)
        } actions: {
            if let action { PrimaryButton(action.text, action: action.act) }
        }
    }
}
