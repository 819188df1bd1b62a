import SwiftUI

/// Ink and paper, by day and by night, as `Assets.xcassets` has them, where `ios/assets.py` puts Android's. Every pair that carries text has a
/// contrast of at least 7:1; `ios/bundle.py` computes it.
extension Color {
    /// What one taps, and its ink.
    static let main = Color("Primary")
    static let onMain = Color("OnPrimary")
    /// What is chosen or done.
    static let chosen = Color("PrimaryContainer")
    static let onChosen = Color("OnPrimaryContainer")
    /// What is good to know.
    static let notice = Color("SecondaryContainer")
    static let onNotice = Color("OnSecondaryContainer")
    /// What somebody should look at.
    static let attention = Color("TertiaryContainer")
    static let onAttention = Color("OnTertiaryContainer")
    /// What went wrong, or is dangerous.
    static let problem = Color("ErrorContainer")
    static let onProblem = Color("OnErrorContainer")
    static let wrong = Color("Error")
    static let paper = Color("Background")
    static let ink = Color("OnBackground")
    static let outline = Color("Outline")
}

/// Type by the system's text styles, so that it grows to the largest accessibility size; none is smaller than 20 pt at the ordinary one.
extension Font {
    static let clubBody = Font.system(.title3)
    static let clubTitle = Font.system(.title3, weight: .bold)
    static let clubHeading = Font.system(.title2, weight: .bold)
    static let clubNumber = Font.system(.largeTitle, weight: .bold).monospacedDigit()
}

/// Distances, of which there are few, in points.
enum Space {
    /// Between things that belong together.
    static let near: CGFloat = 8
    /// Between things that do not, and to the edge of the screen.
    static let apart: CGFloat = 16
}

/// How high the things are that one taps, in points.
enum Touch {
    /// The one main thing of a screen, and all that is tapped often or in a hurry.
    static let main: CGFloat = 64
    /// Everything else.
    static let least: CGFloat = 56
}

extension Shape where Self == RoundedRectangle {
    /// The frame of cards, tiles and buttons.
    static var card: RoundedRectangle { RoundedRectangle(cornerRadius: 12) }
}
