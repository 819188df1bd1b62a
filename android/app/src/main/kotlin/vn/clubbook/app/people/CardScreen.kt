package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.Fact
import vn.clubbook.app.design.Heading
import vn.clubbook.app.design.NoPictures
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.Panel
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.QuestionSheet
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.UndoBar
import vn.clubbook.app.design.roomy
import vn.clubbook.ffi.CallView
import vn.clubbook.ffi.CardView
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.TransferView
import vn.clubbook.presentation.people.CardEvent
import vn.clubbook.presentation.people.CardState

/** Where a card leads. */
class CardWays(
    val call: (CallView) -> Unit,
    val correct: () -> Unit,
    val visit: () -> Unit,
    val visits: () -> Unit,
    val consents: () -> Unit,
    val membership: () -> Unit,
    val death: () -> Unit,
    val decide: () -> Unit,
    val livesWith: () -> Unit,
    val open: (PersonView) -> Unit,
    val back: () -> Unit,
)

/** All that the book knows of a person and that whoever is at the phone may see. [isSaved] says that a correction was written down. */
@Composable
fun CardScreen(state: CardState, isSaved: Boolean, onEvent: (CardEvent) -> Unit, ways: CardWays) {
    val card = state.card
    if (card != null && state.leaving != null) {
        BackHandler { onEvent(CardEvent.KeepMember) }
        return LeaveScreen(card.person, state, onEvent)
    }
    // What somebody is in need of is nobody else's.
    if (card?.circumstances.orEmpty().isNotEmpty() || state.saidToLiveAlone != null) NoPictures()
    val isRoomy = roomy()
    AppScaffold(
        card?.person?.name ?: stringResource(R.string.people_card_title),
        onBack = ways.back,
        bottom = if (card == null) {
            null
        } else {
            {
                if (isRoomy) JustNow(card, state, onEvent)
                SecondaryButton(stringResource(R.string.people_correct), ways.correct)
            }
        },
    ) {
        if (isSaved && !state.isNotedHere) Notice(stringResource(R.string.people_saved))
        // In the largest type it stands where it was tapped.
        if (!isRoomy && card != null && (state.hasJustLeft || state.hasJustJoined)) JustNow(card, state, onEvent)
        if (state.hasJustLeft) state.transfer?.let { Transfer(it) }
        state.problem?.let { Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(CardEvent.TryAgain) }) }
        if (card != null) CardParts(card, state, onEvent, ways, isRoomy)
    }
    state.number?.let { NumberOfJoining(it, onEvent) }
}

/** Something was written down here, and what can be taken back is that. */
private val CardState.isNotedHere get() = hasJustLeft || hasJustJoined || saidToLiveAlone != null || moved != null

/** What was written down last, and can be taken back. It comes where no finger is: what is under one stays there. */
@Composable
private fun JustNow(card: CardView, state: CardState, onEvent: (CardEvent) -> Unit) {
    val said = card.person.said
    val alone = state.saidToLiveAlone
    val moved = state.moved
    when {
        state.hasJustLeft -> Undo(stringResource(R.string.people_left_done, said)) { onEvent(CardEvent.TakeBack) }

        state.hasJustJoined -> Undo(stringResource(R.string.people_joined_done, said)) { onEvent(CardEvent.TakeBackJoin) }

        alone?.stoodAlready == true || moved?.stoodAlready == true -> Notice(stringResource(R.string.roster_already))

        alone != null -> {
            val words = if (alone.livesAlone) R.string.roster_alone_done else R.string.roster_not_alone_done
            Undo(stringResource(words, said)) { onEvent(CardEvent.TakeBackLivesAlone) }
        }

        moved != null -> {
            val words = moved.with?.let { stringResource(R.string.roster_lives_with_done, said, it.said) }
            Undo(words ?: stringResource(R.string.roster_lives_apart_done, said)) { onEvent(CardEvent.TakeBackMove) }
        }
    }
}

@Composable
private fun Undo(words: String, onUndo: () -> Unit) = UndoBar(words, stringResource(R.string.people_left_undo), onUndo)

