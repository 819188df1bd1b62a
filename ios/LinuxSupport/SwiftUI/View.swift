/// Declarations of the part of SwiftUI that the app uses, for the type check on Linux: public signatures without behaviour.
/// Never part of an app build. `ios/README.md` says what this can show and what it cannot.
@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

extension Never: View { public var body: Never { fatalError() } }

/// A view that SwiftUI draws by itself.
@MainActor @preconcurrency public protocol PrimitiveView: View where Body == Never {}

extension PrimitiveView { public var body: Never { fatalError() } }

extension Optional: View, PrimitiveView where Wrapped: View {}
public struct TupleView<T>: PrimitiveView {}
public struct EmptyView: PrimitiveView { public nonisolated init() {} }
public struct _ConditionalContent<TrueContent: View, FalseContent: View>: PrimitiveView {}

@resultBuilder public struct ViewBuilder {
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<(repeat each Content)> { fatalError() }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<T: View, F: View>(first: T) -> _ConditionalContent<T, F> { fatalError() }
    public static func buildEither<T: View, F: View>(second: F) -> _ConditionalContent<T, F> { fatalError() }
}

@MainActor @preconcurrency public protocol ViewModifier {
    associatedtype Body: View
    typealias Content = _ViewModifier_Content<Self>
    @ViewBuilder func body(content: Content) -> Body
}

public struct _ViewModifier_Content<Modifier: ViewModifier>: PrimitiveView {}

extension View { public func modifier<T: ViewModifier>(_ modifier: T) -> some View { self } }
