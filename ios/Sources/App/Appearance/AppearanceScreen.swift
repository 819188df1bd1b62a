import CoreBridge
import Presentation
import SwiftUI

/// Language, and type larger than the phone's own; the sentence below shows at once what was chosen.
struct AppearanceScreen: View {
    @Environment(AppearanceModel.self) private var model
    private let onLanguage: @MainActor (Language) -> Void

    /// - Parameter onLanguage: what the books have to speak from now on
    init(onLanguage: @escaping @MainActor (Language) -> Void) { self.onLanguage = onLanguage }

    var body: some View {
        Screen(Words.appearanceTitle) {
            OneOf(Words.appearanceLanguage, Language.allCases, chosen: model.language, label: \.ownName) { language in
                if language == model.language { return }
                // First the books, so that the new screens read their sentences in it.
                onLanguage(language)
                model.choose(language)
            }
            OneOf(Words.appearanceTextSize, TextSize.allCases, chosen: model.textSize, label: \.label) { model.choose($0) }
            Notice(Words.appearanceSample)
        }
    }
}

extension TextSize {
    fileprivate var label: String {
        switch self {
        case .asOnPhone: Words.textSizePhone
        case .large: Words.textSizeLarge
        case .largest: Words.textSizeLargest
        }
    }
}
