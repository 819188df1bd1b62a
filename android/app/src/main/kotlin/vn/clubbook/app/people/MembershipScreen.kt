package vn.clubbook.app.people

import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.KeyboardType
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.QuestionSheet
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.TextLine
import vn.clubbook.ffi.MembershipFormView
import vn.clubbook.ffi.Question
import vn.clubbook.presentation.people.MembershipEvent
import vn.clubbook.presentation.people.MembershipFields
import vn.clubbook.presentation.people.MembershipState

/** "Sửa" over a membership: number in the register, group, whether they visit people at home. */
@Composable
fun MembershipScreen(state: MembershipState, onEvent: (MembershipEvent) -> Unit, onBack: () -> Unit) {
    val opened = state.opened
    val fields = state.fields
    AppScaffold(
        stringResource(R.string.people_membership),
        onBack = backAsking(state.isChanged, onBack),
        bottom = if (opened == null) {
            null
        } else {
            {
                state.problem?.let { Refused(it) }
                PrimaryButton(stringResource(R.string.people_save), { onEvent(MembershipEvent.Save) })
            }
        },
    ) {
        if (opened == null || fields == null) {
            state.problem?.let {
                Refused(it, action = Action(stringResource(R.string.people_try_again)) { onEvent(MembershipEvent.TryAgain) })
            }
        } else {
            Fields(opened, fields, onEvent)
        }
    }
    state.question?.let { NumberTaken(it, fields?.registerNo.orEmpty(), onEvent) }
}

@Composable
private fun Fields(opened: MembershipFormView, fields: MembershipFields, onEvent: (MembershipEvent) -> Unit) {
    TextLine(
        stringResource(R.string.people_register_no),
        fields.registerNo,
        { onEvent(MembershipEvent.RegisterNo(it)) },
        detail = stringResource(R.string.people_register_no_detail),
        keyboard = KeyboardOptions(keyboardType = KeyboardType.Number),
    )
    if (opened.groups.isNotEmpty()) {
        OneOf(
            stringResource(R.string.people_group),
            opened.groups.map { it.group } + null,
            fields.group,
            { onEvent(MembershipEvent.Group(it)) },
        ) { group -> opened.groups.find { it.group == group }?.name ?: stringResource(R.string.people_no_group) }
    }
    if (opened.mayGiveTasks) {
        OneOf(
            opened.volunteerLabel.replaceFirstChar(Char::titlecase),
            listOf(true, false),
            fields.isVolunteer,
            { onEvent(MembershipEvent.Volunteers(it)) },
        ) { stringResource(if (it) R.string.people_volunteer_yes else R.string.people_volunteer_no) }
    }
}

@Composable
private fun NumberTaken(question: Question.RegisterNo, number: String, onEvent: (MembershipEvent) -> Unit) = QuestionSheet(
    question.words,
    listOf(
        Action(stringResource(R.string.people_number_take, question.nextFree)) { onEvent(MembershipEvent.TakeNumber(question.nextFree)) },
        Action(stringResource(R.string.people_number_meant, number)) { onEvent(MembershipEvent.NumberIsMeant) },
    ),
    Action(stringResource(R.string.people_number_again)) { onEvent(MembershipEvent.LookAgain) },
)
