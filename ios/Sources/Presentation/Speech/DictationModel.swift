import Foundation
import Observation

/// Speaking instead of typing. What was heard outlives the process; the listening does not.
@MainActor @Observable
public final class DictationModel {
    /// Can this phone write down what is said, by itself? Not known before ``open()``.
    public private(set) var isOffered = false
    /// Whether the microphone may be used is to be asked, after a word why.
    public private(set) var asksForMicrophone = false
    public private(set) var isListening = false
    /// Would a stop be meant as one?
    public private(set) var mayStop = false
    /// What was heard until now of what is being said.
    public private(set) var soFar = ""
    /// What was said and is not yet where it belongs.
    public private(set) var said: String?
    public private(set) var notHeard: NotHeard?

    private let kept: any SavedForm
    private let prepare: @MainActor () -> (any Dictation)?
    @ObservationIgnored private lazy var dictation = prepare()
    private var asking: Task<Void, Never>?
    private var listening: Task<Void, Never>?
    private var isStopping = false

    /// Nothing is read, written or prepared before ``open()``: SwiftUI makes models and throws them away.
    /// - Parameter prepare: gives none on a phone that cannot listen by itself
    public init(_ kept: any SavedForm, _ prepare: @escaping @MainActor () -> (any Dictation)?) {
        self.kept = kept
        self.prepare = prepare
    }

    /// The screen is there, or there again: what an earlier process was hearing is said by now, and the phone may have been set otherwise.
    public func open() {
        if isListening { return }
        end(kept[Self.soFarName] ?? "", notHeard)
        isOffered = dictation != nil
    }

    @discardableResult
    public func begin() -> Task<Void, Never>? {
        notHeard = nil
        guard dictation?.mayListen == false else { return listen() }
        asksForMicrophone = true
        return nil
    }

    /// The question about the microphone is left without asking the system.
    public func leaveQuestion() { asksForMicrophone = false }

    /// Has the system ask, and listens where it may; what it hears is waited for by nobody.
    @discardableResult
    public func askSystem() -> Task<Void, Never>? {
        guard asksForMicrophone, let dictation else { return nil }
        asksForMicrophone = false
        let asking = Task {
            let mayListen = await dictation.askSystem()
            if Task.isCancelled { return }
            if mayListen { listen() } else { notHeard = .notAllowed }
        }
        self.asking = asking
        return asking
    }

    /// Whoever spoke is done. What the phone still works out is waited for, but not against whoever taps again. Before the microphone is
    /// open it is the second tap of a shaking hand, and only another one counts.
    public func stop() {
        guard mayStop else {
            mayStop = true
            return
        }
        if isStopping { return cut() }
        isStopping = true
        dictation?.stop()
    }

    /// Nothing more is heard, and what was heard until now is all: the screen goes, or what it shows is saved.
    public func cut() {
        asking?.cancel()
        guard isListening else { return }
        listening?.cancel()
        end(soFar, nil)
    }

    /// What was said, for the caller to put where it belongs; it comes once.
    public func take() -> String? {
        defer {
            kept[Self.saidName] = nil
            said = nil
        }
        return said
    }

    @discardableResult
    private func listen() -> Task<Void, Never>? {
        guard let dictation, !isListening else { return nil }
        mayStop = false
        isStopping = false
        isListening = true
        soFar = ""
        notHeard = nil
        let heard = dictation.listen()
        let listening = Task {
            for await heard in heard {
                if Task.isCancelled { return }
                hear(heard)
            }
        }
        self.listening = listening
        return listening
    }

    private func hear(_ heard: Heard) {
        mayStop = true
        switch heard {
        case .begun: break
        case .soFar(let words):
            kept[Self.soFarName] = words
            soFar = words
        case .whole(let words): end(words.isBlank ? soFar : words, .nothing)
        case .failed(let why): end(soFar, why)
        }
    }

    /// - Parameter why: nothing was heard; where something was, that is no trouble
    private func end(_ words: String, _ why: NotHeard?) {
        let joined = (kept[Self.saidName] ?? "").withSaid(words)
        said = joined.isBlank ? nil : joined
        kept[Self.saidName] = said
        kept[Self.soFarName] = nil
        if why == .notThisPhone { isOffered = false }
        isListening = false
        soFar = ""
        notHeard = words.isBlank ? why : nil
    }

    private static let saidName = "said"
    private static let soFarName = "so far"
}

extension String {
    /// A text with what was `said` after it: nothing that stands there is replaced.
    public func withSaid(_ said: String) -> String {
        let said = said.trimmingCharacters(in: .whitespacesAndNewlines)
        if said.isEmpty { return self }
        if isBlank { return said }
        return self + (last?.isWhitespace == true ? "" : " ") + said
    }

    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
