import SwiftUI

/// A line through readings from left to right, with a dot for each; all numbers from 0 to 1, from the left and from below.
struct ReadingLine: Shape {
    struct Point: Hashable {
        let at: Double
        let height: Double
    }

    let points: [Point]

    func path(in rect: CGRect) -> Path {
        let room = rect.insetBy(dx: 8, dy: 8)
        var path = Path()
        for (index, point) in points.enumerated() {
            let place = CGPoint(x: room.minX + point.at * room.width, y: room.maxY - point.height * room.height)
            if index > 0 { path.addLine(to: place) }
            path.addEllipse(in: CGRect(x: place.x - 4, y: place.y - 4, width: 8, height: 8))
            path.move(to: place)
        }
        return path
    }
}
