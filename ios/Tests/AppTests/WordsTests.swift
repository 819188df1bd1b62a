import Foundation
import Testing

@testable import ClubbookApp

@Suite("The words of the app", .serialized)
struct WordsTests {
    init() {
        for key in ["AppleLanguages", "language_is_chosen"] { UserDefaults.standard.removeObject(forKey: key) }
    }

    @Test("are Vietnamese until somebody chooses otherwise, whatever the phone speaks")
    func first() {
        // As a phone that speaks English has it, for every app.
        UserDefaults.standard.set(["en"], forKey: "AppleLanguages")
        #expect(Words.settingsTitle == "Cài đặt")
        Words.settleLanguage()
        #expect(Words.settingsTitle == "Cài đặt")
        #expect(UserDefaults.standard.stringArray(forKey: "AppleLanguages") == ["vi"])
    }

    @Test("are at once in the language that is chosen, and stay so at the next start")
    func chosen() {
        Words.language = "en"
        #expect(Words.settingsTitle == "Settings")
        Words.settleLanguage()
        #expect(Words.settingsTitle == "Settings")
        Words.language = "vi"
        #expect(Words.settingsTitle == "Cài đặt")
    }

    @Test("follow what is chosen in the phone's settings, which name a country too; a language that there is not is none")
    func settings() {
        Words.language = "vi"
        UserDefaults.standard.set(["en-GB", "vi-VN"], forKey: "AppleLanguages")
        #expect(Words.language == "en")
        UserDefaults.standard.set(["fr-FR"], forKey: "AppleLanguages")
        #expect(Words.language == "vi")
    }

    @Test(
        "take what is filled in, and write a year as a year",
        arguments: [("vi", "Máy này của Lan, Sổ 2."), ("en", "This phone is for Lan, Sổ 2.")]
    )
    func filledIn(language: String, wanted: String) {
        Words.language = language
        #expect(Words.connectWhose("Lan", "Sổ 2") == wanted)
        #expect(Words.rollBorn(1955).hasSuffix(" 1955"))
    }
}
