import ClubbookTesting
import CoreBridge
import Fakes
import Foundation
import Testing

/// What talks to the centre waits without a thread, and can be given up.
@Suite(.timeLimit(.minutes(1)))
struct CancelTests {
    @Test("what is async fails with a type, and can be cancelled from outside")
    func lookUp() async throws {
        let folder = try temporaryFolder("cancel")
        defer { try? FileManager.default.removeItem(at: folder) }
        let core = try Clubbook.open(request: .test(in: folder))
        let silent = try Listener()
        let asking = Task { try await core.lookUp(address: "http://127.0.0.1:\(silent.port)") }
        // It waits for an answer that never comes.
        let phone = await Task.detached { silent.accept() }.value
        core.cancel()
        await #expect { try await asking.value } throws: { $0.isCancelled }
        phone?.end()
        silent.close()
        await #expect {
            try await core.lookUp(address: "http://127.0.0.1:\(silent.port)")
        } throws: { error in
            if case .Exchange? = error as? ClubbookError { true } else { false }
        }
    }

    @Test("an exchange whose task is cancelled is given up, and the next one goes on where it was")
    func exchange() async throws {
        try await RunningCentre.running { centre in
            let phone = try await centre.phone("club_head")
            let lan = try phone.person("Đinh Thị Lan")
            _ = try await phone.book.ask { try $0.consent(person: lan, purpose: 1, given: true, confirmed: true) }
            centre.road.condition = .silent
            var arrivals = centre.road.arrivals().makeAsyncIterator()
            let sending = Task { await phone.book.run() }
            await arrivals.next()
            sending.cancel()
            #expect(await sending.value == .tryLater)
            #expect(try phone.core.status().isAllSent == false)
            centre.road.condition = .open
            #expect(await phone.book.run() == .done)
            #expect(try phone.core.status().isAllSent)
        }
    }

    @Test("a task that is cancelled already begins no exchange")
    func cancelledBefore() async {
        let core = FakeCore()
        let book = Book(core)
        let (goesOn, goOn) = AsyncStream<Void>.makeStream()
        let sending = Task {
            for await _ in goesOn {}
            return await book.run()
        }
        sending.cancel()
        goOn.finish()
        #expect(await sending.value == .tryLater)
        #expect(core.calls.isEmpty)
    }

    @Test("an exchange that was given up before the core had begun ends after its first request")
    func cancelledAtTheBeginning() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let (goesOn, goOn) = AsyncStream<Void>.makeStream()
        let core = FakeCore { listener in
            begin.finish()
            // Whatever the task is, the core's own has only just begun.
            await Task.detached { for await _ in goesOn {} }.value
            let soFar = SyncView(sent: 0, received: 0, requests: 1, bytesUp: 0, bytesDown: 0)
            try listener?.progressed(soFar: soFar)
            return soFar
        }
        let sending = Task { try await Book(core).sync() }
        for await _ in begun {}
        sending.cancel()
        #expect(core.calls == ["sync", "cancel"])
        goOn.finish()
        _ = try await sending.value
        #expect(core.calls == ["sync", "cancel", "cancel"])
    }
}
