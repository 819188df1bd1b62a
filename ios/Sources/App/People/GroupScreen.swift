import CoreBridge
import Presentation
import SwiftUI

/// A group of the club: who is in it, by a tap each; who leads it; its name; a new one.
struct GroupScreen: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    @State private var model: GroupModel

    /// - Parameter group: none to make one
    init(book: Book, form: any SavedForm, group: UUID?) {
        _model = State(initialValue: GroupModel(book, form, group: group))
    }

    var body: some View {
        ZStack {
            if model.id == nil {
                new
            } else if let group = model.group, group.givenUp == nil {
                people(of: group)
            } else {
                notThere
            }
        }
        .question(model.asksToGiveUp ? model.group : nil) { group in
            QuestionSheet(
                question: Words.rosterGroupGiveUpQuestion(group.name),
                answers: [Action(Words.rosterGroupGiveUp) { model.confirm() }],
                leave: Action(Words.peopleConsentLeave) { model.leaveAsItIs() })
        }
        // Only an answer closes it.
        .sheet(isPresented: .constant(model.asksWhoLeads)) { NavigationStack { LeaderSheet(model: model) } }
        .asksToDrop(model.isNaming)
        .sensoryFeedback(trigger: model.problem) { _, problem in problem == nil ? nil : .error }
        .task { await model.follow() }
    }

    private var new: some View {
        Screen(Words.rosterGroupNew) {
            name
        } bottom: {
            if let problem = model.problem { Notice(problem, kind: .refused) }
            PrimaryButton(Words.rosterGroupMake) { model.saveName() }
        }
    }

    /// It is given up, or could not be read.
    private var notThere: some View {
        Screen(model.group?.name ?? Words.peopleGroup) {
            problem
            if let group = model.group, let givenUp = group.givenUp {
                if model.change == .givenUp {
                    UndoBar(Words.rosterGroupGivenUp(group.name), Action(Words.rosterGroupAgain) { model.bringBack() })
                } else {
                    Sentence(givenUp)
                    PrimaryButton(Words.rosterGroupAgain) { model.bringBack() }
                }
            }
        }
    }

    private func people(of group: GroupView) -> some View {
        ListScreen(group.name) {
            problem
            if isDoneInList { done }
            leader(of: group)
            Sentence(Words.rosterGroupTap)
            ForEach(group.people, id: \.person.id) { tile($0) }
            name
            if model.isNaming { SecondaryButton(Words.rosterGroupRename) { model.saveName() } }
            SecondaryButton(Words.rosterGroupGiveUp) { model.giveUp() }
        } bottom: {
            if !isDoneInList, model.change != nil { done }
        }
    }

    @ViewBuilder
    private func leader(of group: GroupView) -> some View {
        Sentence(group.leaderWords)
        if group.mayNameLeader {
            SecondaryButton(Words.rosterGroupLead) { model.askWhoLeads() }
        } else {
            Sentence(Words.rosterGroupLeadWhoMay)
        }
    }

    /// In the largest type there is no room for it below the list.
    private var isDoneInList: Bool { typeSize.isAccessibilitySize }

    private func tile(_ one: GroupPersonView) -> some View {
        let isIn = model.isIn(one)
        let standing = model.leads(one) ? Words.rosterGroupLeads : Words.rosterGroupIn
        return BigTile(one.person.name, detail: one.person.about, state: isIn ? standing : one.groupName, isMarked: isIn) {
            model.tap(one.person.id)
        }
    }

    private var name: some View {
        TextLine(label: Words.rosterGroupName, text: $model.name, typing: .names, detail: Words.rosterGroupNameExample)
    }

    @ViewBuilder private var problem: some View {
        if let problem = model.problem {
            Notice(problem, kind: .refused, action: Action(Words.peopleTryAgain) { model.tryAgain() })
        }
    }

    @ViewBuilder private var done: some View {
        if model.change == .stoodAlready {
            Notice(Words.rosterAlready, kind: .done)
        } else if let change = model.change, let group = model.group {
            UndoBar(change.words(group.name), Action(Words.peopleLeftUndo) { model.takeBack() })
        }
    }
}

/// Who of its people leads a group, by a tap.
private struct LeaderSheet: View {
    let model: GroupModel

    var body: some View {
        ListScreen(Words.rosterGroupLeadWho) {
            if model.people.isEmpty { Sentence(Words.peopleNobodyInGroup) }
            ForEach(model.people, id: \.person.id) { one in
                BigTile(one.person.name, detail: one.person.about, state: model.leads(one) ? Words.rosterGroupLeads : nil) {
                    model.lead(one.person)
                }
            }
            if model.group?.hasNamedLeader == true { SecondaryButton(Words.rosterGroupLeadNobody) { model.lead(nil) } }
        } bottom: {
            SecondaryButton(Words.peopleConsentLeave) { model.leaveLeaderAsItIs() }
        }
        .navigationBarTitleDisplayMode(.inline)
        .interactiveDismissDisabled()
    }
}

extension GroupModel.Change {
    fileprivate func words(_ group: String) -> String {
        switch self {
        case .made: Words.rosterGroupMade(group)
        case .givenUp: Words.rosterGroupGivenUp(group)
        case .broughtBack: Words.rosterGroupBroughtBack(group)
        case .stoodAlready: Words.rosterAlready
        case .led(let leader?, _): Words.rosterGroupLed(leader.said, group)
        case .led(nil, _): Words.rosterGroupUnled(group)
        case .renamed(let rename): Words.rosterGroupRenamed(rename.name)
        case .put(let person, let put) where put.group == nil: Words.rosterGroupTakenOut(person.said, group)
        case .put(let person, _): Words.rosterGroupPutIn(person.said, group)
        }
    }
}
