import Presentation
import Testing

@Suite("What a recognizer tells in pieces")
struct TranscriptTests {
    private func words(_ texts: [String]) -> String {
        var transcript = Transcript()
        for text in texts { transcript.hear(text) }
        return transcript.words
    }

    @Test(
        "a text that grows, or turns out otherwise, takes the place of what it was",
        arguments: [
            (["mốt", "một", "một hai", "Mười hai ba"], "Mười hai ba"),
            (["bà ăn được nhiều cơm", "bà ăn", "bà ăn được nhiều"], "bà ăn được nhiều"),
            (["bà ăn được", "", " "], "bà ăn được"),
        ])
    func grows(texts: [String], whole: String) { #expect(words(texts) == whole) }

    @Test(
        "what was said before a pause stays when the text begins anew",
        arguments: [
            (["bà ăn được nhiều", "ngủ", "ngủ ít lắm"], "bà ăn được nhiều ngủ ít lắm"),
            (["bà ăn được nhiều", "bà", "bà ngủ", "bà ngủ ít lắm"], "bà ăn được nhiều bà ngủ ít lắm"),
            (["bà ăn được nhiều", "ngủ ít", "đau", "đau hông"], "bà ăn được nhiều ngủ ít đau hông"),
        ])
    func pauses(texts: [String], whole: String) { #expect(words(texts) == whole) }

    @Test(
        "what is finished stays, and is not doubled where the text goes on with it",
        arguments: [
            ("Ngủ ít.", "Bà ăn được. Ngủ ít."),
            ("Bà ăn được, ngủ ít.", "Bà ăn được, ngủ ít."),
            ("Bà ăn được", "Bà ăn được"),
        ])
    func finishes(next: String, whole: String) {
        var transcript = Transcript()
        transcript.hear("Bà ăn được.")
        transcript.finish()
        #expect(transcript.words == "Bà ăn được.")
        transcript.hear(next)
        #expect(transcript.words == whole)
    }
}
