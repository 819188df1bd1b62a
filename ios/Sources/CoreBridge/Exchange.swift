/// The exchange with the centre: sends what was written here, receives what others wrote.
public protocol Exchange: Sendable {
    /// Goes on until both sides have everything, or says why it cannot. It may take minutes; cancelling the task gives it up.
    func run() async -> ExchangeResult
}

/// How an exchange ended, as far as whoever starts the next one has to know.
public enum ExchangeResult: Sendable {
    /// Both sides have everything.
    case done

    /// Network or centre were away, or it was given up; it will do later.
    case tryLater

    /// Only a person can help: revoked, another centre, an app that is too old.
    case askPerson
}
