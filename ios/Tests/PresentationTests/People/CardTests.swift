import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
final class CardTests {
    private let practice: PracticeBook
    private let form = KeptForm()
    private let lan: UUID
    private var following: [Task<Void, Never>] = []

    init() throws {
        practice = try PracticeBook()
        lan = try practice.person("Đinh Thị Lan").id
    }

    deinit { following.forEach { $0.cancel() } }

    private func open(_ person: UUID? = nil) async -> CardModel {
        let model = CardModel(practice.book, form, person: person ?? lan)
        following.append(Task { await model.follow() })
        await until { model.card != nil }
        return model
    }

    private func leaving() async throws -> CardModel {
        let model = await open()
        await model.startLeaving()?.value
        return model
    }

    private func isMember(_ person: UUID) throws -> Bool { try practice.core.members().contains { $0.person.id == person } }

    @Test("the card is there, and follows what is corrected elsewhere")
    func follows() async throws {
        let model = await open()
        #expect(model.card?.calls == [])
        #expect(model.isMember)
        let typed = [("phone", "0905 111 222"), ("relative_name", "Hùng"), ("relative_phone", "+84 905 111 333")]
        let seen = try practice.core.personForm(person: lan).seen
        try practice.core.correctPerson(person: lan, seen: seen, fields: typed.map { TypedField(name: $0, text: $1) })
        await until { model.card?.calls.count == 2 }
        let calls = try #require(model.card?.calls)
        #expect(calls[0] == CallView(number: "0905 111 222", isOwn: true, of: nil))
        #expect(calls[1].of == "Hùng" && !calls[1].isOwn)
    }

    @Test("the card names the group and says who lives alone")
    func shows() async throws {
        let card = try #require(await open().card)
        #expect(card.group == "Tổ 1: 8 người, tổ trưởng chú Hồ Văn Quen")
        #expect(card.circumstances == ["sống một mình"])
    }

    @Test("a book that cannot be read says so, and the next try shows the card")
    func problem() async throws {
        try practice.core.pause()
        let model = CardModel(practice.book, form, person: lan)
        await model.tryAgain().value
        #expect(model.problem?.isEmpty == false)
        try practice.core.resume()
        await model.tryAgain().value
        #expect(model.problem == nil)
        #expect(model.card?.person.id == lan)
    }

    @Test("a card that could not be read is there as soon as the book is open again, and nothing is said any more")
    func readLater() async throws {
        try practice.core.pause()
        let model = CardModel(practice.book, form, person: lan)
        following.append(Task { await model.follow() })
        await until { model.problem != nil }
        try practice.core.resume()
        try await practice.book.wake()
        await until { model.card != nil }
        #expect(model.problem == nil)
    }

    @Test("who leaves needs a reason, and it can be taken back")
    func leaves() async throws {
        let model = try await leaving()
        #expect(model.leave() == nil)
        #expect(model.leaving?.lacks == .reason)
        model.tell { $0.reason = $0.reasons.first }
        #expect(model.leaving?.lacks == nil)
        await model.leave()?.value
        #expect(model.change == .left(nil))
        #expect(model.leaving == nil)
        #expect(!model.isMember)
        #expect(try !isMember(lan))
        await model.takeBack()?.value
        #expect(model.change == nil)
        #expect(model.isMember)
        #expect(try isMember(lan))
        #expect(model.takeBack() == nil)
    }

    @Test("the second tap of a shaking hand does nothing")
    func secondTap() async throws {
        let model = try await leaving()
        model.tell { $0.reason = $0.reasons.first }
        let first = model.leave()
        #expect(model.leave() == nil)
        await first?.value
        let undo = model.takeBack()
        #expect(model.takeBack() == nil)
        await undo?.value
        #expect(model.problem == nil)
        #expect(model.isMember)
    }

    @Test("who holds a post does not leave before it ended, and is told so on the form")
    func holdsPost() async throws {
        let posts = try practice.core.board().posts
        let deputy = try #require(posts.first { $0.role.label == "phó chủ nhiệm" }).role.number
        _ = try practice.core.appoint(person: lan, role: deputy, insteadOf: [])
        let model = try await leaving()
        model.tell { $0.reason = $0.reasons.first }
        await model.leave()?.value
        #expect(model.problem?.contains("phó chủ nhiệm") == true && model.leaving != nil && model.isMember)
        _ = try practice.core.endPost(person: lan, role: deputy, confirmed: false)
        await model.leave()?.value
        #expect(model.change == .left(nil) && !model.isMember)
    }

