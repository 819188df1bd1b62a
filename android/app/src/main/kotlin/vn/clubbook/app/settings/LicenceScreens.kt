package vn.clubbook.app.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.BigTile
import vn.clubbook.app.design.Heading
import vn.clubbook.app.design.ListScaffold
import vn.clubbook.app.design.Space
import vn.clubbook.presentation.settings.Licence
import vn.clubbook.presentation.settings.LicenceText

/** What Sổ CLB is made of. [onOpen] is given the place in the list. */
@Composable
fun LicencesScreen(licences: List<Licence>, onOpen: (Int) -> Unit, onBack: () -> Unit) = ListScaffold(
    stringResource(R.string.settings_licences),
    onBack = onBack,
) {
    LazyColumn(contentPadding = Ends, verticalArrangement = Arrangement.spacedBy(Space.near)) {
        item { Text(stringResource(R.string.settings_licences_what), style = MaterialTheme.typography.bodyLarge) }
        itemsIndexed(licences) { place, work ->
            val version = stringResource(R.string.settings_licence_version, work.version.parted())
            BigTile(work.name.parted(), { onOpen(place) }, detail = version, state = work.licence.parted())
        }
    }
}

/** One work, and all that its licence says; nothing yet while it is read. */
@Composable
fun LicenceScreen(work: Licence?, texts: List<LicenceText>, onBack: () -> Unit) = ListScaffold(
    stringResource(R.string.settings_licence_title),
    onBack = onBack,
) {
    if (work == null) return@ListScaffold
    LazyColumn(contentPadding = Ends, verticalArrangement = Arrangement.spacedBy(Space.apart)) {
        item { Heading(work.name.parted()) }
        item {
            val version = stringResource(R.string.settings_licence_version, work.version.parted())
            Text("$version\n${work.licence.parted()}", style = MaterialTheme.typography.bodyLarge)
        }
        item { Text(stringResource(R.string.settings_licence_words), style = MaterialTheme.typography.bodyLarge) }
        for (text in texts) {
            item { Heading(text.file.parted()) }
            items(text.paragraphs) { Text(it.parted(), style = MaterialTheme.typography.bodyMedium) }
        }
    }
}

private val Ends = PaddingValues(vertical = Space.near)

/** Long names and addresses may go on in the next line after these signs. */
private fun String.parted(): String = Long.replace(this) { Joint.replace(it.value, BREAK) }

private val Long = Regex("""\S{13,}""")
private val Joint = Regex("""(?<=[.:/@+_=-])(?!$)""")
private const val BREAK = "\u200B"
