package vn.clubbook.bridge

/** The exchange with the centre: sends what was written here, receives what others wrote. */
fun interface Exchange {
    /** Goes on until both sides have everything, or says why it cannot. It may take minutes; it goes on when nobody waits for it. */
    suspend fun run(): ExchangeResult
}

/** How an exchange ended, as far as whoever starts the next one has to know. */
enum class ExchangeResult {
    /** Both sides have everything. */
    Done,

    /** Network or centre were away; it will do later. */
    TryLater,

    /** Only a person can help: revoked, another centre, an app that is too old. */
    AskPerson,
}
