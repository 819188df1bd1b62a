import CoreBridge
import Fakes
import Foundation

/// A real centre in a process of its own, with one club of so many people, and the ``road`` on which phones reach it.
public final class RunningCentre: Sendable {
    public static let club = "7"
    public static let clubName = "CLB thôn Gò Deo"
    public static let name = "Hội Người cao tuổi tỉnh Quảng Ngãi"
    public static let meetingDay = 17

    public let road: Road
    private let folder: URL
    private let serving: Process

    /// Runs a centre for as long as `work` takes, where the caller is.
    public static func running(
        people: Int = 3, isolation: isolated (any Actor)? = #isolation, _ work: (RunningCentre) async throws -> Void
    ) async throws {
        let folder = try temporaryFolder("centre")
        defer { try? FileManager.default.removeItem(at: folder) }
        let centre = try await RunningCentre(in: folder, people: people)
        defer { centre.end() }
        try await work(centre)
    }

    private init(in folder: URL, people: Int) async throws {
        self.folder = folder
        let members = folder.appendingPathComponent("members.csv")
        try RunningCentre.members(people).write(to: members, atomically: true, encoding: .utf8)
        for command in [
            ["units", "add", "--code", "51", "--name", "Tỉnh Quảng Ngãi", "--kind", "province"],
            ["units", "add", "--code", "21289", "--name", "Xã Sơn Hà", "--kind", "commune", "--parent", "51"],
            [
                "club", "add", "--unit", "21289", "--number", Self.club, "--name", Self.clubName,
                "--meeting-day", "\(Self.meetingDay)",
            ],
            ["club", "import", "--number", Self.club, members.path],
        ] {
            _ = try await ServerProgram.ask(in: folder, command)
        }
        let (process, port) = try ServerProgram.serve(in: folder, ["--listen", "127.0.0.1:0", "--name", Self.name])
        serving = process
        road = try Road(to: port)
    }

    private func end() {
        road.close()
        // On Linux a process inherits the signals that the thread which starts it blocks, and `terminate()` asks with one of them.
        kill(serving.processIdentifier, SIGKILL)
    }

    /// A new code for somebody of the club.
    public func code(_ role: String) async throws -> String {
        let said = try await ask("code", "issue", "--club", Self.club, "--role", role)
        return try found(#/"digits":"(\d{8})"/#, in: said)
    }

    /// Takes the access of every phone of the club away.
    public func revokePhones() async throws {
        for device in try await ask("device", "list", "--club", Self.club).matches(of: #/"device":"([^"]+)"/#) {
            _ = try await ask("device", "revoke", String(device.1))
        }
    }

    /// An officer looks at everything that waits for review and takes none of it.
    public func refuseWhatWaits() async throws {
        for held in try await ask("quarantine", "list").matches(of: #/\{[^{}]*\}/#) {
            let record = String(held.0)
            _ = try await ask(
                "quarantine", "refuse",
                found(#/"device":"?([0-9a-f]+)/#, in: record),
                found(#/"first":"?([0-9a-f]+)/#, in: record),
                found(#/"last":"?([0-9a-f]+)/#, in: record),
                "--reason", "ghi nhầm"
            )
        }
    }

    private func ask(_ command: String...) async throws -> String {
        try await ServerProgram.ask(in: folder, command)
    }

    /// A new phone of the club, connected and up to date.
    public func phone(_ role: String, name: String = "phone") async throws -> Phone {
        let folder = folder.appendingPathComponent("\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let core = try Clubbook.open(request: .test(in: folder))
        let found = try await core.lookUp(address: road.address)
        _ = try await core.connect(centre: found, clubNumber: Self.club, digits: code(role))
        let book = Book(core)
        guard await book.run() == .done else { throw NotAsExpected("the first exchange of \(name)") }
        return Phone(core: core, book: book)
    }

    /// A phone of the club.
    public struct Phone: Sendable {
        public let core: Clubbook
        public let book: Book

        public func person(_ name: String) throws -> RecordId {
            guard let found = try core.members().first(where: { $0.person.name == name }) else {
                throw NotAsExpected("no member \(name)")
            }
            return found.person.id
        }
    }

    /// The first three have tasks and names that tests know; nobody else has the name of another.
    private static func members(_ people: Int) -> String {
        let families = ["Đinh", "Phạm", "Hồ", "Trần", "Nguyễn", "Lê", "Võ"]
        let given = ["An", "Bình", "Cúc", "Dung", "Giang", "Hạnh", "Khoa", "Liên", "Nga", "Phúc", "Sơn", "Tâm"]
        let named = """
            full_name,sex,birth,hamlet,membership.register_no,membership.roles
            Đinh Thị Lan,female,1955,Thôn Gò Deo,1,club_head
            Phạm Văn Hùng,male,1962,Thôn Gò Deo,2,volunteer
            Hồ Thị Mười,female,1944,Thôn Gò Deo,3,

            """
        guard people > 3 else { return named }
        return (4...people).reduce(into: named) { lines, number in
            let isWoman = number % 2 == 0
            let name = "\(families[number % families.count]) \(isWoman ? "Thị" : "Văn") \(given[number % given.count])"
            lines += "\(name),\(isWoman ? "female" : "male"),\(1930 + number % 40),Thôn Gò Deo,\(number),\n"
        }
    }
}

/// What a test counts on and what is not so.
public struct NotAsExpected: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

private func found(_ pattern: Regex<(Substring, Substring)>, in text: String) throws -> String {
    guard let match = text.firstMatch(of: pattern) else { throw NotAsExpected("not found in: \(text)") }
    return String(match.1)
}
