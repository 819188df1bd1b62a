import CoreBridge
import Presentation
import SwiftUI

/// Consents of many at once: for what, how they said so, and who did.
struct ManyConsentsScreen: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    @State private var model: ManyConsentsModel

    init(book: Book, form: any SavedForm) { _model = State(initialValue: ManyConsentsModel(book, form)) }

    var body: some View {
        ByTurns {
            if let asked = model.asked { whoAgreed(asked) } else { purposes }
        }
        .privacySensitive()
        .asksToDrop(model.asked != nil && model.isBegun, .tapped, back: model.asked == nil ? nil : { @MainActor in model.leave() })
        .felt(whenever: model.problem)
        .felt(.warning, whenever: model.lacks)
        .task { await model.follow() }
    }

    private var purposes: some View {
        Screen(Words.peopleManyConsents) {
            if let problem = model.problem {
                Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.tryAgain() })
            }
            if let noted = model.noted {
                UndoBar(Words.peopleManyNoted(noted.words), Action(Words.peopleLeftUndo) { model.takeBack() })
            }
            if let purposes = model.purposes, !purposes.isEmpty {
                Sentence(Words.peopleManyWhich)
                ForEach(purposes, id: \.purpose) { one in
                    BigTile(
                        one.purpose.label.capitalizedFirst,
                        detail: one.notAsked == 0 ? Words.peopleManyAllAsked : Words.peopleManyNotAsked(Int(one.notAsked))
                    ) { model.choose(one.purpose.number) }
                }
            }
        }
    }

    private func whoAgreed(_ asked: PurposeView) -> some View {
        ScrollViewReader { scroll in
            ListScreen(asked.purpose.label) {
                if let problem = model.problem { Notice(problem, kind: .refused) }
                if let lacks = model.lacks { Notice(lacks.words, kind: .attention).id(lacks) }
                if model.isNobodyLeft {
                    EmptyState(Words.peopleManyAllAsked, symbol: "checkmark.circle")
                } else {
                    howTheyAgreed(asked)
                    ForEach(model.people, id: \.id) { tile($0) }
                    if isSavedInList { save }
                }
            } bottom: {
                if !isSavedInList, !model.isNobodyLeft { save }
            }
            // What is lacking is said above those whom it is about.
            .onChange(of: model.lacks) { if let lacks = model.lacks { scroll.scrollTo(lacks) } }
        }
    }

    /// In the largest type there is no room for it below the list.
    private var isSavedInList: Bool { typeSize.isAccessibilitySize }

    private var save: some View { PrimaryButton(Words.peopleManySave(model.agreed.count)) { model.save() } }

    /// What is read out first, then whether they signed or spoke.
    private func howTheyAgreed(_ asked: PurposeView) -> some View {
        VStack(alignment: .leading, spacing: Space.apart) {
            Heading(Words.peopleManyReadOut)
            Sentence(asked.text ?? asked.why)
            OneOf(Words.peopleManyHow, [true, false], chosen: model.isSigned) { isSigned in
                isSigned ? Words.peopleManySigned : Words.peopleManySpoken
            } onChoose: { isSigned in
                model.tell(isSigned: isSigned)
            }
            Heading(Words.peopleManyTap)
        }
    }

    private func tile(_ person: PersonView) -> some View {
        let hasAgreed = model.agreed.contains(person.id)
        return BigTile(
            person.name, detail: person.about, state: hasAgreed ? Words.peopleConsentGiven : nil, isMarked: hasAgreed
        ) { model.toggle(person.id) }
    }
}

extension DropWords {
    @MainActor fileprivate static var tapped: DropWords {
        DropWords(question: Words.peopleManyDropQuestion, detail: Words.peopleManyDropDetail, keep: Words.peopleManyDropKeep)
    }
}

extension ManyConsentsModel.Lack {
    fileprivate var words: String {
        switch self {
        case .people: Words.peopleManyLacksPeople
        case .how: Words.peopleManyLacksHow
        }
    }
}
