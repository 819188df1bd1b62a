package vn.clubbook.app.people

import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.KeyboardType
import vn.clubbook.app.R
import vn.clubbook.app.design.AppScaffold
import vn.clubbook.app.design.Attention
import vn.clubbook.app.design.Notice
import vn.clubbook.app.design.OneOf
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.Refused
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.TextLine
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.CardEvent
import vn.clubbook.presentation.people.CardState
import vn.clubbook.presentation.people.Leaving

/** Why somebody leaves, and since when. */
@Composable
internal fun LeaveScreen(person: PersonView, state: CardState, onEvent: (CardEvent) -> Unit) {
    val leaving = state.leaving ?: return
    AppScaffold(
        stringResource(R.string.people_leave_title, person.said),
        onBack = { onEvent(CardEvent.KeepMember) },
        bottom = {
            if (leaving.lacks == Leaving.Lack.Club) Attention(stringResource(R.string.people_leave_lacks_club))
            if (leaving.lacks == Leaving.Lack.Reason) Attention(stringResource(R.string.people_leave_lacks_reason))
            state.problem?.let { Refused(it) }
            PrimaryButton(stringResource(R.string.people_leave_save), { onEvent(CardEvent.Leave) })
            SecondaryButton(stringResource(R.string.people_leave_keep), { onEvent(CardEvent.KeepMember) })
        },
    ) {
        Notice(stringResource(R.string.people_leave_explained))
        OneOf(
            stringResource(R.string.people_leave_why),
            leaving.reasons,
            leaving.reason,
            { onEvent(CardEvent.Reason(it)) },
            label = { it.label },
        )
        if (leaving.isMoving) {
            TextLine(stringResource(R.string.people_leave_to), leaving.to, { onEvent(CardEvent.To(it)) })
        }
        OneOf(
            stringResource(R.string.people_leave_when),
            listOf(true, false),
            leaving.day == null,
            { isToday -> onEvent(CardEvent.LeftOn(if (isToday) null else leaving.day.orEmpty())) },
            label = { isToday -> stringResource(if (isToday) R.string.people_leave_today else R.string.people_leave_other_day) },
        )
        leaving.day?.let { day ->
            TextLine(
                stringResource(R.string.people_leave_day),
                day,
                { onEvent(CardEvent.LeftOn(it)) },
                detail = stringResource(R.string.people_leave_day_example),
                wrong = if (leaving.lacks == Leaving.Lack.Day) stringResource(R.string.people_leave_day_wrong) else null,
                keyboard = KeyboardOptions(keyboardType = KeyboardType.Text),
            )
        }
    }
}
