import CoreBridge
import Presentation
import SwiftUI

/// Sent or not. Whether everything is sent is said by the core's sentence alone.
struct SentScreen: View {
    /// So much of a list is shown until somebody asks for more.
    private static let firstWaiting = 8
    private static let firstExchanges = 3

    @Environment(\.openURL) private var openURL
    @State private var model: SentModel
    @State private var showsAllWaiting = false
    @State private var showsAllExchanges = false
    @State private var diagnostics: URL?

    init(book: Book) { _model = State(initialValue: SentModel(book)) }

    var body: some View {
        Screen(Words.sentTitle) {
            if let refused = model.refused { Notice(refused, kind: .refused) }
            if let status = model.status { standing(status) }
            if model.isSending { sending }
            if let unsent = model.unsent {
                ForEach(unsent.putAside, id: \.seqs) { putAside($0) }
                waiting(unsent)
            }
            help
            exchanges
            if let diagnostics {
                Sentence(Words.sentDiagnosticsWhat)
                ShareButton(text: Words.sentDiagnostics, file: diagnostics)
            }
        } bottom: {
            if model.canSend { PrimaryButton(Words.sentNow, symbol: "arrow.up.circle") { model.sendNow() } }
        }
        .privacySensitive()
        .sensoryFeedback(trigger: model.isSending) { _, isSending in isSending || model.status?.isAllSent != true ? nil : .success }
        .onChange(of: model.diagnostics, initial: true) { diagnostics = model.diagnostics.flatMap(Self.file) }
        .task { await model.follow() }
    }

    @ViewBuilder
    private func standing(_ status: StatusView) -> some View {
        Notice(status.sentence, kind: status.isAllSent ? .done : status.needsSomebody ? .attention : .notice)
        ForEach(model.unsent == nil ? status.remarks : status.troubles, id: \.self) { Notice($0, kind: .attention) }
    }

    private var sending: some View {
        Notice(model.soFar.map { Words.sentSoFar(Int($0.sent), Int($0.received)) } ?? Words.sentSending)
    }

    /// What the centre put aside or an officer refused: what it is, why, what was kept, what to do.
    private func putAside(_ thing: PutAsideView) -> some View {
        Panel(
            thing.what, state: thing.isRefused ? Words.sentRefused : Words.sentPutAside,
            symbol: thing.isRefused ? "exclamationmark.octagon" : "exclamationmark.triangle"
        ) {
            Sentence(thing.why)
            if thing.isRefused {
                SecondaryButton(Words.sentUnderstood) { model.understood(thing) }
                    .accessibilityLabel(Words.sentUnderstoodWhat(thing.what))
            }
        }
    }

    @ViewBuilder
    private func waiting(_ unsent: UnsentView) -> some View {
        if !unsent.waiting.isEmpty || !unsent.ofOthers.isEmpty {
            Heading(Words.sentWaiting)
            let shown = showsAllWaiting ? unsent.waiting : Array(unsent.waiting.prefix(Self.firstWaiting))
            ForEach(Array(shown.enumerated()), id: \.offset) { line($0.element) }
            if shown.count < unsent.waiting.count {
                SecondaryButton(Words.sentAllWaiting(unsent.waiting.count)) { showsAllWaiting = true }
            }
            ForEach(unsent.ofOthers, id: \.self) { Sentence($0) }
        }
    }

    /// A line of a list: where the next one begins is seen without reading.
    private func line(_ text: String) -> some View {
        HStack(alignment: .firstTextBaseline, spacing: Space.near) {
            Text("•").font(.clubBody).accessibilityHidden(true)
            Sentence(text)
        }
    }

    @ViewBuilder private var help: some View {
        if let phone = model.status?.helpPhone, let url = URL(calling: phone) {
            SecondaryButton(Words.sentCall(model.status?.helpName ?? phone), symbol: "phone") { openURL(url) }
        }
    }

    @ViewBuilder private var exchanges: some View {
        if !model.exchanges.isEmpty {
            Heading(Words.sentExchanges)
            let shown = showsAllExchanges ? model.exchanges : Array(model.exchanges.prefix(Self.firstExchanges))
            ForEach(Array(shown.enumerated()), id: \.offset) { Fact($0.element.when.capitalizedFirst, $0.element.what) }
            if shown.count < model.exchanges.count {
                SecondaryButton(Words.sentAllExchanges) { showsAllExchanges = true }
            }
        }
    }

    /// The diagnostic file, which is the only one of this app that others may read; it names nobody.
    private static func file(of diagnostics: String) -> URL? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("so-clb-chan-doan.json")
        do {
            try Data(diagnostics.utf8).write(to: file, options: .atomic)
            return file
        } catch {
            // Nothing to hand on, as on a full disk; the rest of the screen is there.
            return nil
        }
    }
}
