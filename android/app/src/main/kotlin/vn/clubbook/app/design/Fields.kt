package vn.clubbook.app.design

import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import vn.clubbook.app.R

/** A line or some lines of text, [label] above it for good. [wrong] says what to change; [detail] what may help, as the last reading. */
@Composable
fun TextLine(
    label: String,
    value: String,
    onValue: (String) -> Unit,
    modifier: Modifier = Modifier,
    detail: String? = null,
    wrong: String? = null,
    lines: Int = 1,
    keyboard: KeyboardOptions = KeyboardOptions.Default,
    onDone: (() -> Unit)? = null,
) = Field(label, value, onValue, modifier, MaterialTheme.typography.bodyLarge, detail, wrong, lines, keyboard, onDone)

/** A number to be typed in large digits, with its [unit]: weight, blood pressure, money. Empty until somebody types. */
@Composable
fun BigNumberField(
    label: String,
    value: String,
    onValue: (String) -> Unit,
    unit: String,
    modifier: Modifier = Modifier,
    detail: String? = null,
    wrong: String? = null,
    decimal: Boolean = false,
    imeAction: ImeAction = ImeAction.Next,
    onDone: (() -> Unit)? = null,
) {
    val allowed = if (decimal) "0123456789,." else "0123456789"
    Field(
        label,
        value,
        { typed -> onValue(typed.filter { it in allowed }) },
        modifier,
        MaterialTheme.typography.displaySmall,
        detail,
        wrong,
        keyboard = KeyboardOptions(keyboardType = if (decimal) KeyboardType.Decimal else KeyboardType.Number, imeAction = imeAction),
        onDone = onDone,
        after = { Text(unit, style = MaterialTheme.typography.bodyLarge) },
    )
}

/** Looks for a name while one types; marks and capitals do not matter. */
@Composable
fun SearchField(label: String, value: String, onValue: (String) -> Unit, modifier: Modifier = Modifier) =
    Row(modifier.fillMaxWidth(), Arrangement.spacedBy(4.dp), Alignment.Bottom) {
        Field(
            label,
            value,
            onValue,
            Modifier.weight(1f),
            MaterialTheme.typography.bodyLarge,
            keyboard = KeyboardOptions(imeAction = ImeAction.Search),
            icon = ClubIcons.search,
        )
        if (value.isNotEmpty()) IconTap(ClubIcons.close, stringResource(R.string.clear_search), { onValue("") })
    }

@Composable
private fun Field(
    label: String,
    value: String,
    onValue: (String) -> Unit,
    modifier: Modifier,
    style: TextStyle,
    detail: String? = null,
    wrong: String? = null,
    lines: Int = 1,
    keyboard: KeyboardOptions = KeyboardOptions.Default,
    onDone: (() -> Unit)? = null,
    icon: ImageVector? = null,
    after: (@Composable () -> Unit)? = null,
) {
    val colors = MaterialTheme.colorScheme
    BasicTextField(
        value,
        onValue,
        modifier.fillMaxWidth().semantics(mergeDescendants = true) { if (wrong != null) error(wrong) },
        textStyle = style.copy(color = colors.onBackground),
        keyboardOptions = keyboard,
        keyboardActions = if (onDone == null) KeyboardActions.Default else KeyboardActions { onDone() },
        singleLine = lines == 1,
        minLines = lines,
        cursorBrush = SolidColor(colors.primary),
        decorationBox = { typed ->
            Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
                Text(label, style = MaterialTheme.typography.titleSmall)
                Row(
                    Modifier
                        .fillMaxWidth()
                        .heightIn(min = Touch.least)
                        .border(
                            if (wrong ==
                                null
                            ) {
                                2.dp
                            } else {
                                3.dp
                            },
                            if (wrong == null) colors.outline else colors.error,
                            MaterialTheme.shapes.small,
                        )
                        .padding(horizontal = 12.dp, vertical = Space.near),
                    Arrangement.spacedBy(Space.near),
                    if (lines == 1) Alignment.CenterVertically else Alignment.Top,
                ) {
                    if (icon != null) Drawing(icon)
                    Box(Modifier.weight(1f)) { typed() }
                    after?.invoke()
                }
                if (detail != null) Text(detail, style = MaterialTheme.typography.bodyMedium)
                if (wrong != null) Wrong(wrong)
            }
        },
    )
}

@Composable
private fun Wrong(text: String) = Row(horizontalArrangement = Arrangement.spacedBy(Space.near)) {
    Drawing(ClubIcons.attention, tint = MaterialTheme.colorScheme.error)
    Text(text, Modifier.weight(1f), color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.labelMedium)
}