    @Test("a day that does not exist, and one that has not come, are not written down")
    func wrongDay() async throws {
        let model = try await leaving()
        model.tell {
            $0.reason = $0.reasons.first
            $0.day = "31/2/2026"
        }
        #expect(model.leave() == nil)
        #expect(model.leaving?.lacks == .day)
        model.tell { $0.day = "1/1/2126" }
        await model.leave()?.value
        #expect(model.problem?.isEmpty == false)
        #expect(model.leaving?.day == "1/1/2126")
        #expect(model.change == nil)
        #expect(try isMember(lan))
    }

    @Test("a day before today is the one on which they left")
    func earlierDay() async throws {
        let model = try await leaving()
        model.tell {
            $0.reason = $0.reasons.first
            $0.day = "2/1/2025"
        }
        await model.leave()?.value
        #expect(model.card?.memberships.last?.standing == "thôi từ 02/01/2025: xin thôi")
    }

    @Test("what was said about leaving outlives the process, and is gone when somebody stays")
    func outlives() async throws {
        let first = try await leaving()
        first.tell {
            $0.reason = $0.reasons[1]
            $0.day = "1/11/2026"
            $0.to = "CLB Nước"
        }
        let second = await open()
        #expect(second.leaving == first.leaving)
        #expect(second.leaving?.day == "1/11/2026")
        second.keepMember()
        #expect(await open().leaving == nil)
        #expect(try isMember(lan))
    }

    @Test("that somebody is about to leave outlives the process before anything is said")
    func begunOutlives() async throws {
        _ = try await leaving()
        let second = await open()
        #expect(second.leaving != nil)
        #expect(second.leaving?.reason == nil)
    }

    @Test("who moves to another club has to say which, gets what that club needs, and it can be taken back")
    func moves() async throws {
        let model = try await leaving()
        model.tell { $0.reason = $0.reasons.last }
        #expect(model.leaving?.isMoving == true)
        model.tell { $0.to = " " }
        #expect(model.leave() == nil)
        #expect(model.leaving?.lacks == .club)
        model.tell { $0.to = "CLB Nước Lăng" }
        await model.leave()?.value
        guard case .left(let transfer?) = model.change else {
            Issue.record("nothing is there for the other club")
            return
        }
        #expect(transfer.fromClub == "Câu lạc bộ tập thử")
        #expect(transfer.joinedOn == "2024")
        #expect(transfer.lines.contains { $0.value == "Đinh Thị Lan" })
        #expect(!model.isMember)
        await model.takeBack()?.value
        #expect(model.isMember)
        #expect(model.change == nil)
    }

    @Test("whom the book knows joins by one tap, and a slip is taken back")
    func joins() async throws {
        let mai = try practice.core.addPerson(request: .new("Trần Thị Mai", isMember: false)).id
        let model = await open(mai)
        #expect(!model.isMember)
        await model.join()?.value
        #expect(model.change == .joined)
        #expect(model.isMember)
        #expect(try practice.core.members().first { $0.person.id == mai }?.registerNo == 25)
        await model.takeBack()?.value
        #expect(model.change == nil)
        #expect(!model.isMember)
        #expect(try practice.core.members().count == 24)
    }

    @Test("who comes back, and whose number somebody has by now, gets the next one after a question")
    func numberTaken() async throws {
        let model = try await leaving()
        model.tell { $0.reason = $0.reasons.first }
        await model.leave()?.value
        _ = try practice.core.addPerson(request: .new("Tạ Thị Mới", sharing: 7))
        await model.join()?.value
        let free = try #require(model.number?.nextFree)
        #expect(model.problem == nil)
        #expect(!model.isMember)
        model.joinNotYet()
        #expect(model.number == nil)
        #expect(model.takeNextFree() == nil)
        await model.join()?.value
        await model.takeNextFree()?.value
        #expect(model.number == nil)
        #expect(model.change == .joined)
        #expect(try practice.core.members().first { $0.person.id == lan }?.registerNo == free)
    }

