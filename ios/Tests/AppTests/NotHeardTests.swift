import Foundation
import Presentation
import Testing

@testable import ClubbookApp

@Suite("Why the system heard nothing")
struct NotHeardTests {
    @Test(
        "what the system numbers is told apart",
        arguments: [
            ("kAFAssistantErrorDomain", 1110, NotHeard.nothing),
            ("kLSRErrorDomain", 201, .notThisPhone),
            ("kLSRErrorDomain", 102, .notThisPhone),
            ("kLSRErrorDomain", 301, .notNow),
            ("kAFAssistantErrorDomain", 201, .notNow),
        ])
    func numbers(domain: String, code: Int, why: NotHeard) {
        #expect(NotHeard(NSError(domain: domain, code: code)) == why)
    }
}
