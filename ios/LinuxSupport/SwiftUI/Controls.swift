import UIKit

public struct Button<Label: View>: PrimitiveView {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {}
    public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) where Label == Text {}
}
public struct ButtonStyleConfiguration {
    public struct Label: PrimitiveView {}
    @MainActor @preconcurrency public var label: Label { fatalError() }
    public var isPressed: Bool { fatalError() }
}
@MainActor @preconcurrency public protocol ButtonStyle {
    associatedtype Body: View
    typealias Configuration = ButtonStyleConfiguration
    @ViewBuilder func makeBody(configuration: Configuration) -> Body
}

public struct PlainButtonStyle: ButtonStyle { public func makeBody(configuration: Configuration) -> some View { configuration.label } }
extension ButtonStyle where Self == PlainButtonStyle { public static var plain: PlainButtonStyle { fatalError() } }

public struct TextField<Label: View>: PrimitiveView {
    public init<S: StringProtocol>(_ title: S, text: Binding<String>) where Label == Text {}
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, axis: Axis) where Label == Text {}
}
public struct DatePickerComponents: Sendable { public static let date = DatePickerComponents() }
public struct DatePicker<Label: View>: PrimitiveView {
    public init<S: StringProtocol>(_ title: S, selection: Binding<Date>, in range: PartialRangeThrough<Date>, displayedComponents: DatePickerComponents) where Label == Text {}
}
public struct DatePickerStyleKind: Sendable { public static let graphical = DatePickerStyleKind() }
public struct ProgressView<Label: View>: PrimitiveView { public init() where Label == EmptyView {} }
public struct ShareLink<Label: View>: PrimitiveView {
    public init<S: StringProtocol>(_ title: S, item: URL) where Label == SwiftUI.Label<Text, Image> {}
}

public struct ContentUnavailableView<Title: View, Description: View, Actions: View>: PrimitiveView {
    public init(@ViewBuilder label: () -> Title, @ViewBuilder description: () -> Description = { EmptyView() }, @ViewBuilder actions: () -> Actions = { EmptyView() }) {}
}

public struct TextInputAutocapitalization: Sendable {
    public static var never: TextInputAutocapitalization { fatalError() }
    public static var words: TextInputAutocapitalization { fatalError() }
    public static var sentences: TextInputAutocapitalization { fatalError() }
}
public struct SensoryFeedback: Equatable, Sendable {
    public static let impact = SensoryFeedback()
    public static let success = SensoryFeedback()
    public static let warning = SensoryFeedback()
    public static let error = SensoryFeedback()
    public static let selection = SensoryFeedback()
}

extension View {
    public func buttonStyle<S: ButtonStyle>(_ style: S) -> some View { self }
    public func datePickerStyle(_ style: DatePickerStyleKind) -> some View { self }
    public func labelsHidden() -> some View { self }
    public func keyboardType(_ type: UIKeyboardType) -> some View { self }
    public func textInputAutocapitalization(_ autocapitalization: TextInputAutocapitalization?) -> some View { self }
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View { self }
    public func sensoryFeedback<T: Equatable>(_ feedback: SensoryFeedback, trigger: T) -> some View { self }
    public func sensoryFeedback<T: Equatable>(trigger: T, _ feedback: @escaping (T, T) -> SensoryFeedback?) -> some View { self }
}
