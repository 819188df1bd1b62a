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
    : []

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
        .target(name: "Days"),
        .target(
            name: "ClubbookFFI",
            dependencies: ["ClubbookCore", "Days"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: linking
        ),
        .target(name: "CoreBridge", dependencies: ["ClubbookFFI", "Days"]),
        .target(name: "Presentation", dependencies: ["CoreBridge"]),
        .target(name: "Fakes", dependencies: ["CoreBridge"]),
        .target(name: "ClubbookTesting", dependencies: ["Fakes"], path: "Tests/ClubbookTesting"),
        .testTarget(name: "CoreBridgeTests", dependencies: ["ClubbookTesting"]),
        .testTarget(name: "PresentationTests", dependencies: ["Presentation", "ClubbookTesting"]),
    ],
    swiftLanguageModes: [.v6]
)
