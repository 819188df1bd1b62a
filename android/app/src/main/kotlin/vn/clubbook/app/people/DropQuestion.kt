package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.ConfirmSheet

/** What is asked before something is dropped. */
internal enum class DropWords(@param:StringRes val question: Int, @param:StringRes val detail: Int, @param:StringRes val keep: Int) {
    Corrected(R.string.people_drop_question, R.string.people_drop_detail, R.string.people_drop_keep),
    Added(R.string.people_add_drop_question, R.string.people_drop_detail, R.string.people_add_drop_keep),
    Tapped(R.string.people_many_drop_question, R.string.people_many_drop_detail, R.string.people_many_drop_keep),
}

/** The way back that asks first while something [isChanged] that is not saved; the system's own asks, too. */
@Composable
internal fun backAsking(isChanged: Boolean, onBack: () -> Unit, words: DropWords = DropWords.Corrected): () -> Unit {
    var leaving by rememberSaveable { mutableStateOf(false) }
    BackHandler(isChanged) { leaving = true }
    if (leaving) {
        ConfirmSheet(
            stringResource(words.question),
            stringResource(words.detail),
            stringResource(R.string.people_drop_act),
            {
                leaving = false
                onBack()
            },
            stringResource(words.keep),
            { leaving = false },
        )
    }
    return { if (isChanged) leaving = true else onBack() }
}
