import CoreBridge

extension ClubbookError {
    /// The same will be refused again: unlike a store that is full, nothing gets better with time.
    var isForGood: Bool { if case .NotRecorded = self { true } else { false } }

    /// What a person reads of something that did not go through: what happened, what was kept, what to do next.
    public var said: String {
        switch self {
        case .AskFirst(let question): question.said
        case .NotRecorded(_, let words), .Exchange(_, let words), .Store(_, let words): words
        case .Locked(let words), .NotConnected(let words), .Revoked(let words), .Cancelled(let words): words
        case .WrongPin(_, let words), .WaitForPin(_, let words): words
        }
    }
}

extension Question {
    /// The question as people read it.
    public var said: String {
        switch self {
        case .duplicate(let words, _), .unmarked(let words, _), .sameVisit(let words, _), .registerNo(let words, _): words
        case .meeting(let words), .paperDays(let words), .withdrawn(let words), .ownPost(let words): words
        case .postHeld(let words, _): words
        }
    }
}
