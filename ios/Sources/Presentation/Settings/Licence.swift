import Foundation

/// A work that this app is made of, and under which licence.
public struct Licence: Hashable, Sendable, Identifiable {
    /// A text of the licence as it is read on a phone: which file it is, and its paragraphs.
    public struct Text: Equatable, Sendable {
        public let file: String
        public let paragraphs: [String]
    }

    /// Where a text is: the name of its file, and its number among all texts.
    private struct Place: Hashable, Sendable {
        let file: String
        let number: Int
    }

    public let name: String
    public let version: String
    public let licence: String
    private let places: [Place]

    public var id: String { "\(name) \(version)" }

    /// Reads the list that the build wrote, one work a line: name, version, licence, number and name of each text, apart by tabs.
    public static func read(_ list: String) -> [Licence] { list.split(separator: "\n").compactMap(Licence.init(line:)) }

    private init?(line: Substring) {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3 else { return nil }
        (name, version, licence) = (parts[0], parts[1], parts[2])
        places = parts.dropFirst(3).compactMap { part in
            guard let gap = part.firstIndex(of: " "), let number = Int(part[..<gap]) else { return nil }
            return Place(file: String(part[part.index(after: gap)...]), number: number)
        }
    }

    /// The texts of the licence, out of the file `all` that the build wrote.
    public func texts(in all: String) -> [Text] {
        let texts = all.split(separator: "\u{000C}", omittingEmptySubsequences: false)
        return places.filter { texts.indices.contains($0.number) }.map { Text(file: $0.file, paragraphs: paragraphs(of: texts[$0.number])) }
    }
}

/// The paragraphs of a text whose lines were cut for a wide page: on a phone they are as wide as it is. Empty lines, points of a list and
/// names of owners begin a new one; rules and frames of signs are left out.
private func paragraphs(of text: Substring) -> [String] {
    var paragraphs: [String] = []
    var isOver = true
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
        let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard words.contains(where: { $0.isLetter || $0.isNumber }) else {
            isOver = true
            continue
        }
        if isOver || words.prefixMatch(of: #/[*•-] |\(?[0-9a-z]{1,3}[.)] |Copyright |©/#) != nil {
            paragraphs.append(words)
        } else {
            paragraphs[paragraphs.count - 1] += " " + words
        }
        isOver = false
    }
    return paragraphs
}