@Composable
private fun ColumnScope.CardParts(card: CardView, state: CardState, onEvent: (CardEvent) -> Unit, ways: CardWays, isRoomy: Boolean) {
    Standing(card)
    if (!state.isMember && !card.person.hasDied) PrimaryButton(stringResource(R.string.people_join), { onEvent(CardEvent.Join()) })
    card.calls.forEach { number -> PrimaryButton(number.words(), { ways.call(number) }, icon = ClubIcons.phone) }
    if (card.unsettled.isNotEmpty()) {
        Attention(
            stringResource(R.string.people_unsettled, card.unsettled.joinToString { it.label }),
            action = Action(stringResource(R.string.people_unsettled_look), ways.decide),
        )
    }
    Heading(stringResource(R.string.people_care))
    if (card.circumstances.isNotEmpty()) {
        Fact(stringResource(R.string.people_circumstances), card.circumstances.joinToString())
    }
    if (!card.person.hasDied) {
        LivesAlone(card, state.offersToLiveAlone, onEvent)
        if (!isRoomy && state.saidToLiveAlone != null) JustNow(card, state, onEvent)
        if (state.saidToLiveAlone?.livesAlone == true && card.circumstancesConsent == ConsentState.MISSING) {
            Attention(
                stringResource(R.string.roster_alone_hidden),
                action = Action(stringResource(R.string.people_added_consents), ways.consents),
            )
        }
        SecondaryButton(stringResource(R.string.people_visit), ways.visit)
    }
    BigTile(
        stringResource(R.string.people_visits),
        ways.visits,
        detail = card.lastVisit?.let { stringResource(R.string.people_last_visit, it) } ?: stringResource(R.string.people_no_visit),
    )
    BigTile(stringResource(R.string.people_consents), ways.consents, detail = card.consentsWords)
    Heading(stringResource(R.string.people_roster))
    card.group?.let { Fact(stringResource(R.string.people_group), it) }
    card.household?.let { household ->
        Fact(stringResource(R.string.people_household), (listOf(household) + card.householdPeople.map { it.titled }).joinToString("\n"))
    }
    if (!card.person.hasDied) {
        SecondaryButton(stringResource(R.string.roster_lives_with), ways.livesWith)
        if (card.household != null) SecondaryButton(stringResource(R.string.roster_lives_apart), { onEvent(CardEvent.LiveApart) })
        if (!isRoomy && state.moved != null) JustNow(card, state, onEvent)
    }
    card.lines.forEach { Fact(it.label, it.value) }
    if (state.isMember) SecondaryButton(stringResource(R.string.people_membership), ways.membership)
    if (card.samePerson.isNotEmpty()) {
        Heading(stringResource(R.string.people_same_person))
        card.samePerson.forEach { BigTile(it.name, { ways.open(it) }, detail = it.about) }
    }
    if (state.isMember) SecondaryButton(stringResource(R.string.people_leave), { onEvent(CardEvent.StartLeaving) })
    if (!card.person.hasDied) SecondaryButton(stringResource(R.string.people_death), ways.death)
}

/** Not offered where they said no to it, nor where nobody sees what is noted already. */
@Composable
private fun LivesAlone(card: CardView, offers: Boolean, onEvent: (CardEvent) -> Unit) {
    if (card.circumstancesConsent in listOf(ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.OUT_OF_SIGHT)) return
    SecondaryButton(
        stringResource(if (offers) R.string.roster_alone else R.string.roster_not_alone),
        { onEvent(CardEvent.SayLivesAlone(offers)) },
    )
}

/** What the other club writes down of somebody who moved there. */
@Composable
private fun Transfer(transfer: TransferView) = Panel(stringResource(R.string.people_transfer)) {
    Fact(stringResource(R.string.people_transfer_from), transfer.fromClub)
    transfer.joinedOn?.let { Fact(stringResource(R.string.people_transfer_since), it) }
    transfer.lines.forEach { Fact(it.label, it.value) }
}

@Composable
private fun NumberOfJoining(question: Question.RegisterNo, onEvent: (CardEvent) -> Unit) = QuestionSheet(
    question.words,
    listOf(Action(stringResource(R.string.people_number_take, question.nextFree)) { onEvent(CardEvent.Join(question.nextFree)) }),
    Action(stringResource(R.string.people_number_again)) { onEvent(CardEvent.NotYet) },
)

/** Number in the register, since when, tasks: for each time that they were a member. */
@Composable
private fun Standing(card: CardView) = Column {
    if (card.person.hasDied) Text(stringResource(R.string.people_has_died), style = MaterialTheme.typography.titleMedium)
    if (card.memberships.isEmpty()) Text(stringResource(R.string.people_no_member), style = MaterialTheme.typography.bodyLarge)
    for (one in card.memberships) {
        val number = one.registerNo?.let { stringResource(R.string.people_number, it) }
        val words = listOfNotNull(number, one.standing) + one.roles.map { it.label }
        if (words.isNotEmpty()) Text(words.joinToString(APART), style = MaterialTheme.typography.bodyLarge)
    }
}

@Composable
private fun CallView.words(): String {
    // A number is read in one line.
    val number = number.replace(' ', '\u00A0')
    return when {
        isOwn -> stringResource(R.string.people_call, number)
        of == null -> stringResource(R.string.people_call_relative, number)
        else -> stringResource(R.string.people_call_named, of.orEmpty(), number)
    }
}
