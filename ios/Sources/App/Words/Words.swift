import Foundation

/// What people read, under the names that Android has too: `visits_title` is `Words.visitsTitle`, in the file of its feature beside
/// this one. Each gives the words in the language of the app at that moment; over each stands what it says.
///
/// Here is in which language they are, and where they are looked up.
enum Words {
    /// `vi` or `en`. Vietnamese until somebody chooses otherwise, whatever the phone speaks, as on Android.
    ///
    /// The choice is kept where the phone's settings keep the language of one app, so that both show the same one; from the next start
    /// the system speaks it too in the app's name. What is on the screen is not told: the root view takes the language as its `id`.
    static var language: String {
        get {
            // Where nobody has chosen for the app, the same name gives what the phone speaks.
            guard defaults.bool(forKey: isChosen) else { return first }
            let tag = defaults.stringArray(forKey: languages)?.first?.prefix { $0 != "-" }
            return tag.map(String.init).flatMap { lookups[$0] == nil ? nil : $0 } ?? first
        }
        set {
            defaults.set([newValue], forKey: languages)
            defaults.set(true, forKey: isChosen)
        }
    }

    /// At the app's start: the first language counts as chosen, so that what the system asks is in it, too.
    static func settleLanguage() {
        if !defaults.bool(forKey: isChosen) { language = first }
    }

    /// The words of a key. Numbers stand as they are, without the dots of thousands: they are years, too, and places in a register.
    static func text(_ key: String, _ values: any CVarArg...) -> String {
        let words = lookup.localizedString(forKey: key, value: nil, table: nil)
        return values.isEmpty ? words : String(format: words, arguments: values)
    }

    /// The words of a key that go by a number, by the rules of the app's language and not the phone's.
    static func plural(_ key: String, _ count: Int) -> String {
        let words = lookup.localizedString(forKey: key, value: nil, table: nil)
        return String(format: words, locale: Locale(identifier: language), count)
    }

    private static var lookup: Bundle { lookups[language] ?? resources }

    private static let first = "vi"
    private static let lookups = [first, "en"].reduce(into: [String: Bundle]()) { found, language in
        found[language] = resources.path(forResource: language, ofType: "lproj").flatMap(Bundle.init(path:))
    }

    private static let languages = "AppleLanguages"
    private static let isChosen = "language_is_chosen"
    private static var defaults: UserDefaults { .standard }

    #if SWIFT_PACKAGE
        private static var resources: Bundle { .module }
    #else
        private static var resources: Bundle { .main }
    #endif
}
