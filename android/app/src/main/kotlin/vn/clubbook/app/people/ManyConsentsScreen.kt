package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.NoPictures
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.UndoBar
import vn.clubbook.app.design.roomy
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.PurposeView
import vn.clubbook.presentation.people.ManyConsentsEvent
import vn.clubbook.presentation.people.ManyConsentsState

/** Consents of many at once: for what, how they said so, and who did. */
@Composable
fun ManyConsentsScreen(state: ManyConsentsState, onEvent: (ManyConsentsEvent) -> Unit, onBack: () -> Unit) {
    NoPictures()
    when (val asked = state.asked) {
        null -> Purposes(state, onEvent, onBack)
        else -> WhoAgreed(asked, state, onEvent)
    }
}

@Composable
private fun Purposes(state: ManyConsentsState, onEvent: (ManyConsentsEvent) -> Unit, onBack: () -> Unit) = AppScaffold(
    stringResource(R.string.people_many_consents),
    onBack = onBack,
) {
    state.problem?.let { Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(ManyConsentsEvent.TryAgain) }) }
    state.noted?.let { noted ->
        UndoBar(
            stringResource(R.string.people_many_noted, noted.words),
            stringResource(R.string.people_left_undo),
            { onEvent(ManyConsentsEvent.TakeBack) },
        )
    }
    val purposes = state.purposes.orEmpty()
    if (purposes.isNotEmpty()) Text(stringResource(R.string.people_many_which), style = MaterialTheme.typography.bodyLarge)
    for (purpose in purposes) {
        val count = purpose.notAsked.toInt()
        BigTile(
            purpose.purpose.label.replaceFirstChar(Char::titlecase),
            { onEvent(ManyConsentsEvent.Choose(purpose.purpose.number)) },
            detail = if (count ==
                0
            ) {
                stringResource(R.string.people_many_all_asked)
            } else {
                stringResource(R.string.people_many_not_asked, count)
            },
        )
    }
}

@Composable
private fun WhoAgreed(asked: PurposeView, state: ManyConsentsState, onEvent: (ManyConsentsEvent) -> Unit) {
    BackHandler { onEvent(ManyConsentsEvent.Leave) }
    val back = backAsking(state.isBegun, { onEvent(ManyConsentsEvent.Leave) }, DropWords.Tapped)
    val list = rememberLazyListState()
    // What is lacking is said above those whom it is about; where there is no room for the button below them it comes last.
    LaunchedEffect(state.lacks) { if (state.lacks != null) list.scrollToItem(0) }
    val save: @Composable () -> Unit = {
        PrimaryButton(stringResource(R.string.people_many_save, state.agreed.size), { onEvent(ManyConsentsEvent.Save) })
    }
    val isRoomy = roomy()
    ListScaffold(
        asked.purpose.label.replaceFirstChar(Char::titlecase),
        onBack = back,
        bottom = if (isRoomy && state.people.isNotEmpty()) ({ save() }) else null,
    ) {
        LazyColumn(
            Modifier.fillMaxSize(),
            list,
            contentPadding = PaddingValues(bottom = Space.apart),
            verticalArrangement = Arrangement.spacedBy(Space.near),
        ) {
            state.problem?.let { item { Refused(it) } }
            state.lacks?.let { item { Attention(stringResource(it.words)) } }
            if (state.people.isEmpty()) item { EmptyState(stringResource(R.string.people_many_all_asked)) }
            if (state.people.isNotEmpty()) item { HowTheyAgreed(asked, state, onEvent) }
            items(state.people, key = { it.id.toString() }) { AgreedTile(it, it.id in state.agreed, onEvent) }
            if (!isRoomy && state.people.isNotEmpty()) item { save() }
        }
    }
}

@Composable
private fun AgreedTile(person: PersonView, agreed: Boolean, onEvent: (ManyConsentsEvent) -> Unit) = BigTile(
    person.name,
    { onEvent(ManyConsentsEvent.Toggle(person.id)) },
    detail = person.about,
    state = if (agreed) stringResource(R.string.people_consent_given) else null,
    marked = agreed,
)

private val ManyConsentsState.Lack.words
    get() = when (this) {
        ManyConsentsState.Lack.People -> R.string.people_many_lacks_people
        ManyConsentsState.Lack.How -> R.string.people_many_lacks_how
    }

/** What is read out first, then whether they signed or spoke. */
@Composable
private fun HowTheyAgreed(asked: PurposeView, state: ManyConsentsState, onEvent: (ManyConsentsEvent) -> Unit) =
    Column(verticalArrangement = Arrangement.spacedBy(Space.apart)) {
        Text(stringResource(R.string.people_many_read_out), style = MaterialTheme.typography.titleMedium)
        Text(asked.text ?: asked.why, style = MaterialTheme.typography.bodyLarge)
        OneOf(stringResource(R.string.people_many_how), listOf(true, false), state.isSigned, { onEvent(ManyConsentsEvent.How(it)) }) {
            stringResource(if (it) R.string.people_many_signed else R.string.people_many_spoken)
        }
        Text(stringResource(R.string.people_many_tap), style = MaterialTheme.typography.titleMedium)
    }
