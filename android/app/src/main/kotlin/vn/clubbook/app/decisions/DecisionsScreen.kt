package vn.clubbook.app.decisions

import androidx.activity.compose.BackHandler
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.EmptyState
import vn.clubbook.app.design.Fact
import vn.clubbook.app.design.Heading
import vn.clubbook.app.design.Panel
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.UndoBar
import vn.clubbook.ffi.DisputedView
import vn.clubbook.ffi.DoubleView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.UnsettledOf
import vn.clubbook.presentation.decisions.Decided
import vn.clubbook.presentation.decisions.Decision
import vn.clubbook.presentation.decisions.DecisionsEvent
import vn.clubbook.presentation.decisions.DecisionsState

/** What a person has to decide: the list, and over it the one that is looked at. */
@Composable
fun DecisionsScreen(state: DecisionsState, onEvent: (DecisionsEvent) -> Unit, onCard: (PersonView) -> Unit, onBack: () -> Unit) {
    if (state.open != null) BackHandler { onEvent(DecisionsEvent.Later) }
    when (val open = state.open) {
        null -> Waiting(state, onEvent, onCard, onBack)
        is Decision.Values -> WhichValue(open.of, state.problem, onEvent)
        is Decision.Twice -> OnePerson(open.pair, state.problem, onEvent)
        is Decision.Disputed -> WhoIsRight(open.pair, state.problem, onEvent)
    }
}

@Composable
private fun Waiting(state: DecisionsState, onEvent: (DecisionsEvent) -> Unit, onCard: (PersonView) -> Unit, onBack: () -> Unit) =
    AppScaffold(
        stringResource(R.string.decisions_title),
        onBack = onBack,
    ) {
        state.problem?.let {
            Refused(it, action = Action(stringResource(R.string.decisions_try_again)) { onEvent(DecisionsEvent.TryAgain) })
        }
        when (val decided = state.decided) {
            is Decided.Settled -> SettledBar(decided, onEvent, onCard)
            is Decided.Answered -> AnsweredBar(decided) { onEvent(DecisionsEvent.AnsweredWrongly) }
            null -> Unit
        }
        val decisions = state.decisions
        if (decisions?.isEmpty() == true) EmptyState(stringResource(R.string.decisions_none))
        decisions.orEmpty().forEach { decision -> DecisionTile(decision) { onEvent(DecisionsEvent.Open(decision)) } }
    }

@Composable
private fun DecisionTile(decision: Decision, onClick: () -> Unit) = when (decision) {
    is Decision.Values -> BigTile(
        decision.of.person.name,
        onClick,
        detail = listOfNotNull(
            stringResource(R.string.decisions_values_of, decision.of.field.label),
            decision.of.person.birthYear?.let {
                stringResource(R.string.people_born, it.toInt())
            },
        ).joinToString(APART),
    )

    is Decision.Twice -> BigTile(
        stringResource(R.string.decisions_two, decision.pair.one.name, decision.pair.other.name),
        onClick,
        detail = stringResource(R.string.decisions_twice_of, decision.pair.reasons),
    )

    is Decision.Disputed -> BigTile(
        stringResource(R.string.decisions_two, decision.pair.one.name, decision.pair.other.name),
        onClick,
        detail = stringResource(R.string.decisions_disputed_of),
    )
}

/** The values, each with who says so and when: a tap keeps it. */
@Composable
private fun WhichValue(of: UnsettledOf, problem: String?, onEvent: (DecisionsEvent) -> Unit) = AppScaffold(
    stringResource(R.string.decisions_values_title),
    onBack = { onEvent(DecisionsEvent.Later) },
    bottom = { SecondaryButton(stringResource(R.string.decisions_later), { onEvent(DecisionsEvent.Later) }) },
) {
    problem?.let { Refused(it) }
    Fact(of.person.name, of.field.label)
    if (of.field.field == null) {
        Attention(stringResource(R.string.decisions_newer))
        of.field.entered.forEach { Fact(it.value, it.by) }
    } else {
        Heading(stringResource(R.string.decisions_which))
        of.field.entered.forEach { entered ->
            BigTile(
                entered.value.ifEmpty { stringResource(R.string.decisions_blank) },
                { onEvent(DecisionsEvent.Keep(entered)) },
                detail = entered.by,
            )
        }
    }
}

