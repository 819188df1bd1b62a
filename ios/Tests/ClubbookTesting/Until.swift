import Observation

/// Waits until what a model shows is so; looks again whenever something that `isSo` reads has changed. A test whose time is over has
/// failed by that, and waits no longer.
@MainActor
public func until(_ isSo: @MainActor () -> Bool) async {
    let (changes, changed) = AsyncStream<Void>.makeStream()
    var next = changes.makeAsyncIterator()
    while !withObservationTracking(isSo, onChange: { changed.yield() }), await next.next() != nil {}
}
