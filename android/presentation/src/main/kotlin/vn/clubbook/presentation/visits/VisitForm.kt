package vn.clubbook.presentation.visits

import java.time.LocalDate
import java.util.UUID
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.CorrectVisitRequest
import vn.clubbook.ffi.NewVisitView
import vn.clubbook.ffi.RecordVisitRequest
import vn.clubbook.ffi.SameVisit
import vn.clubbook.ffi.VisitChoices
import vn.clubbook.ffi.VisitFormView
import vn.clubbook.ffi.VisitRemarks
import vn.clubbook.ffi.VisitSeen
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.readings.Measure
import vn.clubbook.presentation.readings.toReadings

/** What stands in the form of a visit. */
data class VisitForm(
    val day: LocalDate,
    /** The nearest days were not it: all days are offered. */
    val isOtherDay: Boolean = false,
    val notAtHome: Boolean = false,
    val services: Set<UInt> = setOf(),
    val visitors: Set<UUID> = setOf(),
    /** Who of the commune went along the last time did so again. */
    val withPartner: Boolean = false,
    val readings: Map<Measure, String> = mapOf(),
    /** Also what is seldom measured is offered. */
    val allReadings: Boolean = false,
    val condition: UInt? = null,
    val alerts: Set<UInt> = setOf(),
    val followUpBy: UUID? = null,
    val followUpUntil: LocalDate? = null,
    val duration: UInt? = null,
    val note: String = "",
    /** Why a visit is corrected, once its month was reported. */
    val reason: String = "",
) {
    /** As the core takes it. */
    fun toRequest(of: NewVisitView, sameVisit: SameVisit) = RecordVisitRequest(
        person = of.person.id,
        visitors = visitors.toList(),
        visitedOn = day,
        notAtHome = notAtHome,
        services = services.toList(),
        condition = condition,
        alerts = alerts.toList(),
        followUpBy = followUpBy,
        followUpUntil = followUpUntil,
        note = note,
        duration = duration,
        nextDue = null,
        partner = of.partner.takeIf { withPartner },
        readings = readings.toReadings(),
        sameVisit = sameVisit,
    )

    /** As the core takes a correction of [of], over what was [seen]. What the form did not show stays as it is. */
    fun toCorrection(of: VisitFormView, seen: VisitSeen) = CorrectVisitRequest(
        visit = of.visit,
        seen = seen,
        visitedOn = day,
        visitors = visitors.toList(),
        notAtHome = notAtHome,
        services = services.toList(),
        duration = duration,
        partner = of.offered.partner.takeIf { withPartner },
        remarks = of.remarks?.let { VisitRemarks(condition, alerts.toList(), followUpBy, followUpUntil, note) },
        readings = of.readings?.let { readings.toReadings() },
        reason = reason,
    )

    /** Puts it where it outlives the process. */
    fun keepIn(kept: SavedForm) {
        kept["day"] = day.toString()
        kept["other day"] = isOtherDay.toString()
        kept["not at home"] = notAtHome.toString()
        kept["services"] = services.joinToString()
        kept["visitors"] = visitors.joinToString()
        kept["partner"] = withPartner.toString()
        for (measure in Measure.entries) kept[measure.name] = readings[measure]
        kept["all readings"] = allReadings.toString()
        kept["condition"] = condition?.toString()
        kept["alerts"] = alerts.joinToString()
        kept["follow-up by"] = followUpBy?.toString()
        kept["follow-up until"] = followUpUntil?.toString()
        kept["duration"] = duration?.toString()
        kept["note"] = note
        kept["reason"] = reason
    }

    companion object {
        /** A new form: the services of the last time that are [offered], today, and no reading. Nothing is recorded that is not seen. */
        fun of(view: NewVisitView, offered: VisitChoices) = VisitForm(
            day = view.today,
            services = view.services.intersect(offered.services.mapTo(mutableSetOf(), Choice::number)),
            visitors = view.visitors.mapTo(linkedSetOf()) { it.id },
        )

        /** What stands in a visit that is to be corrected: also what a newer version put there and nobody sees here. */
        fun of(view: VisitFormView) = VisitForm(
            day = view.visitedOn,
            notAtHome = view.notAtHome,
            services = view.offered.services.toSet(),
            visitors = view.offered.visitors.mapTo(linkedSetOf()) { it.id },
            withPartner = view.offered.partner != null,
            readings = Measure.entries.associateWith { measure ->
                view.readings?.let(measure::of).orEmpty()
            }.filterValues(String::isNotEmpty),
            condition = view.remarks?.condition,
            alerts = view.remarks?.alerts.orEmpty().toSet(),
            followUpBy = view.remarks?.followUpBy,
            followUpUntil = view.remarks?.followUpUntil,
            duration = view.duration,
            note = view.remarks?.note.orEmpty(),
        )

        /** What an earlier process kept. */
        fun keptIn(kept: SavedForm): VisitForm? {
            val day = kept["day"] ?: return null
            return VisitForm(
                day = LocalDate.parse(day),
                isOtherDay = kept["other day"].toBoolean(),
                notAtHome = kept["not at home"].toBoolean(),
                services = listed(kept["services"]).mapTo(linkedSetOf(), String::toUInt),
                visitors = listed(kept["visitors"]).mapTo(linkedSetOf(), UUID::fromString),
                withPartner = kept["partner"].toBoolean(),
                readings = Measure.entries.mapNotNull { measure -> kept[measure.name]?.let { measure to it } }.toMap(),
                allReadings = kept["all readings"].toBoolean(),
                condition = kept["condition"]?.toUInt(),
                alerts = listed(kept["alerts"]).mapTo(linkedSetOf(), String::toUInt),
                followUpBy = kept["follow-up by"]?.let(UUID::fromString),
                followUpUntil = kept["follow-up until"]?.let(LocalDate::parse),
                duration = kept["duration"]?.toUInt(),
                note = kept["note"].orEmpty(),
                reason = kept["reason"].orEmpty(),
            )
        }

        private fun listed(words: String?) = words.orEmpty().split(", ").filter(String::isNotEmpty)
    }
}
