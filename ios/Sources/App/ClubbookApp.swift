import Presentation
import SwiftUI
import UIKit

/// The app: one window, and one ``Phone`` behind it.
#if !SWIFT_PACKAGE
    @main
#endif
struct ClubbookApp: App {
    @UIApplicationDelegateAdaptor private var delegate: AppDelegate
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            RootView(phone: delegate.phone)
                .modifier(Appearance())
                .modifier(Covered())
        }
        .onChange(of: phase) { _, phase in
            let phone = delegate.phone
            switch phase {
            case .active: Task { await phone.wake() }
            case .background: phone.sleep()
            default: break
            }
        }
    }
}

/// Background work has to be named before the app has finished launching.
@MainActor
final class AppDelegate: NSObject, UIApplicationDelegate {
    let phone = Phone()

    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool {
        Words.settleLanguage()
        phone.launch()
        return true
    }
}
