import CoreBridge
import Foundation
import Observation

/// Somebody in a list of people.
public struct PersonRow: Equatable, Identifiable, Sendable {
    public let person: PersonView
    public let registerNo: Int64?
    /// The name only comes near what was typed.
    public let isGuess: Bool
    /// Else the book knows them, and they may join.
    public let isMember: Bool

    public var id: UUID { person.id }
}

/// More than anybody reads through instead of typing one letter more.
private let mostFound: UInt32 = 30

/// A list of people that is searched as one types: behind the list of members, and wherever one of them is chosen. What is typed and
/// which list is shown outlive the process.
@MainActor @Observable
public final class PeopleModel: BookModel {
    public let book: Book
    /// The members in the order of names; while somebody is looked for whoever fits, the likeliest first. None before the book was read.
    public private(set) var rows: [PersonRow]?
    /// Somebody is looked for: enough is typed for that.
    public private(set) var isLookingFor = false
    /// Who lives alone, and the members by group: to be shown instead of everybody.
    public private(set) var lists: [PeopleListView] = []
    /// The groups that were given up, and can be had again.
    public private(set) var givenUp: [GivenUpGroupView] = []
    /// How many members there are.
    public private(set) var everybody = 0
    public private(set) var problem: String?

    private let form: any SavedForm
    private let withLists: Bool
    private var text: String
    private var chosen: PeopleListKind?
    private var looking: Task<Void, Never>?

    /// - Parameter withLists: people are shown by what they have in common, too
    public init(_ book: Book, _ form: any SavedForm, withLists: Bool = false) {
        self.book = book
        self.form = form
        self.withLists = withLists
        text = form["typed"] ?? ""
        chosen = form["list"].flatMap(PeopleListKind.init(kept:))
    }

    public var typed: String {
        get { text }
        set {
            if newValue == text { return }
            text = newValue
            form["typed"] = newValue
            look()
        }
    }

    /// What is typed, without the blanks around it: the name of somebody whom the book does not know.
    public var typedName: String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// The list that is shown; none for everybody.
    public var list: PeopleListView? { lists.first { $0.kind == chosen } }

    /// Nobody is called just so: all that is shown are names that come near.
    public var areGuesses: Bool { rows?.isEmpty == false && rows?.allSatisfy(\.isGuess) == true }

    public func follow() async {
        await follow(.people, .care) { [self] in await look().value }
    }

    /// Shows a list; none: everybody.
    @discardableResult
    public func choose(_ list: PeopleListKind?) -> Task<Void, Never> {
        form["list"] = list?.kept
        chosen = list
        return look()
    }

    /// What was asked for an earlier letter is not waited for.
    @discardableResult
    public func look() -> Task<Void, Never> {
        looking?.cancel()
        let (typed, withLists) = (text, withLists)
        let task = ask(refused: { [self] in problem = $0.said }) { [self] in
            let (found, members) = try await book.ask { core in (try core.find(typed: typed, limit: mostFound), try core.members()) }
            let (lists, givenUp) = withLists ? try await book.ask { (try $0.peopleLists(), try $0.givenUpGroups()) } : ([], [])
            try Task.checkCancellation()
            self.lists = lists
            self.givenUp = givenUp
            everybody = members.count
            isLookingFor = found != nil
            rows = found?.map(PersonRow.init(found:)) ?? list?.rows(of: members) ?? members.map(PersonRow.init(member:))
            problem = nil
        }
        looking = task
        return task
    }
}

extension PersonRow {
    fileprivate init(found: FoundView) {
        self.init(person: found.person, registerNo: found.registerNo, isGuess: found.isGuess, isMember: found.isMember)
    }

    fileprivate init(member: MemberView) {
        self.init(person: member.person, registerNo: member.registerNo, isGuess: false, isMember: true)
    }
}

extension PeopleListView {
    fileprivate func rows(of members: [MemberView]) -> [PersonRow] {
        let known = Dictionary(members.map { ($0.person.id, $0) }, uniquingKeysWith: { first, _ in first })
        return people.map { person in
            PersonRow(person: person, registerNo: known[person.id]?.registerNo, isGuess: false, isMember: known[person.id] != nil)
        }
    }
}

extension PeopleListKind {
    fileprivate init?(kept: String) {
        switch kept {
        case "alone": self = .livesAlone
        case "no group": self = .noGroup
        default:
            guard let group = UUID(uuidString: kept) else { return nil }
            self = .group(group: group)
        }
    }

    fileprivate var kept: String {
        switch self {
        case .livesAlone: "alone"
        case .noGroup: "no group"
        case .group(let group): group.uuidString
        }
    }
}
