package vn.clubbook.presentation

import kotlinx.coroutines.flow.StateFlow

/** What is behind one screen: it shows [state] and tells what people do on it. Holds no Android class. */
interface Presenter<State, Event> {
    val state: StateFlow<State>

    fun on(event: Event)
}
