import ClubbookTesting
import CoreBridge
import Fakes
import Presentation
import Testing

/// The practice club with its head at the phone, and a volunteer who may use it, too.
@MainActor
struct SharedPhone {
    let practice: PracticeBook
    let head: RecordId
    let volunteer: PersonView

    var core: Clubbook { practice.core }
    var book: Book { practice.book }

    init() throws {
        practice = try PracticeBook()
        let head = try practice.core.person()
        self.head = head
        volunteer = try #require(try practice.core.members().first { !$0.roles.isEmpty && $0.person.id != head }).person
    }

    /// The head with 1111 and the volunteer with 2222.
    static func ofTwo() throws -> SharedPhone {
        let phone = try SharedPhone()
        try phone.core.setPin(pin: "1111")
        try phone.core.addUser(person: phone.volunteer.id, pin: "2222")
        return phone
    }

    func user(_ person: RecordId) throws -> UserView { try #require(try core.users().first { $0.person == person }) }

    var isLocked: Bool {
        do {
            _ = try core.person()
            return false
        } catch ClubbookError.Locked {
            return true
        } catch {
            return false
        }
    }
}

@MainActor
@Suite(.timeLimit(.minutes(1)))
struct UsersTests {
    /// Each digit is one tap.
    private func enter(_ digits: String, on model: UsersModel, taps: inout Int) {
        for count in 1...digits.count {
            model.enter(String(digits.prefix(count)))
            taps += 1
        }
    }

    private func enter(_ digits: String, on model: UsersModel) {
        var taps = 0
        enter(digits, on: model, taps: &taps)
    }

    @Test("one person without a PIN is never asked")
    func withoutPin() async throws {
        let phone = try SharedPhone()
        let model = UsersModel(phone.book)
        let following = Task { await model.follow() }
        await until { model.people != nil }
        let user = try #require(model.people?.first)
        #expect(model.people?.map(\.hasPin) == [false])
        model.choose(user)
        await until { model.isIn }
        #expect(model.chosen == nil)
        following.cancel()
    }

    @Test("the phone goes from one to another in six taps, and the person of the tile is at it")
    func sixTaps() async throws {
        let phone = try SharedPhone.ofTwo()
        let start = StartModel(phone.book)
        let model = UsersModel(phone.book)
        let following = [Task { await start.follow() }, Task { await model.follow() }]
        await until { start.standing == .atPhone(person: phone.head, mayUse: true) && model.people?.count == 2 }
        // The first tap, on the first screen, was the one that led here.
        var taps = 1
        let user = try #require(model.people?.first { $0.person == phone.volunteer.id })
        model.choose(user)
        taps += 1
        enter("2222", on: model, taps: &taps)
        await until { model.isIn && start.standing == .atPhone(person: phone.volunteer.id, mayUse: true) }
        #expect(taps <= 6)
        following.forEach { $0.cancel() }
    }

    @Test("wrong digits are counted, then each try waits, and after the wait nothing of it is left on the screen")
    func wrongDigits() async throws {
        let phone = try SharedPhone.ofTwo()
        try phone.core.signOut()
        let (over, time) = AsyncStream<Void>.makeStream()
        let model = UsersModel(phone.book) { _ in for await _ in over { return } }
        model.choose(try phone.user(phone.volunteer.id))
        var said: [String] = []
        for _ in 1...5 {
            enter("9999", on: model)
            await until { model.refused != nil && model.entered.isEmpty }
            said.append(try #require(model.refused))
            model.enter("2")
        }
        #expect(said.prefix(4) == ["4", "3", "2", "1"].map { "Sai mã số. Còn \($0) lần thử. Quên mã thì nhờ chủ nhiệm." }[...])
        #expect(said[4].hasPrefix("Sai mã số nhiều lần. Đợi 5 giây rồi thử lại."))
        // The right digits too have to wait, and the rest of the wait is said.
        enter("2222", on: model)
        await until { model.entered.isEmpty }
        #expect(model.refused?.hasPrefix("Sai mã số nhiều lần. Đợi ") == true)
        #expect(phone.isLocked)
        time.yield()
        await until { model.refused == nil }
    }

    @Test("whoever forgot theirs is told what to do, and can let another one go first")
    func forgotten() async throws {
        let phone = try SharedPhone.ofTwo()
        let model = UsersModel(phone.book)
        model.choose(try phone.user(phone.volunteer.id))
        model.enter("22")
        model.forget()
        #expect(model.hasForgotten)
        model.chooseAgain()
        #expect(model.chosen == nil)
        #expect(model.entered.isEmpty)
        #expect(!model.hasForgotten)
    }

    @Test("what is tapped while a PIN is tried changes nothing")
    func whileTrying() async throws {
        let phone = try SharedPhone.ofTwo()
        try phone.core.signOut()
        let model = UsersModel(phone.book)
        model.choose(try phone.user(phone.volunteer.id))
        model.enter("2222")
        model.enter("1111")
        model.choose(try phone.user(phone.head))
        model.chooseAgain()
        #expect(model.chosen?.person == phone.volunteer.id)
        await until { model.isIn }
        #expect(try phone.core.person() == phone.volunteer.id)
    }

    @Test("who leaves the phone leaves it locked, and the app asks who holds it")
    func leaves() async throws {
        let phone = try SharedPhone.ofTwo()
        let start = StartModel(phone.book)
        let following = Task { await start.follow() }
        await until { start.standing == .atPhone(person: phone.head, mayUse: true) }
        let model = UsersModel(phone.book)
        model.leave()
        await until { model.hasLeft }
        #expect(phone.isLocked)
        start.leave()
        await until { start.standing == .whoHoldsIt }
        following.cancel()
    }
}
