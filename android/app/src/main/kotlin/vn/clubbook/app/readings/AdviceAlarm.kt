package vn.clubbook.app.readings

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import vn.clubbook.app.R
import vn.clubbook.app.design.Action
import vn.clubbook.app.design.Alarm
import vn.clubbook.presentation.readings.Advice

/** What to do about readings, with a button for each number that stands in it. */
@Composable
fun AdviceAlarm(advice: List<Advice>, onCall: (String) -> Unit) {
    if (advice.isEmpty()) return
    val numbers = advice.flatMap(Advice::numbers).distinct()
    Alarm(advice.map(Advice::words), numbers.map { Action(stringResource(R.string.visit_call, it)) { onCall(it) } })
}
