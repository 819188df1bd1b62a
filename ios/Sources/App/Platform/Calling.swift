import Foundation

extension URL {
    /// The address that calls a number as people write it.
    init?(calling number: String) {
        self.init(string: "tel:" + number.filter { $0.isASCII && ($0.isNumber || $0 == "+") })
    }
}
