import CoreBridge
import Foundation

/// What stands in the form of a visit.
public struct VisitForm: Equatable, Codable, Sendable {
    public var day: Day
    /// The nearest days were not it: all days are offered.
    public var isOtherDay = false
    public var notAtHome = false
    public var services: Set<UInt32> = []
    public var visitors: Set<UUID> = []
    /// Who of the commune went along the last time did so again.
    public var withPartner = false
    public var readings: [Measure: String] = [:]
    /// Also what is seldom measured is offered.
    public var allReadings = false
    public var condition: UInt32?
    public var alerts: Set<UInt32> = []
    public var followUpBy: UUID?
    public var followUpUntil: Day?
    public var duration: UInt32?
    public var note = ""
    /// Why a visit is corrected, once its month was reported.
    public var reason = ""

    public mutating func toggle(service: UInt32) { services.formSymmetricDifference([service]) }

    public mutating func toggle(visitor: UUID) { visitors.formSymmetricDifference([visitor]) }

    public mutating func toggle(alert: UInt32) { alerts.formSymmetricDifference([alert]) }

    /// What is chosen already is chosen no longer, here and in those that follow.
    public mutating func choose(condition: UInt32) { self.condition = self.condition == condition ? nil : condition }

    public mutating func choose(duration: UInt32) { self.duration = self.duration == duration ? nil : duration }

    public mutating func choose(followUpBy person: UUID) { followUpBy = followUpBy == person ? nil : person }

    public mutating func choose(followUpUntil day: Day) { followUpUntil = followUpUntil == day ? nil : day }
}

extension VisitForm {
    /// A new form: the services of the last time that are still offered, today, and no reading. Nothing is recorded that is not seen.
    init(new view: NewVisitView, offered: VisitChoices) {
        day = view.today
        services = Set(view.services).intersection(offered.services.map(\.number))
        visitors = Set(view.visitors.map(\.id))
    }

    /// What stands in a visit that is to be corrected: also what a newer version put there and nobody sees here.
    init(of visit: VisitFormView) {
        day = visit.visitedOn
        notAtHome = visit.notAtHome
        services = Set(visit.offered.services)
        visitors = Set(visit.offered.visitors.map(\.id))
        withPartner = visit.offered.partner != nil
        for measure in Measure.allCases {
            if let typed = visit.readings?[measure], !typed.isEmpty { readings[measure] = typed }
        }
        condition = visit.remarks?.condition
        alerts = Set(visit.remarks?.alerts ?? [])
        followUpBy = visit.remarks?.followUpBy
        followUpUntil = visit.remarks?.followUpUntil
        duration = visit.duration
        note = visit.remarks?.note ?? ""
    }

    /// As the core takes a new visit.
    func request(of view: NewVisitView, _ sameVisit: SameVisit) -> RecordVisitRequest {
        RecordVisitRequest(
            person: view.person.id, visitors: Array(visitors), visitedOn: day, notAtHome: notAtHome, services: Array(services),
            condition: condition, alerts: Array(alerts), followUpBy: followUpBy, followUpUntil: followUpUntil, note: note,
            duration: duration, nextDue: nil, partner: withPartner ? view.partner : nil, readings: Readings(readings),
            sameVisit: sameVisit)
    }

    /// As the core takes a correction, over what was seen. What the form did not show stays as it is.
    func correction(of visit: VisitFormView, over seen: VisitSeen) -> CorrectVisitRequest {
        let remarks = VisitRemarks(
            condition: condition, alerts: Array(alerts), followUpBy: followUpBy, followUpUntil: followUpUntil, note: note)
        return CorrectVisitRequest(
            visit: visit.visit, seen: seen, visitedOn: day, visitors: Array(visitors), notAtHome: notAtHome,
            services: Array(services), duration: duration, partner: withPartner ? visit.offered.partner : nil,
            remarks: visit.remarks == nil ? nil : remarks, readings: visit.readings == nil ? nil : Readings(readings),
            reason: reason)
    }
}
