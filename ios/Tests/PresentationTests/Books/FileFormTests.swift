import Fakes
import Foundation
import Presentation
import Testing

@MainActor
struct FileFormTests {
    private func inFolder(_ work: (URL) throws -> Void) throws {
        let folder = try temporaryFolder("forms")
        defer { try? FileManager.default.removeItem(at: folder) }
        try work(folder)
    }

    @Test("what is typed is there for the next process, each screen's apart")
    func outlives() throws {
        try inFolder { folder in
            let forms = FileForms(folder)
            forms["visit/1"]["note"] = "đau lưng"
            forms["visit/2"][bytes: "seen"] = Data([1, 2])
            let after = FileForms(folder)
            #expect(after["visit/1"]["note"] == "đau lưng")
            #expect(after["visit/1"][bytes: "seen"] == nil)
            #expect(after["visit/2"][bytes: "seen"] == Data([1, 2]))
        }
    }

    @Test("what is given up is gone from the phone, also what an earlier process left")
    func givenUp() throws {
        try inFolder { folder in
            FileForms(folder)["visit/1"]["note"] = "đau lưng"
            let forms = FileForms(folder)
            forms.giveUp("visit/1")
            #expect(forms["visit/1"]["note"] == nil)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
            forms["visit/1"]["note"] = "khỏe"
            forms.giveUpAll()
            #expect(FileForms(folder)["visit/1"]["note"] == nil)
        }
    }

    @Test("a form whose words are all taken back leaves no file")
    func emptied() throws {
        try inFolder { folder in
            let form = FileForms(folder)["visit/1"]
            form["note"] = "đau lưng"
            form["note"] = nil
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
        }
    }

    @Test("what is still being ended behind a form that was given up is kept nowhere")
    func endsLate() throws {
        try inFolder { folder in
            let forms = FileForms(folder)
            let one = forms["visit/1"]
            let other = forms["visit/2"]
            forms.giveUp("visit/1")
            one["saved"] = "Đã lưu"
            #expect(forms["visit/1"]["saved"] == nil)
            forms.giveUpAll()
            other["saved"] = "Đã lưu"
            #expect(FileForms(folder)["visit/2"]["saved"] == nil)
        }
    }
}
