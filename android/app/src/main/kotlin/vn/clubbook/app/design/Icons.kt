package vn.clubbook.app.design

import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.LocalContentColor
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp

/** The few drawings of the app, all of one stroke, so that they read the same at every size. */
object ClubIcons {
    val back by lazy { drawing("back", "M20,12H5M11,5l-7,7l7,7") }
    val check by lazy { drawing("check", "M4,13l5,5L20,6") }
    val box by lazy { drawing("box", "M6,4h12a2,2 0 0 1 2,2v12a2,2 0 0 1 -2,2H6a2,2 0 0 1 -2,-2V6a2,2 0 0 1 2,-2z") }
    val boxChecked by lazy { drawing("box checked", "M20,12v6a2,2 0 0 1 -2,2H6a2,2 0 0 1 -2,-2V6a2,2 0 0 1 2,-2h8M8,11l4,4L21,5") }
    val close by lazy { drawing("close", "M5,5l14,14M19,5L5,19") }
    val next by lazy { drawing("next", "M9,5l7,7l-7,7") }
    val more by lazy { drawing("more", "M5,12v0.1M12,12v0.1M19,12v0.1") }
    val search by lazy { drawing("search", "M10.5,4a6.5,6.5 0 1 1 0,13a6.5,6.5 0 1 1 0,-13zM15.5,15.5L21,21") }
    val notice by lazy { drawing("notice", "M12,3a9,9 0 1 1 0,18a9,9 0 1 1 0,-18zM12,11v6M12,7.2v0.1") }
    val attention by lazy { drawing("attention", "M12,3.5L22,20.5H2zM12,10v5M12,17.8v0.1") }
    val problem by lazy { drawing("problem", "M8,3h8l5,5v8l-5,5H8l-5,-5V8zM12,7.5v5.5M12,16.4v0.1") }
    val notebook by lazy { drawing("notebook", "M7,3h12v18H7zM4,7h5M4,12h5M4,17h5") }
    val microphone by lazy { drawing("microphone", "M12,3a3,3 0 0 1 3,3v5a3,3 0 0 1 -6,0V6a3,3 0 0 1 3,-3zM6,11a6,6 0 0 0 12,0M12,17v4") }

    val phone by lazy {
        drawing("phone", "M6,3h3l2,5l-2.5,2a11,11 0 0 0 5.5,5.5l2,-2.5l5,2v3a3,3 0 0 1 -3,3A15,15 0 0 1 3,6a3,3 0 0 1 3,-3z")
    }

    private fun drawing(name: String, path: String): ImageVector = ImageVector
        .Builder(name, 24.dp, 24.dp, 24f, 24f)
        .addPath(
            addPathNodes(path),
            stroke = SolidColor(Color.Black),
            strokeLineWidth = 2.4f,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        ).build()
}

/** A drawing that stands beside words which say the same, so that nothing has to be read out for it. */
@Composable
internal fun Drawing(icon: ImageVector, modifier: Modifier = Modifier, size: Dp = 28.dp, tint: Color = LocalContentColor.current) =
    Icon(icon, contentDescription = null, modifier.size(size), tint)
