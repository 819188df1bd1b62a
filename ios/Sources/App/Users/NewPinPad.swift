import Presentation
import SwiftUI

/// Four digits, and the same again. `first` says what they are for.
struct NewPinPad: View {
    let pin: NewPin
    let first: String
    let onDigits: @MainActor (String) -> Void

    var body: some View {
        if pin.isDifferent { Notice(Words.usersPinDifferent, kind: .refused) }
        Sentence(pin.isAgain ? Words.usersPinAgain : first)
        PinPad(entered: pin.entered, onDigits: onDigits)
            // Whoever does not see that the dots are empty again hears what is asked for now.
            .onChange(of: pin.isAgain) { if pin.isAgain { announce(Words.usersPinAgain) } }
    }
}
