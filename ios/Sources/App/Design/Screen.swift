import SwiftUI

/// A screen: its title, what is on it, and `bottom` what one does with it, in reach of the thumb.
///
/// All of it scrolls. At the accessibility sizes `bottom` would hide what the screen is about, so there it comes last.
struct Screen<Content: View, Bottom: View>: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    let title: String
    @ViewBuilder let content: Content
    @ViewBuilder let bottom: Bottom

    init(_ title: String, @ViewBuilder content: () -> Content, @ViewBuilder bottom: () -> Bottom = { EmptyView() }) {
        self.title = title
        self.content = content()
        self.bottom = bottom()
    }

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: Space.apart) {
                content
                if typeSize.isAccessibilitySize { bottom }
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding(Space.apart)
        }
        .background(Color.paper)
        .foregroundStyle(Color.ink)
        .safeAreaInset(edge: .bottom, spacing: 0) {
            if !typeSize.isAccessibilitySize, !bottom.isNothing { BottomBar { bottom } }
        }
        .navigationTitle(title.capitalizedFirst)
    }
}

/// A screen whose list is long: the rows may be swiped, `top` stays in sight as the counter of a roll call does.
struct ListScreen<Top: View, Rows: View, Bottom: View>: View {
    let title: String
    @ViewBuilder let rows: Rows
    @ViewBuilder let top: Top
    @ViewBuilder let bottom: Bottom

    init(
        _ title: String, @ViewBuilder rows: () -> Rows, @ViewBuilder top: () -> Top = { EmptyView() },
        @ViewBuilder bottom: () -> Bottom = { EmptyView() }
    ) {
        self.title = title
        self.rows = rows()
        self.top = top()
        self.bottom = bottom()
    }

    var body: some View {
        List {
            rows
                .listRowInsets(EdgeInsets(top: 4, leading: Space.apart, bottom: 4, trailing: Space.apart))
                .listRowSeparator(.hidden)
                .listRowBackground(Color.paper)
        }
        .listStyle(.plain)
        // A list paints a background of its own over whatever lies behind it.
        .scrollContentBackground(.hidden)
        .background(Color.paper)
        .foregroundStyle(Color.ink)
        .safeAreaInset(edge: .top, spacing: 0) {
            if !top.isNothing {
                top.padding(Space.apart).frame(maxWidth: .infinity, alignment: .leading).background(Color.paper)
            }
        }
        .safeAreaInset(edge: .bottom, spacing: 0) { if !bottom.isNothing { BottomBar { bottom } } }
        .navigationTitle(title.capitalizedFirst)
    }
}

extension View {
    /// A builder was given nothing, or its one condition does not hold: what is drawn around it would be an empty strip.
    var isNothing: Bool { self is EmptyView || (self as? any MayBeNothing)?.isNil == true }
}

private protocol MayBeNothing {
    var isNil: Bool { get }
}

extension Optional: MayBeNothing {
    fileprivate var isNil: Bool { self == nil }
}

private struct BottomBar<Content: View>: View {
    @ViewBuilder let content: Content

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) { content }
            .padding(Space.apart)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(Color.paper)
            .overlay(alignment: .top) { Divider() }
    }
}

extension String {
    /// As a title begins.
    var capitalizedFirst: String { prefix(1).localizedUppercase + dropFirst() }

    /// Between the parts of a line; stays with what stands before it.
    static let apart = "\u{A0}· "
}
