import ClubbookTesting
import CoreBridge
import Fakes
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
struct PhonePeopleTests {
    private let phone: SharedPhone

    init() throws { phone = try SharedPhone() }

    private func possible(_ model: PhonePeopleModel) -> [PossibleUserView]? {
        if case .adding(let people) = model.step { people } else { nil }
    }

    /// Up to the question for the PIN.
    private func add(on model: PhonePeopleModel) async throws -> PossibleUserView {
        model.add()
        await until { possible(model) != nil }
        let one = try #require(possible(model)?.first)
        model.add(one.person)
        return one
    }

    private func enterTwice(_ digits: String, on model: PhonePeopleModel) {
        for _ in 1...2 { model.enter(digits) }
    }

    /// Somebody with 2222 beside the head with 1111.
    private func added(on model: PhonePeopleModel) async throws -> UserView {
        try phone.core.setPin(pin: "1111")
        let one = try await add(on: model)
        enterTwice("2222", on: model)
        await until { model.done != nil }
        return try phone.user(one.person.id)
    }

    @Test("who is added chooses a PIN by entering it twice, once the one at the phone has one")
    func adds() async throws {
        let model = PhonePeopleModel(phone.book)
        model.add()
        await until { model.refused != nil }
        #expect(model.refused == "Máy nhiều người dùng thì mỗi người cần có mã số riêng. Đặt mã số riêng trước.")
        #expect(model.step == .looking, "nobody was handed the phone for it")

        try phone.core.setPin(pin: "1111")
        let one = try await add(on: model)
        #expect(!one.tasks.isEmpty)
        enterTwice("2222", on: model)
        await until { model.done != nil }
        #expect(model.done == .added(one.person.said))
        #expect(model.refused == nil)
        #expect(model.me == phone.head)
        #expect(Set(model.people?.map(\.person) ?? []) == [phone.head, one.person.id])
        #expect(model.people?.allSatisfy(\.hasPin) == true)
        model.add()
        await until { possible(model) != nil }
        #expect(possible(model)?.contains { $0.person.id == one.person.id } == false)
    }

    @Test("two numbers that differ change nothing, and it begins again")
    func differ() async throws {
        try phone.core.setPin(pin: "1111")
        let model = PhonePeopleModel(phone.book)
        _ = try await add(on: model)
        model.enter("2222")
        #expect(model.pin.isAgain)
        model.enter("2223")
        #expect(model.pin.isDifferent)
        #expect(!model.pin.isAgain)
        #expect(try phone.core.users().count == 1)
        enterTwice("3333", on: model)
        await until { model.people?.count == 2 }
    }

    @Test("the head lets somebody who forgot theirs choose another, without network")
    func forgot() async throws {
        let model = PhonePeopleModel(phone.book)
        let user = try await added(on: model)
        model.tap(user)
        model.forgotPin()
        enterTwice("4444", on: model)
        await until { model.done == .pinChanged(user.name) }
        #expect(throws: ClubbookError.self) { try phone.core.signIn(person: user.person, pin: "2222") }
        try phone.core.signIn(person: user.person, pin: "4444")

        // The other way round the core says no, and so does the screen.
        model.tap(try phone.user(phone.head))
        model.forgotPin()
        enterTwice("5555", on: model)
        await until { model.refused != nil }
        #expect(model.refused == "Việc này chủ nhiệm hoặc phó chủ nhiệm mới làm được. Chưa đổi gì.")
    }

    @Test("somebody is taken off the phone after a question, and once where it is tapped twice")
    func removes() async throws {
        let model = PhonePeopleModel(phone.book)
        let user = try await added(on: model)
        model.tap(user)
        model.askRemoval()
        model.keep()
        #expect(model.step == .about(user, asksRemoval: false))
        model.askRemoval()
        let removal = model.remove()
        #expect(model.remove() == nil)
        await removal?.value
        #expect(model.done == .removed(user.name))
        #expect(try phone.core.users().map(\.person) == [phone.head])
    }

    @Test("one's own PIN is chosen, changed and removed, and not removed where others use the phone")
    func ownPin() async throws {
        let model = OwnPinModel(phone.book)
        func choose(_ digits: String) { for _ in 1...2 { model.enter(digits) } }
        choose("1111")
        await until { model.outcome == .chosen }
        #expect(model.hasPin)
        model.enter("9999")
        #expect(model.outcome == nil)
        model.enter("1111")
        #expect(model.pin.isDifferent)
        model.remove()
        await until { model.outcome == .removed }
        #expect(!model.hasPin)

        choose("1234")
        await until { model.outcome == .chosen }
        try phone.core.addUser(person: phone.volunteer.id, pin: "2222")
        model.remove()
        await until { model.outcome != .chosen }
        guard case .refused = model.outcome else { throw NotAsExpected("\(String(describing: model.outcome))") }
        #expect(model.hasPin)
    }
}
