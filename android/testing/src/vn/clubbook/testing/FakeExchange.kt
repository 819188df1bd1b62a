package vn.clubbook.testing

import vn.clubbook.bridge.Exchange
import vn.clubbook.bridge.ExchangeResult

/** An exchange that ends as [next] says, and counts how often it was asked. */
class FakeExchange(var next: ExchangeResult = ExchangeResult.Done) : Exchange {
    var runs = 0
        private set

    override suspend fun run(): ExchangeResult {
        runs++
        return next
    }
}
