package vn.clubbook.app

import androidx.compose.runtime.Composable
import androidx.compose.runtime.mutableIntStateOf

/** Wrong on purpose: lint.sh fails unless Compose's own checks find it. Without the class path they find nothing and say so to nobody. */
@Composable
fun canary() = mutableIntStateOf(1).intValue
