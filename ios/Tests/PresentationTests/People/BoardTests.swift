import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class BoardTests {
    private let practice: PracticeBook
    private let lan: UUID
    private var following: [Task<Void, Never>] = []

    init() throws {
        practice = try PracticeBook()
        lan = try practice.person("Đinh Thị Lan").id
    }

    deinit { following.forEach { $0.cancel() } }

    private func open() async -> BoardModel {
        let model = BoardModel(practice.book)
        following.append(Task { await model.follow() })
        await until { model.board != nil }
        return model
    }

    private func cashier(_ model: BoardModel) throws -> PostView {
        try #require(model.board?.posts.first { $0.role.label == "thủ quỹ" })
    }

    private func names(_ model: BoardModel) throws -> [String] { try cashier(model).holders.map(\.person.name) }

    @Test("a post that somebody holds is given after a question, and taking it back leaves the former one in it")
    func gives() async throws {
        let model = await open()
        let before = model.board
        let post = try cashier(model)
        #expect(before?.mayGivePosts == true && post.holders.map(\.person.name) == ["Phạm Văn Hành"])
        await model.appoint(lan, to: post.role.number)?.value
        guard case .held(let words, post.holders.map(\.person.id), lan, post.role.number) = model.question else {
            Issue.record("nobody asks")
            return
        }
        #expect(words.lowercased().contains("thủ quỹ") && model.problem == nil)
        model.leaveAsItIs()
        #expect(model.question == nil && model.confirm() == nil)
        #expect(try practice.core.board() == before)
        await model.appoint(lan, to: post.role.number)?.value
        let first = model.confirm()
        #expect(model.confirm() == nil)
        await first?.value
        #expect(model.question == nil)
        #expect(model.change?.isGiven == true && model.change?.person.id == lan && model.change?.role == post.role)
        #expect(try names(model) == ["Đinh Thị Lan"])
        let undo = model.takeBack()
        #expect(model.takeBack() == nil)
        await undo?.value
        #expect(model.change == nil && model.board == before)
        #expect(model.takeBack() == nil)
    }

    @Test("a post ends after a question, and taking it back leaves it as it was")
    func ends() async throws {
        let model = await open()
        let before = model.board
        let post = try cashier(model)
        let holder = try #require(post.holders.first?.person)
        model.end(holder, post.role)
        #expect(model.question == .ends(holder, post.role))
        #expect(try practice.core.board() == before)
        await model.confirm()?.value
        #expect(model.question == nil && model.change?.isGiven == false && model.change?.person == holder)
        #expect(try cashier(model).holders.filter { !$0.ends } == [])
        await model.takeBack()?.value
        #expect(model.change == nil && model.board == before)
    }

    @Test("the head who gives the post up is asked a second time, and nothing is offered to take back")
    func headGivesUp() async throws {
        let model = await open()
        let post = try #require(model.board?.posts.first { $0.role.label == "chủ nhiệm" })
        let head = try #require(post.holders.first?.person)
        model.end(head, post.role)
        await model.confirm()?.value
        guard case .own(let words, head, post.role) = model.question else {
            Issue.record("nobody asks")
            return
        }
        #expect(words.contains("chủ nhiệm") && model.change == nil)
        await model.confirm()?.value
        #expect(model.question == nil && model.change?.mayBeTakenBack == false)
        #expect(model.board?.posts.first { $0.role == post.role }?.holders == [])
    }

    @Test("who holds a post already is told so, and nothing is asked")
    func holdsIt() async throws {
        let model = await open()
        let post = try cashier(model)
        await model.appoint(try #require(post.holders.first?.person.id), to: post.role.number)?.value
        #expect(model.problem?.isEmpty == false && model.question == nil && model.change == nil)
    }

    @Test("what is refused after a question takes the question away and can be read")
    func refused() async throws {
        let model = await open()
        let post = try cashier(model)
        model.end(try practice.person("Đinh Thị Lan"), post.role)
        await model.confirm()?.value
        #expect(model.problem?.isEmpty == false && model.question == nil && model.change == nil)
    }

    @Test("a book that cannot be read says so, and the next try shows the board")
    func problem() async throws {
        try practice.core.pause()
        let model = BoardModel(practice.book)
        await model.tryAgain().value
        #expect(model.problem?.isEmpty == false && model.board == nil)
        try practice.core.resume()
        await model.tryAgain().value
        #expect(model.problem == nil && model.board != nil)
    }

    @Test("what somebody else wrote since is not taken back, and is not offered to be")
    func changedSince() async throws {
        let model = await open()
        let deputy = try #require(model.board?.posts.first { $0.role.label == "phó chủ nhiệm" }?.role)
        await model.appoint(lan, to: deputy.number)?.value
        #expect(model.change?.mayBeTakenBack == true)
        _ = try practice.core.endPost(person: lan, role: deputy.number, confirmed: false)
        await model.takeBack()?.value
        #expect(model.problem?.isEmpty == false && model.change == nil)
    }
}
