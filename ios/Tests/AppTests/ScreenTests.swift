import SwiftUI
import Testing

@testable import ClubbookApp

@MainActor
struct ScreenTests {
    @Test("a part of a screen whose condition does not hold is known to be nothing")
    func nothing() {
        #expect(EmptyView().isNothing)
        #expect(parts(isThere: false).isNothing)
        #expect(!parts(isThere: true).isNothing)
        #expect(!Divider().isNothing)
    }

    @ViewBuilder
    private func parts(isThere: Bool) -> some View { if isThere { Divider() } }
}
