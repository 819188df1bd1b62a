import SwiftUI

/// Something to do, with its words.
struct Action: Identifiable {
    let text: String
    let act: @MainActor () -> Void

    var id: String { text }

    init(_ text: String, _ act: @escaping @MainActor () -> Void) {
        self.text = text
        self.act = act
    }
}

/// The one thing that most people come to this screen for. It is always there: what is still lacking is said after the tap.
typealias PrimaryButton = WideButton<FilledStyle>

/// Everything else that can be done here.
typealias SecondaryButton = WideButton<FramedStyle>

/// A button over the whole width, with a drawing before its words where one helps.
struct WideButton<Look: WideButtonStyle>: View {
    let text: String
    var symbol: String?
    let action: @MainActor () -> Void

    init(_ text: String, symbol: String? = nil, action: @escaping @MainActor () -> Void) {
        self.text = text
        self.symbol = symbol
        self.action = action
    }

    var body: some View {
        Button(action: action) { ButtonWords(text: text, symbol: symbol) }
            .buttonStyle(Look())
    }
}

/// How a wide button looks.
protocol WideButtonStyle: ButtonStyle {
    init()
}

/// Hands a file on, by whatever the phone offers for it.
struct ShareButton: View {
    let text: String
    let file: URL

    var body: some View {
        ShareLink(text, item: file).font(.clubTitle).padding(.vertical, 12).buttonStyle(FramedStyle())
    }
}

private struct ButtonWords: View {
    let text: String
    let symbol: String?

    var body: some View {
        HStack(spacing: 12) {
            if let symbol { Image(systemName: symbol).accessibilityHidden(true) }
            Text(text).font(.clubTitle).multilineTextAlignment(.center)
        }
        .padding(.horizontal, Space.apart)
        .padding(.vertical, 12)
    }
}

struct FilledStyle: WideButtonStyle {
    func makeBody(configuration: Configuration) -> some View {
        configuration.label
            .frame(maxWidth: .infinity, minHeight: Touch.main)
            .foregroundStyle(Color.onMain)
            .background(Color.main, in: .card)
            .opacity(configuration.isPressed ? 0.8 : 1)
    }
}

struct FramedStyle: WideButtonStyle {
    func makeBody(configuration: Configuration) -> some View {
        configuration.label
            .frame(maxWidth: .infinity, minHeight: Touch.least)
            .foregroundStyle(Color.ink)
            .background(configuration.isPressed ? Color.notice : Color.paper, in: .card)
            .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(Color.main, lineWidth: 2) }
    }
}

/// A person or a thing in a list, large enough for a thumb. `detail` tells namesakes apart.
///
/// With `isMarked` it is a mark that a tap sets and takes off again; `state` says it in words, a check shows it, colour only adds to both.
struct BigTile: View {
    let title: String
    var detail: String?
    var state: String?
    var isMarked: Bool?
    var symbol: String?
    let action: @MainActor () -> Void

    /// - Parameter symbol: a drawing that says the same as `state`, where a tap does not change it
    init(
        _ title: String, detail: String? = nil, state: String? = nil, isMarked: Bool? = nil, symbol: String? = nil,
        action: @escaping @MainActor () -> Void
    ) {
        self.title = title
        self.detail = detail
        self.state = state
        self.isMarked = isMarked
        self.symbol = symbol
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: 12) {
                // There in both states, so that the words never move.
                if let isMarked { Image(systemName: isMarked ? "checkmark.square" : "square").imageScale(.large).accessibilityHidden(true) }
                if let symbol { Image(systemName: symbol).imageScale(.large).accessibilityHidden(true) }
                VStack(alignment: .leading) {
                    Text(title).font(.clubTitle)
                    if let detail { Text(detail).font(.clubBody) }
                    if let state { Text(state).font(.clubBody) }
                }
                Spacer(minLength: 0)
                if isMarked == nil { Image(systemName: "chevron.right").accessibilityHidden(true) }
            }
            .multilineTextAlignment(.leading)
            .padding(.horizontal, Space.apart)
            .padding(.vertical, 12)
            .frame(maxWidth: .infinity, minHeight: Touch.main)
            .foregroundStyle(isMarked == true ? Color.onChosen : Color.ink)
            .background(isMarked == true ? Color.chosen : Color.paper, in: .card)
            .overlay {
                RoundedRectangle(cornerRadius: 12)
                    .strokeBorder(isMarked == true ? Color.main : Color.outline, lineWidth: isMarked == true ? 3 : 1)
            }
        }
        .buttonStyle(.plain)
        .accessibilityElement(children: .combine)
        .accessibilityAddTraits(traits)
    }

    private var traits: AccessibilityTraits {
        switch isMarked {
        case .some(true): [.isToggle, .isSelected]
        case .some(false): .isToggle
        case .none: []
        }
    }
}

/// A drawing to tap, where words have no room. Whoever listens needs another way to the same.
struct IconTap: View {
    let symbol: String
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) {
            Image(systemName: symbol).imageScale(.large).frame(minWidth: Touch.least, minHeight: Touch.least)
        }
        .buttonStyle(.plain)
    }
}
