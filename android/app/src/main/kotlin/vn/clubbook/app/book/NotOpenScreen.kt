package vn.clubbook.app.book

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused

/** The book could not be opened. Nothing else can be done here, so nothing else is on the screen. */
@Composable
fun NotOpenScreen(failed: Opened.Failed, onAgain: () -> Unit) = AppScaffold(
    stringResource(R.string.book_not_open),
    bottom = { PrimaryButton(stringResource(R.string.book_open_again), onAgain) },
) {
    Refused(failed.words ?: stringResource(R.string.book_no_key))
}

/** A damaged file was set aside and read again as far as it could be: somebody has to hear of it once. */
@Composable
fun SalvagedScreen(words: String, onSeen: () -> Unit) = AppScaffold(
    stringResource(R.string.book_salvaged),
    bottom = { PrimaryButton(stringResource(R.string.book_salvage_seen), onSeen) },
) {
    Attention(words)
}
