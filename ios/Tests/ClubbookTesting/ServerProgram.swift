import Foundation

/// The centre's program, as cargo built it; CLUBBOOK_SERVER says where it is.
enum ServerProgram {
    private static func process(in folder: URL, _ command: [String]) throws -> Process {
        guard let program = ProcessInfo.processInfo.environment["CLUBBOOK_SERVER"] else {
            throw NotAsExpected("cargo build -p clubbook-server, and say where it is: CLUBBOOK_SERVER=…")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--data", folder.appendingPathComponent("centre").path] + command
        process.standardInput = FileHandle.nullDevice
        process.standardError = try writing(to: folder.appendingPathComponent("centre-\(UUID().uuidString).log"))
        return process
    }

    private static func writing(to file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    /// Runs a command to its end; what it said. Not over a pipe: a process that another test starts at this very moment would hold
    /// its other end open.
    static func ask(in folder: URL, _ command: [String]) async throws -> String {
        let asked = try process(in: folder, ["--json"] + command)
        let answer = folder.appendingPathComponent("answer-\(UUID().uuidString)")
        asked.standardOutput = try writing(to: answer)
        let status = try await withCheckedThrowingContinuation { ended in
            asked.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try asked.run()
            } catch {
                asked.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        let said = try String(contentsOf: answer, encoding: .utf8)
        guard status == 0 else { throw NotAsExpected("\(command): \(said)") }
        return said
    }

    /// Starts serving; the process, and the port on which it answers.
    static func serve(in folder: URL, _ command: [String]) throws -> (Process, UInt16) {
        let serving = try process(in: folder, ["serve"] + command)
        let output = Pipe()
        serving.standardOutput = output
        try serving.run()
        var said = ""
        while true {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw NotAsExpected("the centre ended: \(said)") }
            said += String(decoding: more, as: UTF8.self)
            if let line = said.firstMatch(of: #/Answering on .*:(\d+)\s/#), let port = UInt16(line.1) { return (serving, port) }
        }
    }
}
