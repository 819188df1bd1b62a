import SwiftUI

/// How many so far, to be seen from the other side of the yard: "58 trên 70", and below it what is counted.
struct Counter: View {
    let count: Int
    let of: Int
    let what: String

    var body: some View {
        ViewThatFits {
            HStack(alignment: .firstTextBaseline, spacing: 12) { parts }
            VStack(alignment: .leading) { parts }
        }
        .accessibilityElement(children: .combine)
        .accessibilityAddTraits(.updatesFrequently)
    }

    @ViewBuilder private var parts: some View {
        Text(Words.countOf(count, of)).font(.clubNumber)
        Text(what).font(.clubBody)
    }
}

/// The digits of a secret number. `onDigits` is called with all that is entered so far; whoever holds the state decides when it is enough.
struct PinPad: View {
    let entered: String
    var digits = 4
    let onDigits: @MainActor (String) -> Void

    var body: some View {
        VStack(spacing: Space.near) {
            dots
            ForEach(["123", "456", "789"], id: \.self) { row in
                HStack(spacing: Space.near) { ForEach(Array(row), id: \.self) { key(String($0)) } }
            }
            HStack(spacing: Space.near) {
                Spacer().frame(maxWidth: .infinity)
                key("0")
                PinKey(text: Words.lastDigitOff, isPlain: true) { onDigits(String(entered.dropLast())) }
            }
        }
    }

    private func key(_ digit: String) -> some View {
        PinKey(text: digit) { if entered.count < digits { onDigits(entered + digit) } }
    }

    /// How many are entered, never which.
    private var dots: some View {
        HStack(spacing: 20) {
            ForEach(Array(0..<digits), id: \.self) { at in
                Image(systemName: at < entered.count ? "circle.fill" : "circle").imageScale(.large)
            }
        }
        .padding(Space.near)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Words.digitsEntered(entered.count, digits))
        .sensoryFeedback(.selection, trigger: entered.count)
    }
}

private struct PinKey: View {
    let text: String
    var isPlain = false
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) {
            Text(text)
                .font(isPlain ? .clubTitle : .clubNumber)
                .frame(maxWidth: .infinity, minHeight: Touch.main)
                .foregroundStyle(Color.ink)
                .background(isPlain ? Color.paper : Color.notice, in: .card)
                .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(Color.outline) }
        }
        .buttonStyle(.plain)
    }
}
