import CoreBridge
import Presentation
import SwiftUI

/// A visit: a new one is, as the last one, a tap on "save"; one that is saved stands in the form to be corrected.
struct VisitScreen: View {
    @Environment(Navigator.self) private var navigator
    @Environment(\.scenePhase) private var phase
    @State private var model: VisitModel
    @State private var dictation: DictationModel
    @State private var isLeaving = false
    /// Whose visits can be looked at from here; nobody's from a correction, which comes from there.
    private let person: UUID?

    /// A new visit to `person`.
    init(book: Book, form: any SavedForm, person: UUID) {
        _model = State(initialValue: VisitModel(book, form, .record(person: person)))
        _dictation = State(initialValue: DictationModel(form) { OnDeviceDictation(language: Words.language) })
        self.person = person
    }

    /// The visit `correcting` is told anew.
    init(book: Book, form: any SavedForm, correcting: UUID) {
        _model = State(initialValue: VisitModel(book, form, .correct(visit: correcting)))
        _dictation = State(initialValue: DictationModel(form) { OnDeviceDictation(language: Words.language) })
        person = nil
    }

    var body: some View {
        ByTurns {
            if let saved = model.saved { done(saved) } else { form }
        }
        .privacySensitive()
        .task { await model.follow() }
        .task { dictation.open() }
        // What an earlier process heard waits for the form.
        .onChange(of: dictation.said != nil && model.form != nil, initial: true) { takeSaid() }
        // Behind another app nothing is heard; from the settings somebody may come back with Dictation turned on.
        .onChange(of: phase) {
            switch phase {
            case .background: dictation.cut()
            case .active: dictation.open()
            default: break
            }
        }
        .onDisappear { dictation.cut() }
    }

    private func takeSaid() {
        guard model.form != nil, let said = dictation.take() else { return }
        model.change { $0.note = $0.note.withSaid(said) }
    }

    /// Whoever saves while the phone still listens is done speaking.
    private func save() {
        dictation.cut()
        takeSaid()
        model.save()
    }

    private var title: String {
        guard let opened = model.opened else { return Words.visitTitleLoading }
        let titled = opened.view.person.titled
        return isCorrection ? Words.visitCorrectTitle(titled) : Words.visitTitle(titled)
    }

    private var isCorrection: Bool { person == nil }

    private var isBegun: Bool { model.isChanged || !dictation.soFar.isEmpty }

    private var form: some View {
        Screen(title) {
            if let opened = model.opened, let form = model.form {
                VisitFields(model: model, dictation: dictation, opened: opened, form: form)
                if let person, !isBegun { SecondaryButton(Words.visitHistory) { navigator.go(.visits(person)) } }
            } else if let refused = model.refused {
                Notice(refused, kind: .refused)
            }
        } bottom: {
            if model.opened != nil {
                if let refused = model.refused { Notice(refused, kind: .refused) }
                PrimaryButton(isCorrection ? Words.visitCorrectSave : Words.visitSave) { save() }
            }
        }
        .stepsBack(isBegun ? { @MainActor in isLeaving = true } : nil)
        .question(model.sameVisit) { asked in
            QuestionSheet(
                question: asked.words,
                answers: [
                    Action(Words.visitSame) { model.answer(isSame: true) },
                    Action(Words.visitAnother) { model.answer(isSame: false) },
                ],
                leave: Action(Words.visitSameBack) { model.leaveQuestion() }
            )
        }
        .question(isLeaving ? true : nil) { _ in
            QuestionSheet(
                question: isCorrection ? Words.visitCorrectLeave : Words.visitLeave,
                detail: isCorrection ? Words.visitCorrectLeaveDetail : Words.visitLeaveDetail,
                answers: [
                    Action(Words.visitLeaveAct) {
                        isLeaving = false
                        navigator.back()
                    }
                ],
                leave: Action(Words.visitLeaveKeep) { isLeaving = false }
            )
        }
        .felt(whenever: model.refused)
    }

    /// It is on the disk; what to do about a dangerous reading comes before everything else.
    private func done(_ saved: SavedVisit) -> some View {
        Screen(title) {
            AdviceAlarm(saved.advice)
            Notice(saved.words, kind: .done)
            if saved.isConfidential { Notice(Words.visitConfidential) }
        } bottom: {
            PrimaryButton(Words.visitDone) { finish() }
            if let person { SecondaryButton(Words.visitHistory) { navigator.go(.visits(person)) } }
        }
        .stepsBack { finish() }
        .felt(.success, saved.words)
    }

    /// Whoever chose somebody to visit is done with the choice too.
    private func finish() {
        navigator.back(over: .visitWhom)
    }
}
