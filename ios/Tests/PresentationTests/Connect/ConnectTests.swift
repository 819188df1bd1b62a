import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

@MainActor
@Suite(.timeLimit(.minutes(2)))
struct ConnectTests {
    private let new: NewPhone
    private let form = KeptForm()

    init() throws { new = try NewPhone() }

    private func model(usual: String? = nil) -> ConnectModel { ConnectModel(new.book, form: form, usual: usual) }

    private func type(_ digits: String, at centre: RunningCentre, on model: ConnectModel) {
        model.centre = centre.road.address
        model.clubNumber = RunningCentre.club
        model.digits = digits
    }

    /// Up to the question whether it is this centre.
    private func find(on model: ConnectModel) async {
        model.lookUp()
        await until { model.step != .waiting }
    }

    private func connect(on model: ConnectModel) async {
        await find(on: model)
        model.itIsThis()
        await until { model.step != .waiting }
    }

    private func said(_ model: ConnectModel) throws -> String {
        guard case .said(let words) = model.refused else { throw NotAsExpected("\(String(describing: model.refused))") }
        return words
    }

    private func isAsked(_ model: ConnectModel) -> Bool { if case .isItThis = model.step { true } else { false } }

    private let received = ConnectModel.Step.receiving(club: RunningCentre.clubName, person: "Đinh Thị Lan")

    @Test("a link leads over the centre's name to the club, and the book can be used before all of it is there")
    func byLink() async throws {
        try await RunningCentre.running { centre in
            let model = model()
            model.open("\(centre.road.address)/e/\(RunningCentre.club)-\(try await centre.code("club_head"))")
            await until { isAsked(model) }
            guard case .isItThis(let name, let fingerprint, let address) = model.step else { return }
            #expect(name == RunningCentre.name)
            #expect(address == centre.road.address)
            #expect(fingerprint.wholeMatch(of: #/[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/#) != nil)
            #expect(try new.core.isConnected() == false)

            model.itIsThis()
            model.itIsThis()
            await until { model.isUsable }
            #expect(model.step == received)
            await until { model.ended == .done }
            #expect(Set(try new.core.members().map(\.person.name)) == ["Đinh Thị Lan", "Hồ Thị Mười", "Phạm Văn Hùng"])
            #expect(form["digits"] == nil)
        }
    }

    @Test("what is typed outlives the process, and is asked for where it lacks")
    func typed() {
        let model = model(usual: "https://clb.example.vn")
        model.clubNumber = " 7"
        model.digits = "1234 567"
        model.lookUp()
        #expect(model.refused == .incomplete)
        let after = self.model(usual: "https://clb.example.vn")
        #expect([after.centre, after.clubNumber, after.digits] == ["https://clb.example.vn", "7", "1234567"])
        model.centre = "https://other.example.vn/e/12-87654321"
        #expect([model.centre, model.clubNumber, model.digits] == ["https://other.example.vn", "12", "87654321"])
        #expect(model.refused == nil)
        #expect(self.model().centre == "https://other.example.vn")
    }

    @Test("the centre is asked once, however often it is tapped")
    func asksOnce() async throws {
        try await RunningCentre.running { centre in
            let model = model()
            type("12345678", at: centre, on: model)
            let asked = model.lookUp()
            #expect(model.lookUp() == nil)
            await asked?.value
            #expect(isAsked(model))
        }
    }

    @Test("a wrong code and a used one are told apart, and nothing is changed")
    func codes() async throws {
        try await RunningCentre.running { centre in
            let digits = try await centre.code("club_head")
            let model = model()
            type(digits == "00000000" ? "00000001" : "00000000", at: centre, on: model)
            await connect(on: model)
            #expect(try said(model).contains("Mã kết nối không đúng. Không có gì thay đổi."))
            #expect(model.step == .typing)

            let other = try NewPhone()
            let found = try await other.core.lookUp(address: centre.road.address)
            _ = try await other.core.connect(centre: found, clubNumber: RunningCentre.club, digits: digits)
            model.digits = digits
            #expect(model.refused == nil)
            await connect(on: model)
            #expect(try said(model).contains("Mã kết nối này đã dùng cho máy khác."))
            #expect(try new.core.isConnected() == false)
        }
    }

    @Test("without a road to the centre the same code is good later, also when its answer was lost")
    func noRoad() async throws {
        let noAnswer =
            "Chưa nối được với trung tâm. Trong máy không có gì thay đổi, mã vẫn dùng được. "
            + "Xem máy có mạng chưa, địa chỉ đúng chưa, rồi thử lại."
        try await RunningCentre.running { centre in
            let model = model()
            type(try await centre.code("club_head"), at: centre, on: model)
            centre.road.condition = .closed
            await find(on: model)
            #expect(try said(model) == noAnswer)
            centre.road.condition = .open
            await find(on: model)
            #expect(isAsked(model))
            centre.road.condition = .answersLost
            model.itIsThis()
            await until { model.step != .waiting }
            #expect(try said(model) == noAnswer)
            centre.road.condition = .open
            await connect(on: model)
            #expect(model.step == received)
            #expect(try new.core.isConnected())
        }
    }

    @Test("an address that is none is told apart from a centre that is silent")
    func noAddress() async throws {
        let model = model()
        model.clubNumber = "7"
        model.digits = "12345678"
        model.centre = "clb quang ngai"
        await find(on: model)
        #expect(try said(model).hasPrefix("Địa chỉ trung tâm không đúng. Không có gì thay đổi."))
        #expect(model.step == .typing)
        #expect(try new.core.isConnected() == false)
    }

    @Test("a download that is cut off goes on where it was")
    func cutOff() async throws {
        try await RunningCentre.running { centre in
            let model = model()
            type(try await centre.code("club_head"), at: centre, on: model)
            await connect(on: model)
            await until { model.ended != nil }
            centre.road.condition = .closed
            model.fetchAgain()
            await until { model.hasStopped }
            #expect(model.ended == .tryLater)
            centre.road.condition = .open
            model.fetchAgain()
            await until { model.ended == .done }
            #expect(try new.core.members().count == 3)
        }
    }

    @Test("a link while somebody looks at a centre changes nothing")
    func linkMeanwhile() async throws {
        try await RunningCentre.running { centre in
            let model = model()
            type(try await centre.code("club_head"), at: centre, on: model)
            await find(on: model)
            let before = model.step
            #expect(isAsked(model))
            model.open("https://other.example.vn/e/12-87654321")
            #expect(model.step == before)
            #expect(model.centre == centre.road.address)
            model.itIsAnother()
            model.open("https://other.example.vn/about")
            #expect(model.refused == .notALink)
        }
    }
}
