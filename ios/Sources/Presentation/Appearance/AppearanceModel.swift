import CoreBridge
import Observation

/// Size of type over the phone's own.
public enum TextSize: String, CaseIterable, Sendable {
    case asOnPhone
    case large
    case largest

    /// How many of the system's steps it is larger: 1.3 and 1.55 times at the ordinary size.
    public var steps: Int {
        switch self {
        case .asOnPhone: 0
        case .large: 3
        case .largest: 4
        }
    }

    /// The size for a phone that is set to `own`, among `all` sizes that there are, the smallest first; never a smaller one.
    public func size<Size: Equatable>(over own: Size, among all: [Size]) -> Size {
        guard let place = all.firstIndex(of: own) else { return own }
        return all[min(place + steps, all.count - 1)]
    }
}

extension Language {
    /// What those call it who speak it, so that everybody finds their own.
    public var ownName: String {
        switch self {
        case .vi: "Tiếng Việt"
        case .en: "English"
        }
    }
}

/// Where it is kept how the app looks: it holds for whoever has the phone, and names nobody.
@MainActor
public protocol AppearanceStore: AnyObject {
    var language: Language { get set }
    var textSize: TextSize { get set }
}

/// How the app looks on this phone: what is tapped is kept at once.
@MainActor @Observable
public final class AppearanceModel {
    public private(set) var language: Language
    public private(set) var textSize: TextSize

    private let store: any AppearanceStore

    public init(_ store: any AppearanceStore) {
        self.store = store
        language = store.language
        textSize = store.textSize
    }

    public func choose(_ language: Language) {
        store.language = language
        self.language = language
    }

    public func choose(_ textSize: TextSize) {
        store.textSize = textSize
        self.textSize = textSize
    }
}