    @Test("that somebody no longer lives alone is one tap, leaves the list, and a slip is taken back")
    func noLongerAlone() async throws {
        let model = await open()
        #expect(model.card?.livesAlone == true)
        await model.note(livesAlone: false)?.value
        guard case .livesAlone(false, _) = model.change else {
            Issue.record("nothing says that they no longer live alone")
            return
        }
        #expect(model.card?.livesAlone == false)
        #expect(try alone() == [])
        await model.takeBack()?.value
        #expect(model.change == nil)
        #expect(model.card?.livesAlone == true)
        #expect(try alone() == ["Đinh Thị Lan"])
    }

    @Test("what somebody else wrote since is not taken back, and is not offered to be")
    func changedSince() async throws {
        let model = await open()
        await model.note(livesAlone: false)?.value
        _ = try practice.core.sayLivesAlone(person: lan, livesAlone: true)
        await model.takeBack()?.value
        #expect(model.problem?.isEmpty == false && model.change == nil)
    }

    @Test("who was never asked is kept as living alone, unseen until they agree")
    func aloneUnseen() async throws {
        let mai = try practice.core.addPerson(request: .new("Trần Thị Mai")).id
        let model = await open(mai)
        await model.note(livesAlone: true)?.value
        #expect(model.change?.stoodAlready == false)
        #expect(model.card?.livesAlone == nil)
        #expect(model.card?.circumstancesConsent == .missing)
        let circumstances = try #require(model.card?.consents.first { $0.purpose.label == "hoàn cảnh" }?.purpose)
        _ = try practice.core.consent(person: mai, purpose: circumstances.number, given: true, confirmed: false)
        await until { model.card?.livesAlone == true }
    }

    @Test("with whom somebody lives is one choice, leaving the household one tap, and both are taken back")
    func household() async throws {
        let tung = try practice.person("Phạm Văn Tùng")
        let model = await open()
        #expect(model.card?.household == nil)
        await model.live(with: lan)?.value
        #expect(model.problem?.isEmpty == false && model.change == nil)
        let first = model.live(with: tung.id)
        #expect(model.live(with: tung.id) == nil)
        await first?.value
        guard case .moved(let moved, with: tung) = model.change else {
            Issue.record("nothing says with whom somebody lives")
            return
        }
        #expect(moved.moves.map(\.record) == [lan] && moved.founder?.record == tung.id && model.problem == nil)
        #expect(model.card?.householdPeople.map(\.id) == [tung.id])
        await model.liveApart()?.value
        #expect(model.card?.household == nil)
        await model.takeBack()?.value
        #expect(model.change == nil && model.card?.householdPeople.map(\.id) == [tung.id])
    }

    @Test("a second tap says nothing new, and what the first one wrote is taken back")
    func stoodAlready() async throws {
        let model = await open()
        await model.note(livesAlone: true)?.value
        #expect(model.change?.stoodAlready == true && model.takeBack() == nil)
        await model.note(livesAlone: false)?.value
        let first = model.change
        await model.note(livesAlone: false)?.value
        #expect(model.change == first && first?.stoodAlready == false)
        #expect(model.card?.livesAlone == false && !model.offersToLiveAlone)
        await model.live(with: try practice.person("Phạm Văn Tùng").id)?.value
        await model.liveApart()?.value
        await model.liveApart()?.value
        #expect(model.change?.stoodAlready == false)
        await model.takeBack()?.value
        #expect(model.card?.household != nil)
    }

    @Test("a household that was a slip leaves neither of the two in it")
    func noHousehold() async throws {
        let tung = try practice.person("Phạm Văn Tùng").id
        let model = await open()
        await model.live(with: tung)?.value
        await model.takeBack()?.value
        #expect(model.change == nil && model.card?.household == nil)
        #expect(try practice.core.card(person: tung).household == nil)
    }

    @Test("one thing at a time can be taken back: what was written down last")
    func lastChange() async throws {
        let model = try await leaving()
        model.tell { $0.reason = $0.reasons.first }
        await model.leave()?.value
        await model.note(livesAlone: false)?.value
        guard case .livesAlone(false, _) = model.change else {
            Issue.record("nothing says that they no longer live alone")
            return
        }
        await model.takeBack()?.value
        #expect(!model.isMember && model.card?.livesAlone == true)
    }

    private func alone() throws -> [String] { try practice.core.peopleLists().first?.people.map(\.name) ?? [] }
}
