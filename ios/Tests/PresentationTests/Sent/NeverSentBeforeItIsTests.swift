import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Presentation
import Testing

/// "Đã gửi hết" is on the screen only when the centre has everything: many random runs against a real centre on a bad road.
@MainActor
@Suite(.timeLimit(.minutes(5)))
struct NeverSentBeforeItIsTests {
    private static let runs = ProcessInfo.processInfo.environment["CLUBBOOK_IOS_RUNS"].flatMap(UInt64.init) ?? 12

    @Test("it never says that all is sent while something is not, and says it once it is")
    func never() async throws {
        try await RunningCentre.running { centre in
            let phone = try await ShakenPhone(centre)
            for seed in 0..<Self.runs {
                try await phone.run(seed)
                // Nobody would notice a screen that never says it.
                #expect(phone.says, "seed \(seed): \(phone.steps)")
            }
            try await phone.close()
        }
    }
}

/// A phone that records, sends, sleeps and loses its process, while its road to the centre opens and closes.
@MainActor
private final class ShakenPhone {
    /// What the centre has of what was recorded here, by what the road let through; the core is not asked.
    private enum Truth { case allThere, unsent, unknown }

    private(set) var steps: [String] = []
    private let centre: RunningCentre
    private let folder: URL
    private var truth = Truth.allThere
    private var people: [RecordId] = []
    private var consents: Set<String> = []
    private var core: Clubbook
    private var book: Book
    private var model: SentModel
    private var today: TodayModel
    private var following: [Task<Void, Never>] = []

    init(_ centre: RunningCentre) async throws {
        self.centre = centre
        folder = try temporaryFolder("shaken")
        core = try Clubbook.open(request: .test(in: folder))
        book = Book(core)
        (model, today) = (SentModel(book), TodayModel(book))
        follow()
        let found = try await core.lookUp(address: centre.road.address)
        _ = try await core.connect(centre: found, clubNumber: RunningCentre.club, digits: centre.code("club_head"))
        try #require(await book.run() == .done)
    }

    /// On either screen: in the sentence, a remark, or by the mark that stands for it.
    var says: Bool {
        [model.status, today.status].compactMap { $0 }.contains { status in
            status.isAllSent || (status.remarks + [status.sentence]).contains { $0.contains("gửi hết") || $0.contains("gửi đủ") }
        }
    }

    /// Some steps, then one exchange on an open road.
    func run(_ seed: UInt64) async throws {
        var random = Seeded(seed)
        steps = []
        centre.road.condition = .open
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            try await step(&random)
            try await check()
        }
        centre.road.condition = .open
        steps.append("send")
        try await send()
        try await check()
    }

    func close() async throws {
        try await end()
        try FileManager.default.removeItem(at: folder)
    }

    private func step(_ random: inout Seeded) async throws {
        switch Int.random(in: 0..<8, using: &random) {
        case 0...2:
            steps.append("record")
            try await record(&random)
        case 3:
            let condition = Road.Condition.ending.randomElement(using: &random) ?? .open
            steps.append("road \(condition)")
            centre.road.condition = condition
        case 4:
            steps.append("send")
            try await send()
        case 5:
            steps.append("send and record at once")
            model.sendNow()
            try await record(&random)
            try await settle()
            // Whether the exchange took it along, only the next one tells.
            if case .open = centre.road.condition { truth = .unknown }
        case 6:
            steps.append("sleep")
            try await book.sleep()
        default:
            steps.append("end of the process")
            try await end()
            core = try Clubbook.open(request: .test(in: folder))
            book = Book(core)
            (model, today) = (SentModel(book), TodayModel(book))
            follow()
        }
    }

    private func record(_ random: inout Seeded) async throws {
        truth = .unsent
        guard let person = people.suffix(3).randomElement(using: &random), Int.random(in: 0..<6, using: &random) > 0 else {
            // Names have no digits.
            let letters = String(people.count).unicodeScalars.compactMap { UnicodeScalar($0.value + 17) }.map(Character.init)
            let request = AddPersonRequest(
                fullName: "Nguyễn Thị \(String(letters))", fields: [], isMember: true, registerNo: nil, isAnotherPerson: true,
                isNumberMeant: false)
            people.append(try await book.ask { try $0.addPerson(request: request) }.id)
            return
        }
        // What is as it was would be no record.
        let purpose = UInt32.random(in: 1...3, using: &random)
        let given = consents.insert("\(person) \(purpose)").inserted
        if !given { consents.remove("\(person) \(purpose)") }
        _ = try await book.ask { try $0.consent(person: person, purpose: purpose, given: given, confirmed: true) }
    }

    private func send() async throws {
        model.sendNow()
        try await settle()
        if case .open = centre.road.condition { truth = .allThere }
    }

    /// Waits until both screens show what the core says now.
    private func settle() async throws {
        await until { !model.isSending }
        let now = Stand(try await book.ask { try $0.status() })
        await until { model.status.map(Stand.init) == now && today.status.map(Stand.init) == now }
    }

    private func check() async throws {
        try await settle()
        switch truth {
        case .unsent: #expect(!says, "\(steps)")
        case .allThere: #expect(says, "\(steps)")
        case .unknown: break
        }
    }

    private func follow() {
        let (model, today) = (model, today)
        following = [Task { await model.follow() }, Task { await today.follow() }]
    }

    private func end() async throws {
        for task in following {
            task.cancel()
            await task.value
        }
        try core.shutdown()
    }

    private struct Stand: Equatable {
        let waiting: UInt64
        let recorded: UInt64
        let isAllSent: Bool
        let lastExchange: Date?

        init(_ status: StatusView) {
            (waiting, recorded, isAllSent, lastExchange) = (status.waiting, status.recorded, status.isAllSent, status.lastExchange)
        }
    }
}

/// SplitMix64: the same steps for the same seed.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
