package vn.clubbook.app.people

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.ClubIcons
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.PeopleEvent
import vn.clubbook.presentation.people.PeopleState

/** The members, to be found and to be opened. [toDecide] things about them wait for somebody to decide. */
@Composable
fun MembersScreen(
    state: PeopleState,
    toDecide: Int,
    onEvent: (PeopleEvent) -> Unit,
    onPerson: (PersonView) -> Unit,
    onDecide: () -> Unit,
    onAdd: () -> Unit,
    onBack: (() -> Unit)? = null,
) {
    PeopleList(
        stringResource(R.string.people_members_title),
        state,
        onEvent,
        onPerson,
        onBack,
        before = {
            if (toDecide > 0) {
                item {
                    BigTile(
                        stringResource(R.string.people_decide),
                        onDecide,
                        detail = pluralStringResource(R.plurals.people_to_decide, toDecide, toDecide),
                        icon = ClubIcons.attention,
                    )
                }
            }
            if (state.rows != null) item { SecondaryButton(stringResource(R.string.people_add), onAdd) }
        },
        after = { if (state.rows != null) item { SecondaryButton(stringResource(R.string.people_add_named, state.typed.trim()), onAdd) } },
    )
}
