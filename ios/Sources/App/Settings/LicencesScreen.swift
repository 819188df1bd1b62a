import Presentation
import SwiftUI

/// What the app is made of, and all that the licence of each work says.
struct LicencesScreen: View {
    @State private var model = LicencesModel(list: { read("third_party") }, words: { read("third_party_texts") })

    var body: some View {
        ListScreen(Words.settingsLicences) {
            Sentence(Words.settingsLicencesWhat)
            ForEach(model.licences) { work in
                BigTile(work.name.parted, detail: Words.settingsLicenceVersion(work.version.parted), state: work.licence.parted) {
                    model.open(work)
                }
            }
        }
        .shows(model.opened, onClose: close) { LicenceSheet(work: $0, model: model, onClose: close) }
        .task { await model.load() }
    }

    private func close() { model.opened = nil }
}

/// One work, and all that its licence says; nothing yet while it is read.
private struct LicenceSheet: View {
    let work: Licence
    let model: LicencesModel
    let onClose: @MainActor () -> Void

    var body: some View {
        ListScreen(Words.settingsLicenceTitle) {
            Heading(work.name.parted)
            Sentence("\(Words.settingsLicenceVersion(work.version.parted))\n\(work.licence.parted)")
            Sentence(Words.settingsLicenceWords)
            ForEach(Array(model.texts.enumerated()), id: \.offset) { text in
                Heading(text.element.file.parted)
                ForEach(Array(text.element.paragraphs.enumerated()), id: \.offset) { Sentence($0.element.parted) }
            }
        }
        .closes(Words.back, onClose)
    }
}

/// The build writes both from what the app is made of.
private func read(_ name: String) -> String {
    guard let file = Bundle.main.url(forResource: name, withExtension: "txt") else { return "" }
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
}

extension String {
    /// Long names and addresses may go on in the next line after these signs.
    fileprivate var parted: String {
        split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.count < 13 ? String(word) : word.reduce(into: "") { $0 += ".:/@+_=-".contains($1) ? "\($1)\u{200B}" : String($1) }
        }
        .joined(separator: " ")
    }
}
