public protocol ShapeStyle: Sendable {}

extension Color: PrimitiveView {}
public struct Color: ShapeStyle, Hashable { public init(_ name: String, bundle: Bundle? = nil) {} }

public protocol Shape: View, Sendable {
    nonisolated func path(in rect: CGRect) -> Path
}
extension Shape {
    public var body: Never { fatalError() }
    public func stroke<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View { self }
    public func strokeBorder<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View where Self: InsettableShape { self }
}
public protocol InsettableShape: Shape {}
public struct Path: Sendable {
    public init() {}
    public mutating func move(to end: CGPoint) {}
    public mutating func addLine(to end: CGPoint) {}
    public mutating func addEllipse(in rect: CGRect) {}
}
public struct RoundedRectangle: InsettableShape {
    public init(cornerRadius: CGFloat) {}
    public nonisolated func path(in rect: CGRect) -> Path { fatalError() }
}

public struct Font: Hashable, Sendable {
    public enum TextStyle: Hashable, Sendable { case largeTitle, title, title2, title3, headline, subheadline, body, callout, footnote, caption }
    public struct Weight: Hashable, Sendable { public static let bold = Weight() }
    public static func system(_ style: TextStyle, weight: Weight? = nil) -> Font { fatalError() }
    public func monospacedDigit() -> Font { self }
}
public enum TextAlignment: Sendable { case leading, center, trailing }

extension Text: PrimitiveView {}
public struct Text: Equatable, Sendable {
    public init<S: StringProtocol>(_ content: S) {}
}
extension Image: PrimitiveView {}
public struct Image: Equatable, Sendable {
    public enum Scale: Sendable { case small, medium, large }
    public init(systemName: String) {}
}
public struct Label<Title: View, Icon: View>: PrimitiveView {
    public init<S: StringProtocol>(_ title: S, systemImage name: String) where Title == Text, Icon == Image {}
}

extension View {
    public func font(_ font: Font?) -> some View { self }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { self }
    public func background<S: ShapeStyle>(_ style: S) -> some View { self }
    public func background<S: ShapeStyle, T: Shape>(_ style: S, in shape: T) -> some View { self }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { self }
    public func lineLimit(_ limit: Int, reservesSpace: Bool) -> some View { self }
    public func imageScale(_ scale: Image.Scale) -> some View { self }
    public func opacity(_ opacity: Double) -> some View { self }
    public func privacySensitive(_ sensitive: Bool = true) -> some View { self }
}
