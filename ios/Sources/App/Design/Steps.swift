import SwiftUI

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