@Composable
private fun OnePerson(pair: DoubleView, problem: String?, onEvent: (DecisionsEvent) -> Unit) = AppScaffold(
    stringResource(R.string.decisions_twice_title),
    onBack = { onEvent(DecisionsEvent.Later) },
    bottom = {
        problem?.let { Refused(it) }
        PrimaryButton(stringResource(R.string.decisions_one), { onEvent(DecisionsEvent.Answer(areOne = true)) })
        PrimaryButton(stringResource(R.string.decisions_not_one), { onEvent(DecisionsEvent.Answer(areOne = false)) })
    },
) {
    Text(stringResource(R.string.decisions_why, pair.reasons), style = MaterialTheme.typography.bodyLarge)
    PersonPanel(pair.one)
    PersonPanel(pair.other)
    Text(stringResource(R.string.decisions_one_explained), style = MaterialTheme.typography.bodyLarge)
}

/** What each of them answered, and an answer once more, which settles it. */
@Composable
private fun WhoIsRight(pair: DisputedView, problem: String?, onEvent: (DecisionsEvent) -> Unit) = AppScaffold(
    stringResource(R.string.decisions_disputed_title),
    onBack = { onEvent(DecisionsEvent.Later) },
    bottom = {
        problem?.let { Refused(it) }
        PrimaryButton(stringResource(R.string.decisions_one), { onEvent(DecisionsEvent.Answer(areOne = true)) })
        PrimaryButton(stringResource(R.string.decisions_not_one), { onEvent(DecisionsEvent.Answer(areOne = false)) })
    },
) {
    Attention(pair.words)
    for (answer in pair.answers) {
        Fact(answer.by, stringResource(if (answer.areOne) R.string.decisions_one else R.string.decisions_not_one))
    }
    PersonPanel(pair.one)
    PersonPanel(pair.other)
}

@Composable
private fun PersonPanel(person: PersonView) = Panel(person.name) {
    val lines = listOfNotNull(
        person.commonName,
        person.birth?.let { stringResource(R.string.decisions_born, it) },
        person.hamlet,
        person.phone,
        if (person.hasDied) stringResource(R.string.people_died) else null,
    )
    lines.forEach { Text(it, style = MaterialTheme.typography.bodyLarge) }
}

@Composable
private fun SettledBar(settled: Decided.Settled, onEvent: (DecisionsEvent) -> Unit, onCard: (PersonView) -> Unit) {
    val blank = stringResource(R.string.decisions_blank)
    val (person, field) = settled.of
    val instead = settled.dropped.map { entered ->
        Action(stringResource(R.string.decisions_keep_instead, entered.value.inOneLine().ifEmpty { blank })) {
            onEvent(DecisionsEvent.KeepInstead(entered))
        }
    }
    UndoBar(
        stringResource(
            R.string.decisions_settled,
            field.label,
            person.said,
            settled.kept.value.inOneLine().ifEmpty { blank },
            settled.dropped.joinToString { it.value.inOneLine().ifEmpty { blank } },
        ),
        instead + Action(stringResource(R.string.decisions_open_card)) { onCard(person) },
    )
}

@Composable
private fun AnsweredBar(answered: Decided.Answered, onWrong: () -> Unit) =
    UndoBar(answered.words, stringResource(if (answered.areOne) R.string.decisions_unlink else R.string.decisions_link), onWrong)

/** A number of a phone is read in one line; what is longer may be broken. */
private fun String.inOneLine() = if (length <= LONGEST_NUMBER) replace(' ', '\u00A0') else this

private const val LONGEST_NUMBER = 16

/** Stays with what stands before it. */
private const val APART = "\u00A0· "
