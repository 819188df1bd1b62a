import SwiftUI

/// While somebody is between apps nothing of the club is to be seen: iOS keeps a picture of the screen for the app switcher. A sheet stands
/// over what is covered below it, so each has its own.
struct Covered: ViewModifier {
    @Environment(\.scenePhase) private var phase

    func body(content: Content) -> some View {
        content.overlay {
            if phase != .active {
                ZStack {
                    Color.paper
                    Image(systemName: "book.closed").font(.clubNumber).foregroundStyle(Color.main).accessibilityHidden(true)
                }
            }
        }
    }
}
