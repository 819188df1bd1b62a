package vn.clubbook.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import vn.clubbook.app.R

/** How many so far, to be seen from the other side of the yard: "58 trên 70", and below it what is counted. */
@Composable
fun Counter(count: Int, of: Int, what: String, modifier: Modifier = Modifier) = FlowRow(
    modifier.fillMaxWidth().semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
    Arrangement.spacedBy(12.dp),
    itemVerticalAlignment = Alignment.CenterVertically,
) {
    Text(stringResource(R.string.count_of, count, of), style = MaterialTheme.typography.displaySmall)
    Text(what, style = MaterialTheme.typography.bodyLarge)
}

/** The digits of a secret number. [onDigits] is called with all that is entered so far; whoever holds the state decides when it is enough. */
@Composable
fun PinPad(entered: String, onDigits: (String) -> Unit, modifier: Modifier = Modifier, digits: Int = 4) =
    Column(modifier.fillMaxWidth(), Arrangement.spacedBy(Space.near), Alignment.CenterHorizontally) {
        Dots(entered.length, digits)
        for (row in listOf("123", "456", "789")) {
            Row(horizontalArrangement = Arrangement.spacedBy(Space.near)) {
                for (digit in row) Key(digit.toString()) { if (entered.length < digits) onDigits(entered + digit) }
            }
        }
        Row(horizontalArrangement = Arrangement.spacedBy(Space.near)) {
            Spacer(Modifier.weight(1f))
            Key("0") { if (entered.length < digits) onDigits(entered + "0") }
            Key(stringResource(R.string.last_digit_off), plain = true) { onDigits(entered.dropLast(1)) }
        }
    }

/** How many are entered, never which. */
@Composable
private fun Dots(entered: Int, digits: Int) {
    val words = stringResource(R.string.digits_entered, entered, digits)
    val ink = MaterialTheme.colorScheme.onBackground
    Row(
        Modifier.padding(Space.near).clearAndSetSemantics {
            contentDescription = words
            liveRegion = LiveRegionMode.Polite
        },
        Arrangement.spacedBy(20.dp),
    ) {
        repeat(digits) { at ->
            Box(
                Modifier.size(22.dp).border(2.dp, ink, CircleShape).then(
                    if (at <
                        entered
                    ) {
                        Modifier.background(ink, CircleShape)
                    } else {
                        Modifier
                    },
                ),
            )
        }
    }
}

@Composable
private fun RowScope.Key(text: String, plain: Boolean = false, onClick: () -> Unit) {
    val colors = MaterialTheme.colorScheme
    Surface(
        onClick,
        Modifier.weight(1f).semantics { role = Role.Button },
        shape = MaterialTheme.shapes.medium,
        color = if (plain) colors.background else colors.secondaryContainer,
        contentColor = colors.onBackground,
        border = BorderStroke(1.dp, colors.outline),
    ) {
        Box(Modifier.heightIn(min = Touch.main), Alignment.Center) {
            Text(text, style = if (plain) MaterialTheme.typography.labelMedium else MaterialTheme.typography.displaySmall, maxLines = 1)
        }
    }
}
