import Presentation
import SwiftUI

/// The app: one window, and one ``Phone`` behind it.
#if !SWIFT_PACKAGE
    @main
#endif
struct ClubbookApp: App {
    private let phone: Phone

    /// Background work has to be named before the app has finished launching, also where iOS launches it without a window.
    init() {
        Words.settleLanguage()
        phone = Phone()
        phone.launch()
    }

    var body: some Scene {
        WindowGroup {
            RootView(phone: phone)
                .modifier(Appearance())
                .modifier(Covered())
                .modifier(LookedAt(phone: phone))
        }
    }
}

/// Tells the phone whether anybody looks.
private struct LookedAt: ViewModifier {
    @Environment(\.scenePhase) private var phase
    let phone: Phone

    func body(content: Content) -> some View {
        content.onChange(of: phase, initial: true) {
            switch phase {
            case .active: Task { await phone.wake() }
            case .background: phone.sleep()
            default: break
            }
        }
    }
}
