import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Observation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(2)))
struct StartTests {
    @Test("it follows who is at the phone")
    func follows() async throws {
        let phone = try SharedPhone.ofTwo()
        let model = StartModel(phone.book)
        let following = Task { await model.follow() }
        await until { model.standing == .atPhone(person: phone.head, mayUse: true) }
        try phone.core.signOut()
        model.leave()
        await until { model.standing == .whoHoldsIt }
        try phone.core.signIn(person: phone.volunteer.id, pin: "2222")
        await until { model.standing == .atPhone(person: phone.volunteer.id, mayUse: true) }
        following.cancel()
    }

    @Test("a look that finds the same has nothing drawn anew")
    func same() async throws {
        let phone = try SharedPhone.ofTwo()
        let model = StartModel(phone.book)
        // The book answers one after the other.
        let looked = {
            model.leave()
            await model.ask(refused: { _ in }) { _ = try await model.book.ask { try $0.isConnected() } }.value
        }
        await looked()
        #expect(model.standing == .atPhone(person: phone.head, mayUse: true))
        await confirmation(expectedCount: 0) { changed in
            withObservationTracking {
                _ = model.standing
            } onChange: {
                changed()
            }
            await looked()
        }
    }

    @Test("a book that does not answer from the beginning says so")
    func trouble() async throws {
        let new = try NewPhone()
        try new.core.shutdown()
        let model = StartModel(new.book)
        let following = Task { await model.follow() }
        await until { model.standing != .asking }
        guard case .trouble(let words) = model.standing else { throw NotAsExpected("\(model.standing)") }
        #expect(words.contains("Những gì đã lưu vẫn còn"))
        following.cancel()
    }

    @Test("a phone that is being connected stays at that until its person goes on, and one that is taken out says so")
    func connecting() async throws {
        try await RunningCentre.running { centre in
            let new = try NewPhone()
            let model = StartModel(new.book)
            let following = Task { await model.follow() }
            await until { model.standing == .connect }
            let connected = try await new.connect(to: centre, as: "club_head")
            #expect(await new.book.run() == .done)
            // An app that is started now goes on at once.
            let another = StartModel(new.book)
            let others = Task { await another.follow() }
            await until { another.standing == .atPhone(person: connected.person, mayUse: true) }
            others.cancel()
            #expect(model.standing == .connect)
            model.begin()
            await until { model.standing == .atPhone(person: connected.person, mayUse: true) }
            try await centre.revokePhones()
            #expect(await new.book.run() == .done)
            await until { model.standing == .atPhone(person: connected.person, mayUse: false) }
            following.cancel()
        }
    }
}
