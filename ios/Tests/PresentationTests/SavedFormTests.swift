import ClubbookTesting
import Foundation
import Presentation
import Testing

@MainActor
struct SavedFormTests {
    @Test func bytesThatWereKeptComeBack() {
        let form = KeptForm()
        form[bytes: "seen"] = Data([0, 255, 7])
        #expect(form[bytes: "seen"] == Data([0, 255, 7]))
        form[bytes: "seen"] = nil
        #expect(form["seen"] == nil)
    }
}
