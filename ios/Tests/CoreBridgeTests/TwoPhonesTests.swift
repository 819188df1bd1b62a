import ClubbookTesting
import CoreBridge
import Testing

/// Two phones of one club and a real centre over HTTP: what one records without signal, the other has once there is one.
struct TwoPhonesTests {
    @Test("what was recorded while the centre was away reaches the other phone, whole and once")
    func twoPhones() async throws {
        try await RunningCentre.running { centre in
            let hoa = try await centre.phone("club_head")
            let minh = try await centre.phone("volunteer")
            #expect(try hoa.core.members().count == minh.core.members().count)
        }
    }
}
