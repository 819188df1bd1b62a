import SwiftUI

/// The book could not be opened. Nothing else can be done here, so nothing else is on the screen.
struct NotOpenScreen: View {
    private let words: String
    private let onAgain: @MainActor () async -> Void

    /// - Parameter words: why, what was kept, and what to do
    init(_ words: String, onAgain: @escaping @MainActor () async -> Void) {
        self.words = words
        self.onAgain = onAgain
    }

    var body: some View {
        NavigationStack {
            Screen(Words.bookNotOpen) {
                Notice(words, kind: .refused)
            } bottom: {
                PrimaryButton(Words.bookOpenAgain) { Task { await onAgain() } }
            }
        }
    }
}

/// A damaged file was set aside and read again as far as it could be: somebody has to hear of it once.
struct SalvagedScreen: View {
    let words: String
    let onSeen: @MainActor () -> Void

    var body: some View {
        Screen(Words.bookSalvaged) {
            Notice(words, kind: .attention)
        } bottom: {
            PrimaryButton(Words.bookSalvageSeen, action: onSeen)
        }
    }
}

/// The books were to be erased from the phone, which did not let go of them.
struct NotErasedScreen: View {
    let onRead: @MainActor () -> Void

    var body: some View {
        Screen(Words.settingsErase) {
            Notice([Words.settingsNotErased, Words.settingsEraseRefused].joined(separator: " "), kind: .refused)
        } bottom: {
            PrimaryButton(Words.bookSalvageSeen, action: onRead)
        }
    }
}
