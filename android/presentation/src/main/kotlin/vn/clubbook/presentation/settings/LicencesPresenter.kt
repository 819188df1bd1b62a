package vn.clubbook.presentation.settings

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.clubbook.presentation.Presenter

/** What the app is made of; empty until it is read. It is read once, so that whoever comes back from a text finds their place again. */
class LicencesPresenter(scope: CoroutineScope, read: suspend () -> List<Licence>) : Presenter<List<Licence>, Nothing> {
    private val shown = MutableStateFlow(listOf<Licence>())

    override val state: StateFlow<List<Licence>> = shown.asStateFlow()

    init {
        scope.launch { shown.value = read() }
    }

    override fun on(event: Nothing) = Unit
}
