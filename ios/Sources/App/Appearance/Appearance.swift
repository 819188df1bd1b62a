import CoreBridge
import Presentation
import SwiftUI

/// The app in its own language and size of type, whatever the phone has. Whoever speaks another language begins with new screens.
struct Appearance: ViewModifier {
    @Environment(\.dynamicTypeSize) private var ofPhone
    @State private var model = AppearanceModel(AppearanceDefaults())

    func body(content: Content) -> some View {
        content
            .id(model.language)
            .environment(model)
            .environment(\.locale, Locale(identifier: Words.language))
            .dynamicTypeSize(model.textSize.size(over: ofPhone, among: DynamicTypeSize.allCases))
    }
}

/// Keeps it in the app's defaults; the language where the phone's settings look for it, too.
final class AppearanceDefaults: AppearanceStore {
    private static let size = "text_size"

    var language: Language {
        get { Words.language == "en" ? .en : .vi }
        set {
            switch newValue {
            case .vi: Words.language = "vi"
            case .en: Words.language = "en"
            }
        }
    }

    var textSize: TextSize {
        get { UserDefaults.standard.string(forKey: Self.size).flatMap(TextSize.init(rawValue:)) ?? .asOnPhone }
        set { UserDefaults.standard.set(newValue.rawValue, forKey: Self.size) }
    }
}
