package vn.clubbook.app.appearance

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.presentation.appearance.AppearanceEvent
import vn.clubbook.presentation.appearance.AppearanceState
import vn.clubbook.presentation.appearance.Language
import vn.clubbook.presentation.appearance.TextSize

/** Language, and type larger than the phone's own; the sentence below shows at once what was chosen. */
@Composable
fun AppearanceScreen(state: AppearanceState, onEvent: (AppearanceEvent) -> Unit, onBack: (() -> Unit)? = null) =
    AppScaffold(stringResource(R.string.appearance_title), onBack = onBack) {
        OneOf(
            stringResource(R.string.appearance_language),
            Language.entries,
            state.language,
            { onEvent(AppearanceEvent.ChooseLanguage(it)) },
            label = { it.ownName },
        )
        OneOf(
            stringResource(R.string.appearance_text_size),
            TextSize.entries,
            state.textSize,
            { onEvent(AppearanceEvent.ChooseTextSize(it)) },
            label = { stringResource(it.label) },
        )
        Notice(stringResource(R.string.appearance_sample))
    }

private val TextSize.label
    get() =
        when (this) {
            TextSize.AsOnPhone -> R.string.text_size_phone
            TextSize.Large -> R.string.text_size_large
            TextSize.Largest -> R.string.text_size_largest
        }
