import CoreBridge
import Presentation
import Testing

@MainActor
struct AppearanceTests {
    private final class Store: AppearanceStore {
        var language = Language.vi
        var textSize = TextSize.asOnPhone
    }

    @Test("what is chosen is shown and kept, and the other choice stays")
    func chosen() {
        let store = Store()
        let model = AppearanceModel(store)
        model.choose(.largest)
        #expect(model.language == .vi)
        model.choose(.en)
        for shown in [model, AppearanceModel(store)] {
            #expect(shown.language == .en)
            #expect(shown.textSize == .largest)
        }
    }

    @Test("larger type stops at the largest there is, and never makes the phone's own smaller")
    func sizes() {
        let all = Array(1...12)
        #expect(TextSize.allCases.map { $0.size(over: 4, among: all) } == [4, 7, 8])
        #expect(TextSize.allCases.map { $0.size(over: 10, among: all) } == [10, 12, 12])
    }

    @Test("each language is called as those call it who speak it")
    func ownNames() {
        #expect(Language.allCases.map(\.ownName) == ["Tiếng Việt", "English"])
    }
}
