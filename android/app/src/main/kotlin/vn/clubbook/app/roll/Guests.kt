package vn.clubbook.app.roll

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.ConfirmSheet
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.design.SecondaryButton
import vn.clubbook.app.design.TextLine
import vn.clubbook.presentation.roll.RollEvent

/** Who came along without being in the book: by name alone, written down and taken off again. */
@Composable
internal fun Guests(names: List<String>, onEvent: (RollEvent) -> Unit) {
    var typed by rememberSaveable { mutableStateOf<String?>(null) }
    var leaving by rememberSaveable { mutableStateOf<String?>(null) }
    if (names.isNotEmpty()) {
        Text(stringResource(R.string.roll_guests, names.joinToString(", ")), style = MaterialTheme.typography.bodyLarge)
    }
    for (name in names) SecondaryButton(stringResource(R.string.roll_guest_out, name), { leaving = name })
    when (val name = typed) {
        null -> SecondaryButton(stringResource(R.string.roll_add_guest), { typed = "" })

        else -> {
            TextLine(stringResource(R.string.roll_guest_name), name, { typed = it })
            PrimaryButton(
                stringResource(R.string.roll_guest_in),
                {
                    if (name.isNotBlank()) onEvent(RollEvent.AddGuest(name))
                    typed = null
                },
            )
        }
    }
    leaving?.let { name ->
        ConfirmSheet(
            stringResource(R.string.roll_guest_out_question, name),
            stringResource(R.string.roll_guest_out_detail),
            stringResource(R.string.roll_guest_out_act),
            {
                onEvent(RollEvent.RemoveGuest(name))
                leaving = null
            },
            stringResource(R.string.roll_guest_keep),
            { leaving = null },
        )
    }
}
