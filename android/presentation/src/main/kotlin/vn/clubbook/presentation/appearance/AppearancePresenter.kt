package vn.clubbook.presentation.appearance

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import vn.clubbook.presentation.Presenter

data class AppearanceState(val language: Language, val textSize: TextSize)

sealed interface AppearanceEvent {
    data class ChooseLanguage(val language: Language) : AppearanceEvent

    data class ChooseTextSize(val textSize: TextSize) : AppearanceEvent
}

/** Language and size of type: what is tapped is kept at once. */
class AppearancePresenter(private val store: AppearanceStore) : Presenter<AppearanceState, AppearanceEvent> {
    private val shown = MutableStateFlow(store.appearance.toState())

    override val state: StateFlow<AppearanceState> = shown.asStateFlow()

    override fun on(event: AppearanceEvent) {
        store.appearance =
            when (event) {
                is AppearanceEvent.ChooseLanguage -> store.appearance.copy(language = event.language)
                is AppearanceEvent.ChooseTextSize -> store.appearance.copy(textSize = event.textSize)
            }
        shown.value = store.appearance.toState()
    }
}

private fun Appearance.toState() = AppearanceState(language, textSize)
