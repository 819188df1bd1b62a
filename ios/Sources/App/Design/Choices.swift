import SwiftUI

/// One of a few: "hôm nay / hôm qua / ngày khác".
struct OneOf<Option: Hashable>: View {
    let title: String
    let options: [Option]
    let chosen: Option?
    let label: (Option) -> String
    let onChoose: @MainActor (Option) -> Void

    init(
        _ title: String, _ options: [Option], chosen: Option?, label: @escaping (Option) -> String,
        onChoose: @escaping @MainActor (Option) -> Void
    ) {
        self.title = title
        self.options = options
        self.chosen = chosen
        self.label = label
        self.onChoose = onChoose
    }

    var body: some View {
        Choices(title: title, options: options, isOn: { $0 == chosen }, label: label, onTap: onChoose)
    }
}

/// Some of several, as the services of a visit. `onToggle` is called with what was tapped.
struct SomeOf<Option: Hashable>: View {
    let title: String
    let options: [Option]
    let chosen: Set<Option>
    let label: (Option) -> String
    let onToggle: @MainActor (Option) -> Void

    init(
        _ title: String, _ options: [Option], chosen: Set<Option>, label: @escaping (Option) -> String,
        onToggle: @escaping @MainActor (Option) -> Void
    ) {
        self.title = title
        self.options = options
        self.chosen = chosen
        self.label = label
        self.onToggle = onToggle
    }

    var body: some View {
        Choices(title: title, options: options, isOn: chosen.contains, label: label, onTap: onToggle)
    }
}

/// Chips under a heading; as many beside each other as the type leaves room for.
private struct Choices<Option: Hashable>: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    let title: String
    let options: [Option]
    let isOn: (Option) -> Bool
    let label: (Option) -> String
    let onTap: @MainActor (Option) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: Space.near) {
            Text(title).font(.clubTitle).accessibilityAddTraits(.isHeader)
            LazyVGrid(columns: columns, alignment: .leading, spacing: Space.near) {
                ForEach(options, id: \.self) { option in
                    Chip(text: label(option), isOn: isOn(option)) { onTap(option) }
                }
            }
        }
    }

    private var columns: [GridItem] {
        typeSize.isAccessibilitySize ? [GridItem(.flexible())] : [GridItem(.adaptive(minimum: 150), spacing: Space.near)]
    }
}

private struct Chip: View {
    let text: String
    let isOn: Bool
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) {
            HStack(spacing: Space.near) {
                if isOn { Image(systemName: "checkmark").accessibilityHidden(true) }
                Text(text).font(.clubTitle).multilineTextAlignment(.leading)
                Spacer(minLength: 0)
            }
            .padding(.horizontal, 12)
            .padding(.vertical, Space.near)
            .frame(maxWidth: .infinity, minHeight: Touch.least)
            .foregroundStyle(isOn ? Color.onChosen : Color.ink)
            .background(isOn ? Color.chosen : Color.paper, in: .card)
            .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(isOn ? Color.main : Color.outline, lineWidth: isOn ? 3 : 1) }
        }
        .buttonStyle(.plain)
        .accessibilityAddTraits(isOn ? [.isToggle, .isSelected] : .isToggle)
        .sensoryFeedback(.selection, trigger: isOn)
    }
}
