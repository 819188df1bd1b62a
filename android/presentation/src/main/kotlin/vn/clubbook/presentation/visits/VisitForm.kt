package vn.clubbook.presentation.visits

import java.time.LocalDate
import java.util.UUID
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.NewVisitView
import vn.clubbook.ffi.RecordVisitRequest
import vn.clubbook.ffi.SameVisit
import vn.clubbook.ffi.VisitChoices
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
) {
    /** As the core takes it. Of somebody who was not at home nothing is said but that. */
    fun toRequest(of: NewVisitView, sameVisit: SameVisit) = RecordVisitRequest(
        person = of.person.id,
        visitors = visitors.toList(),
        visitedOn = day,
        notAtHome = notAtHome,
        services = if (notAtHome) listOf() else services.toList(),
        condition = condition.takeUnless { notAtHome },
        alerts = if (notAtHome) listOf() else alerts.toList(),
        followUpBy = followUpBy.takeIf { isFollowedUp },
        followUpUntil = followUpUntil.takeIf { isFollowedUp },
        note = note,
        duration = duration.takeUnless { notAtHome },
        nextDue = null,
        partner = of.partner.takeIf { withPartner },
        readings = (if (notAtHome) mapOf() else readings).toReadings(),
        sameVisit = sameVisit,
    )

    private val isFollowedUp get() = !notAtHome && alerts.isNotEmpty()

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
    }

    companion object {
        /** A new form: the services of the last time that are [offered], today, and no reading. Nothing is recorded that is not seen. */
        fun of(view: NewVisitView, offered: VisitChoices) = VisitForm(
            day = view.today,
            services = view.services.intersect(offered.services.mapTo(mutableSetOf(), Choice::number)),
            visitors = view.visitors.mapTo(linkedSetOf()) { it.id },
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
            )
        }

        private fun listed(words: String?) = words.orEmpty().split(", ").filter(String::isNotEmpty)
    }
}
