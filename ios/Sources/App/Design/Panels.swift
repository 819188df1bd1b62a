import SwiftUI

/// What a part of a screen is about.
struct Heading: View {
    let text: String

    init(_ text: String) { self.text = text }

    var body: some View {
        Text(text).font(.clubHeading).padding(.top, Space.near).accessibilityAddTraits(.isHeader)
    }
}

/// A sentence.
struct Sentence: View {
    let text: String

    init(_ text: String) { self.text = text }

    var body: some View { Text(text).font(.clubBody) }
}

/// One thing that is known: what it is, and below it what stands there. Read out as one.
struct Fact: View {
    let label: String
    let value: String

    init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }

    var body: some View {
        VStack(alignment: .leading) {
            Text(label).font(.clubTitle)
            Text(value).font(.clubBody)
        }
        .accessibilityElement(children: .combine)
    }
}

/// Things that belong together, in a frame: where it stands as a drawing and a word, and what one does about it.
struct Panel<Content: View>: View {
    let title: String
    var state: String?
    var symbol: String?
    @ViewBuilder let content: Content

    init(_ title: String, state: String? = nil, symbol: String? = nil, @ViewBuilder content: () -> Content) {
        self.title = title
        self.state = state
        self.symbol = symbol
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            Text(title).font(.clubTitle).accessibilityAddTraits(.isHeader)
            if let state {
                HStack(spacing: Space.near) {
                    if let symbol { Image(systemName: symbol).accessibilityHidden(true) }
                    Text(state).font(.clubTitle)
                }
            }
            content
        }
        .padding(Space.apart)
        .frame(maxWidth: .infinity, alignment: .leading)
        .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(Color.outline) }
    }
}
