import SwiftUI

/// What a screen shows by turns. It stays while that changes, so that what follows the model, or waits for a change, goes on. To a `Group`
/// each part would have that for itself: it would begin anew with the part, and hear of no change that came together with it.
struct ByTurns<Content: View>: View {
    @ViewBuilder let content: Content

    var body: some View { ZStack { content } }
}

extension View {
    /// Goes back within the screen, where it is one of several steps; with none, the way back is the system's own.
    func stepsBack(_ back: (@MainActor () -> Void)?) -> some View {
        navigationBarBackButtonHidden(back != nil)
            .toolbar {
                if let back {
                    ToolbarItem(placement: .topBarLeading) { Button(action: back) { Label(Words.back, systemImage: "chevron.backward") } }
                }
            }
    }
}
