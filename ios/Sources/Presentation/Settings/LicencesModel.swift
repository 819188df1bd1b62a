import Observation

/// What the app is made of. It is read once, and a text of it when somebody wants to read that.
@MainActor @Observable
public final class LicencesModel {
    /// Empty until it is read.
    public private(set) var licences: [Licence] = []
    /// The work that is looked at; none once that is closed.
    public var opened: Licence?
    /// What its licence says; empty until it is read.
    public private(set) var texts: [Licence.Text] = []

    private let list: @Sendable () -> String
    private let words: @Sendable () -> String

    /// - Parameters:
    ///   - list: reads the works
    ///   - words: reads the texts of all their licences
    public init(list: @escaping @Sendable () -> String, words: @escaping @Sendable () -> String) {
        self.list = list
        self.words = words
    }

    public func load() async {
        if !licences.isEmpty { return }
        let list = list
        licences = await Task.detached { Licence.read(list()) }.value
    }

    @discardableResult
    public func open(_ licence: Licence) -> Task<Void, Never> {
        opened = licence
        texts = []
        let words = words
        return Task {
            let read = await Task.detached { licence.texts(in: words()) }.value
            if opened == licence { texts = read }
        }
    }
}
