import Presentation
import SwiftUI

/// What to do about readings, with a button for each number that stands in it.
struct AdviceAlarm: View {
    @Environment(\.openURL) private var openURL
    let advice: [Advice]

    init(_ advice: [Advice]) { self.advice = advice }

    var body: some View {
        if !advice.isEmpty { Alarm(texts: advice.map(\.words), calls: calls) }
    }

    private var calls: [Action] {
        var numbers: [String] = []
        for number in advice.flatMap(\.numbers) where !numbers.contains(number) { numbers.append(number) }
        return numbers.compactMap { number in
            URL(calling: number).map { url in Action(Words.visitCall(number)) { openURL(url) } }
        }
    }
}
