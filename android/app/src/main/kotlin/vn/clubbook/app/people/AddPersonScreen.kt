package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.BigNumberField
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.Heading
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.Question
import vn.clubbook.presentation.people.AddPersonEvent
import vn.clubbook.presentation.people.AddPersonState

/** Where adding somebody leads; from [look] there is a way back into the form. */
class AddPersonWays(
    val open: (PersonView) -> Unit,
    val look: (PersonView) -> Unit,
    val consents: (PersonView) -> Unit,
    val back: () -> Unit,
)

/** Somebody new: the form, what the book asks back, and that it is written down. */
@Composable
fun AddPersonScreen(state: AddPersonState, onEvent: (AddPersonEvent) -> Unit, ways: AddPersonWays) {
    val added = state.added
    val question = state.question
    if (question != null) BackHandler { onEvent(AddPersonEvent.LookAgain) }
    when {
        added != null -> Added(added, onEvent, ways)
        question is Question.Duplicate -> PerhapsADouble(question, onEvent, ways)
        question is Question.RegisterNo -> NumberTaken(question, state.registerNo, onEvent)
        else -> Form(state, onEvent, ways)
    }
}

@Composable
private fun Form(state: AddPersonState, onEvent: (AddPersonEvent) -> Unit, ways: AddPersonWays) {
    val fields = state.fields
    AppScaffold(
        stringResource(R.string.people_add),
        onBack = backAsking(state.isBegun, ways.back, DropWords.Added),
        bottom = if (fields == null) {
            null
        } else {
            {
                state.problem?.let { Refused(it) }
                PrimaryButton(stringResource(R.string.people_save), { onEvent(AddPersonEvent.Save) })
            }
        },
    ) {
        if (fields == null) {
            state.problem?.let {
                Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(AddPersonEvent.TryAgain) })
            }
            return@AppScaffold
        }
        PersonFields(fields) { name, text -> onEvent(AddPersonEvent.Type(name, text)) }
        OneOf(
            stringResource(R.string.people_joins),
            listOf(true, false),
            state.isMember,
            { onEvent(AddPersonEvent.Joins(it)) },
            label = { stringResource(if (it) R.string.people_joins_yes else R.string.people_joins_no) },
        )
        if (state.isMember) {
            BigNumberField(
                stringResource(R.string.people_register_no),
                state.registerNo,
                { onEvent(AddPersonEvent.RegisterNo(it)) },
                "",
                detail = stringResource(R.string.people_register_no_detail),
            )
        }
    }
}

/** Who is in the book already may be the one: to look at, or to say that it is somebody else. */
@Composable
private fun PerhapsADouble(question: Question.Duplicate, onEvent: (AddPersonEvent) -> Unit, ways: AddPersonWays) = AppScaffold(
    stringResource(R.string.people_double_title),
    onBack = { onEvent(AddPersonEvent.LookAgain) },
    bottom = { PrimaryButton(stringResource(R.string.people_double_another), { onEvent(AddPersonEvent.AnotherPerson) }) },
) {
    Attention(question.words)
    Heading(stringResource(R.string.people_double_open))
    question.people.forEach { BigTile(it.name, { ways.look(it) }, detail = it.about) }
}

@Composable
private fun NumberTaken(question: Question.RegisterNo, number: String, onEvent: (AddPersonEvent) -> Unit) = AppScaffold(
    stringResource(R.string.people_number_title),
    onBack = { onEvent(AddPersonEvent.LookAgain) },
    bottom = {
        PrimaryButton(
            stringResource(R.string.people_number_take, question.nextFree),
            { onEvent(AddPersonEvent.TakeNumber(question.nextFree)) },
        )
        SecondaryButton(stringResource(R.string.people_number_meant, number), { onEvent(AddPersonEvent.NumberIsMeant) })
    },
) {
    Attention(question.words)
}

@Composable
private fun Added(person: PersonView, onEvent: (AddPersonEvent) -> Unit, ways: AddPersonWays) = AppScaffold(
    person.name,
    onBack = ways.back,
    bottom = {
        PrimaryButton(stringResource(R.string.people_added_consents), { ways.consents(person) })
        SecondaryButton(stringResource(R.string.people_added_open), { ways.open(person) })
        SecondaryButton(stringResource(R.string.people_added_another), { onEvent(AddPersonEvent.AddAnother) })
    },
) {
    Notice(stringResource(R.string.people_saved))
}
