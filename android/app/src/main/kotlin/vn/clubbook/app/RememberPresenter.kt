package vn.clubbook.app

import androidx.compose.runtime.Composable
import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewModelScope
import androidx.lifecycle.viewmodel.compose.viewModel
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import vn.clubbook.presentation.Presenter
import vn.clubbook.presentation.SavedForm

/**
 * The presenter of the screen that calls this. It outlives a rotation; its scope ends when the screen is left for good; what it puts
 * into its form outlives the process.
 */
@Composable
inline fun <reified P : Presenter<*, *>> rememberPresenter(noinline create: (CoroutineScope, SavedForm) -> P): P =
    viewModel(key = P::class.java.name) { PresenterHolder(createSavedStateHandle(), create) }.presenter as P

/** Holds a presenter, which is no platform class, where the platform keeps what outlives a rotation. */
class PresenterHolder(saved: SavedStateHandle, create: (CoroutineScope, SavedForm) -> Presenter<*, *>) :
    ViewModel(CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)) {
    val presenter = create(viewModelScope, HandleForm(saved))
}

private class HandleForm(private val saved: SavedStateHandle) : SavedForm {
    override fun get(name: String): String? = saved[name]

    override fun set(name: String, words: String?) = saved.set(name, words)
}
