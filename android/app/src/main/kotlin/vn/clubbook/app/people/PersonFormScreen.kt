package vn.clubbook.app.people

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.NotLearnt
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.Space
import vn.clubbook.app.design.TextLine
import vn.clubbook.presentation.people.PersonField
import vn.clubbook.presentation.people.PersonFormEvent
import vn.clubbook.presentation.people.PersonFormState

/** "Sửa": what stands in the roster about a person, to be corrected. */
@Composable
fun PersonFormScreen(state: PersonFormState, onEvent: (PersonFormEvent) -> Unit) {
    BackHandler { onEvent(PersonFormEvent.Back) }
    val fields = state.fields
    AppScaffold(
        stringResource(R.string.people_correct),
        onBack = { onEvent(PersonFormEvent.Back) },
        bottom = if (fields == null) {
            null
        } else {
            {
                state.problem?.let { Refused(it) }
                PrimaryButton(stringResource(R.string.people_save), { onEvent(PersonFormEvent.Save) })
            }
        },
    ) {
        if (fields == null) {
            state.problem?.let {
                Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(PersonFormEvent.TryAgain) })
            }
        } else {
            PersonFields(fields) { name, text -> onEvent(PersonFormEvent.Type(name, text)) }
        }
    }
    if (state.asksToDrop) {
        ConfirmSheet(
            stringResource(R.string.people_drop_question),
            stringResource(R.string.people_drop_detail),
            stringResource(R.string.people_drop_act),
            { onEvent(PersonFormEvent.Drop) },
            stringResource(R.string.people_drop_keep),
            { onEvent(PersonFormEvent.GoOn) },
        )
    }
}

/** The fields of a person, as the book tells them. Who they are is nothing for a keyboard to learn. */
@Composable
internal fun PersonFields(fields: List<PersonField>, onType: (name: String, text: String) -> Unit) = NotLearnt {
    Column(verticalArrangement = Arrangement.spacedBy(Space.apart)) {
        for (field in fields) PersonFieldLine(field) { onType(field.name, it) }
    }
}

@Composable
private fun PersonFieldLine(field: PersonField, onType: (String) -> Unit) {
    if (field.choices.isEmpty()) {
        TextLine(field.label, field.text, onType, detail = field.why ?: exampleOf(field.name), keyboard = keyboardOf(field.name))
    } else {
        OneOf(
            field.label,
            field.choices,
            field.choices.find { it.typed == field.text },
            // A second tap takes it off again.
            { onType(if (it.typed == field.text) "" else it.typed) },
            label = { it.label },
        )
    }
}

@Composable
private fun exampleOf(name: String): String? = when (name) {
    "common_name" -> stringResource(R.string.people_example_common_name)
    "birth" -> stringResource(R.string.people_example_birth)
    "address_as" -> stringResource(R.string.people_example_address_as)
    else -> null
}

private fun keyboardOf(name: String) = when (name) {
    "phone", "relative_phone" -> KeyboardOptions(keyboardType = KeyboardType.Phone, imeAction = ImeAction.Next)

    "full_name", "common_name", "relative_name", "hamlet" ->
        KeyboardOptions(KeyboardCapitalization.Words, imeAction = ImeAction.Next)

    else -> KeyboardOptions(imeAction = ImeAction.Next)
}
