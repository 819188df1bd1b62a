import CoreBridge

/// An exchange that ends as ``next`` says, and counts how often it was asked.
public actor FakeExchange: Exchange {
    public private(set) var next: ExchangeResult
    public private(set) var runs = 0

    public init(_ next: ExchangeResult = .done) {
        self.next = next
    }

    public func ends(_ next: ExchangeResult) {
        self.next = next
    }

    public func run() -> ExchangeResult {
        runs += 1
        return next
    }
}
