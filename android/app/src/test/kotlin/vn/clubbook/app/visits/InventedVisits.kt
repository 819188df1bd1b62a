package vn.clubbook.app.visits

import java.time.LocalDate
import java.util.UUID
import vn.clubbook.app.people.invented
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.DayChoice
import vn.clubbook.ffi.DueView
import vn.clubbook.ffi.LastReadings
import vn.clubbook.ffi.NewVisitView
import vn.clubbook.ffi.PersonChoice
import vn.clubbook.ffi.Readings
import vn.clubbook.ffi.VisitChoices
import vn.clubbook.ffi.VisitView
import vn.clubbook.presentation.readings.Advice
import vn.clubbook.presentation.visits.OpenedVisit

internal val someDay: LocalDate = LocalDate.of(2026, 11, 24)

private fun choices(vararg labels: String) = labels.mapIndexed { at, label -> Choice(at.toUInt() + 1u, label) }

internal val choices = VisitChoices(
    services = choices(
        "trò chuyện", "dọn dẹp nhà cửa", "nấu ăn", "giặt giũ", "tắm rửa, vệ sinh", "xoa bóp", "đo huyết áp", "nhắc uống thuốc",
        "mua thuốc", "tập đi, tập vận động", "xem việc ăn uống", "giúp việc đồng áng", "đi chợ, việc vặt", "đưa đi sinh hoạt",
        "phòng chống bão lụt",
    ),
    conditions = choices("khá hơn", "như cũ", "yếu hơn"),
    alerts = choices("bị ngã", "thiếu ăn", "hết thuốc", "buồn chán", "nghi bị đối xử tệ", "cần khám gấp"),
    durations = choices("dưới 15 phút", "15 đến 30 phút", "30 phút đến 1 giờ", "trên 1 giờ"),
)

/** A form as it opens, over the last visit ten days ago. */
internal fun opened(hidden: ConsentState? = null, partner: String? = null): OpenedVisit {
    val words = listOf("hôm nay", "hôm qua", "Chủ nhật 22/11", "thứ Bảy 21/11", "thứ Sáu 20/11", "thứ Năm 19/11", "thứ Tư 18/11")
    val visitors = listOf(invented(5), invented(7))
    val mayAct = visitors + listOf(invented(0), invented(1), invented(2))
    val until = listOf(0L to "trong hôm nay", 1L to "trong ngày mai", 3L to "thứ Sáu 27/11", 7L to "thứ Ba 1/12")
    return OpenedVisit(
        NewVisitView(
            person = invented(0),
            today = someDay,
            days = words.mapIndexed { back, day -> DayChoice(someDay.minusDays(back.toLong()), day) },
            services = listOf(1u, 7u),
            visitors = visitors.take(1),
            mayHaveGone = visitors.map { PersonChoice(it.id, it.titled) },
            partner = partner,
            mayAct = mayAct.map { PersonChoice(it.id, "${it.titled}, ${it.birth}") },
            until = until.map { (ahead, words) -> DayChoice(someDay.plusDays(ahead), words) },
            lastReadings = LastReadings("thứ Bảy 14/11", Readings(systolic = "135", diastolic = "82", weight = "54,3")).takeIf {
                hidden ==
                    null
            },
            readingsHidden = hidden,
        ),
        choices,
    )
}

internal fun visit(at: Int, on: String) = VisitView(
    id = UUID(1, at.toLong()),
    person = invented(0),
    on = on,
    visitors = listOf(invented(5)),
    services = listOf(choices.services[0], choices.services[6]),
    notAtHome = false,
    remarks = listOf(),
    readings = "huyết áp 13${at % 10}/82",
    hidden = null,
    voided = null,
    corrected = null,
)

internal fun due(at: Int) = DueView(invented(at), someDay.minusDays(at.toLong()), "trễ $at ngày", at.toUInt(), isMine = at < 3)

internal val veryHigh = Advice(
    "Huyết áp 190/120, rất cao. Cho nghỉ 5 phút rồi đo lại. Vẫn cao: gọi trạm y tế xã 0255 3860 000. Đau ngực, khó thở, méo miệng, " +
        "yếu tay chân: gọi 115 ngay. (Theo Bộ Y tế, Quyết định 3192/QĐ-BYT năm 2010.)",
    listOf("0255 3860 000", "115"),
)
