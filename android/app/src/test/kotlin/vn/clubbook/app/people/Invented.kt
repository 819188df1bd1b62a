package vn.clubbook.app.people

import java.util.UUID
import vn.clubbook.ffi.PersonView
import vn.clubbook.presentation.people.PersonRow

private val names = listOf(
    "Đinh Thị Lan",
    "Đinh Thị Lan",
    "Phạm Hoàng Nguyên Thị Ngọc Phương",
    "A Hùng",
    "Y Liên",
    "Trương Thị Ba",
    "Đặng Văn Tư",
    "Hồ Văn Quen",
)

/** Seventy people of nowhere, some with long names, some who share one. */
internal val seventy: List<PersonRow> = List(70) { at -> PersonRow(invented(at), registerNo = at + 1L) }

internal fun invented(at: Int): PersonView {
    val name = names[at % names.size]
    val isHer = "Thị" in name || name.startsWith("Y ")
    val title = if (isHer) "bà" else "ông"
    val commonName = if (at % 5 == 0) "$title Năm" else null
    val birthYear = 1936 + at % 30
    val hamlet = if (at % 3 == 0) "thôn Nước Lăng" else "Gò Deo"
    return PersonView(
        id = UUID(0, at.toLong()),
        name = name,
        commonName = commonName,
        titled = "$title $name",
        said = "$title ${name.substringAfterLast(' ')}",
        about = listOfNotNull(commonName, "sinh\u00A0$birthYear", hamlet).joinToString("\u00A0· "),
        birthYear = birthYear.toUShort(),
        birth = "$birthYear",
        hamlet = hamlet,
        phone = "0905 000 %03d".format(at),
        hasDied = at == 3,
    )
}
