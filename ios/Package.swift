// swift-tools-version: 6.0
import PackageDescription

// On Linux, and where CLUBBOOK_CORE=host says so, the core is the library of this machine that scripts/bindings.sh left in
// target/bindings. An app takes it from the XCFramework that ios/scripts/build-xcframework.sh makes.
#if os(Linux)
    let coreIsOfThisMachine = true
#else
    let coreIsOfThisMachine = Context.environment["CLUBBOOK_CORE"] == "host"
#endif

let library = "\(Context.packageDirectory)/../target/bindings/lib"
let core: Target =
    coreIsOfThisMachine
    ? .systemLibrary(name: "ClubbookCore")
    : .binaryTarget(name: "ClubbookCore", path: "Frameworks/ClubbookCore.xcframework")
let linking: [LinkerSetting] =
    coreIsOfThisMachine
    ? [
        .linkedLibrary("clubbook_ffi"),
        .unsafeFlags(["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library]),
        // libswiftObservation of Swift 6.0 on Linux names a function that no library has.
        .unsafeFlags(["-Xlinker", "--allow-shlib-undefined"], .when(platforms: [.linux])),
    ]
    // SQLCipher encrypts by what the system has.
    : [.linkedFramework("Security"), .linkedFramework("CoreFoundation")]
let strict: [SwiftSetting] = coreIsOfThisMachine ? [.unsafeFlags(["-warnings-as-errors"])] : []

let package = Package(
    name: "Clubbook",
    defaultLocalization: "vi",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "CoreBridge", targets: ["CoreBridge"]),
        .library(name: "Presentation", targets: ["Presentation"]),
    ],
    targets: [
        core,
        .target(name: "Days", swiftSettings: strict),
        .target(
            name: "ClubbookFFI",
            dependencies: ["ClubbookCore", "Days"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linking
        ),
        .target(name: "CoreBridge", dependencies: ["ClubbookFFI", "Days"], swiftSettings: strict),
        .target(name: "Presentation", dependencies: ["CoreBridge"], swiftSettings: strict),
        .target(name: "Fakes", dependencies: ["CoreBridge"], swiftSettings: strict),
        .target(name: "ClubbookTesting", dependencies: ["Fakes"], path: "Tests/ClubbookTesting", swiftSettings: strict),
        .testTarget(name: "CoreBridgeTests", dependencies: ["ClubbookTesting"], swiftSettings: strict),
        .testTarget(name: "PresentationTests", dependencies: ["Presentation", "ClubbookTesting"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// What talks to a phone of another language in another process: scripts/test-two-apps.sh.
if coreIsOfThisMachine {
    package.targets.append(
        .executableTarget(name: "SecondPhone", dependencies: ["Fakes"], path: "Tests/SecondPhone", swiftSettings: strict))
}

// The views are compiled here too, against declarations of what they use of SwiftUI and its neighbours. In an app the real ones
// stand in their place, and ios/project.yml builds Sources/App as the app itself.
#if os(Linux)
    let declared = ["SwiftUI", "UIKit", "AVFAudio", "BackgroundTasks", "Network", "Security", "Speech", "UserNotifications"]
    let over: [String: [Target.Dependency]] = ["SwiftUI": ["UIKit"], "Speech": ["AVFAudio"]]
    package.targets += declared.map { name in
        .target(name: name, dependencies: over[name] ?? [], path: "LinuxSupport/\(name)")
    }
    package.targets.append(
        .target(
            name: "ClubbookApp",
            dependencies: ["Presentation"] + declared.map { .target(name: $0) },
            path: "Sources/App",
            resources: [.process("Resources")],
            swiftSettings: strict
        )
    )
    package.targets.append(.testTarget(name: "AppTests", dependencies: ["ClubbookApp", "Fakes"], swiftSettings: strict))
#endif
