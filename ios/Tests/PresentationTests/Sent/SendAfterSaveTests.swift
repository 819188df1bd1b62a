import ClubbookTesting
import CoreBridge
import Fakes
import Presentation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SendAfterSaveTests {
    @Test("each save starts one sending, one that fails starts no other, and what is left of last time starts one at the beginning")
    func eachSaveOnce() async throws {
        try await RunningCentre.running { centre in
            let phone = try await centre.phone("club_head")
            centre.road.condition = .closed
            let (starts, started) = AsyncStream<Bool>.makeStream()
            var next = starts.makeAsyncIterator()
            let sending = Task {
                await SendAfterSave(phone.book) { started.yield(await phone.book.run() == .tryLater) }.run()
            }
            let person = try phone.core.members()[0].person.id
            for given in [true, false, true] {
                _ = try phone.core.consent(person: person, purpose: 1, given: given, confirmed: true)
                // Were there a second one for a save, it would stand before the mark below.
                #expect(await next.next() == true)
            }
            sending.cancel()
            await sending.value
            started.yield(false)
            #expect(await next.next() == false)

            let (later, begun) = AsyncStream<Void>.makeStream()
            var first = later.makeAsyncIterator()
            let after = Task { await SendAfterSave(phone.book) { begun.yield() }.run() }
            #expect(await first.next() != nil)
            after.cancel()
            await after.value
        }
    }
}
