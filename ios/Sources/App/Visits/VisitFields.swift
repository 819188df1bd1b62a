import CoreBridge
import Presentation
import SwiftUI

/// What stands in the form of a visit, in the order in which it is told.
struct VisitFields: View {
    /// Asked for on every visit.
    private static let always: Set<Measure> = [.systolic, .diastolic, .pulse]

    let model: VisitModel
    let dictation: DictationModel
    let opened: OpenedVisit
    let form: VisitForm

    var body: some View {
        if let about = opened.view.person.about { Sentence(about) }
        if opened.correction?.needsReason == true {
            Notice(Words.visitReported)
            TextLine(label: Words.visitReason, text: text(\.reason), typing: .sensitive)
        }
        days
        visitors
        OneOf(Words.visitMet, [true, false], chosen: !form.notAtHome) { met in
            met ? Words.visitMetYes : Words.visitMetNo
        } onChoose: { met in
            model.change { $0.notAtHome = !met }
        }
        if !form.notAtHome {
            services
            readings
            if !opened.hidesRemarks {
                oneOf(Words.visitCondition, opened.choices.conditions, form.condition) { form, one in form.choose(condition: one) }
                noticed
            }
        }
        if opened.hidesRemarks {
            Notice(Words.visitRemarksHidden)
        } else {
            TextLine(label: Words.visitNote, text: text(\.note), typing: .sensitive, lines: 3)
            SpeakInstead(model: dictation)
        }
        if !form.notAtHome {
            oneOf(Words.visitDuration, opened.choices.durations, form.duration) { form, one in form.choose(duration: one) }
        }
    }

    private func text(_ field: WritableKeyPath<VisitForm, String> & Sendable) -> Binding<String> {
        Binding(
            get: { @MainActor in model.form?[keyPath: field] ?? "" },
            set: { @MainActor typed in model.change { $0[keyPath: field] = typed } })
    }

    private func oneOf(
        _ title: String, _ choices: [Choice], _ chosen: UInt32?, choose: @escaping @MainActor (inout VisitForm, UInt32) -> Void
    ) -> some View {
        OneOf(title, choices.map(\.number), chosen: chosen, label: { choices.label(of: $0) }) { one in
            model.change { choose(&$0, one) }
        }
    }

    /// Today, yesterday, another day: only who asks for it sees two weeks.
    private var days: some View {
        let days = opened.view.days
        // The day of a visit that is corrected is near as well.
        var near = days.prefix(2).map(\.day)
        if let day = opened.correction?.visitedOn, !near.contains(day) { near.append(day) }
        let isFar = form.isOtherDay || !near.contains(form.day)
        let offered: [Day?] = isFar ? days.map(\.day) : near + [nil]
        return OneOf(Words.visitDay, offered, chosen: .some(form.day)) { day in
            days.first { $0.day == day }?.words ?? Words.visitOtherDay
        } onChoose: { chosen in
            model.change { form in
                if let chosen { form.day = chosen } else { form.isOtherDay = true }
            }
        }
    }

    /// Not at the end: whoever saves without a look further down must not put the visit down to somebody else.
    private var visitors: some View {
        let people = opened.view.mayHaveGone
        // Nobody is who of the commune went along.
        let offered: [UUID?] = people.map(\.person) + (opened.view.partner == nil ? [] : [nil])
        let chosen = Set(form.visitors.map(UUID?.some) + (form.withPartner ? [nil] : []))
        return SomeOf(Words.visitVisitors, offered, chosen: chosen) { who in
            people.first { $0.person == who }?.words ?? Words.visitPartner(opened.view.partner ?? "")
        } onToggle: { who in
            model.change { form in
                if let who { form.toggle(visitor: who) } else { form.withPartner.toggle() }
            }
        }
    }

    /// The services of the last time first, where they are seen without scrolling; they stay there when one is taken off.
    private var services: some View {
        let services = opened.choices.services
        let last = Set(opened.view.services)
        let numbers = services.map(\.number)
        let nearest = numbers.filter(last.contains) + numbers.filter { !last.contains($0) }
        return SomeOf(Words.visitServices, nearest, chosen: form.services, label: { services.label(of: $0) }) { service in
            model.change { $0.toggle(service: service) }
        }
    }

    @ViewBuilder private var readings: some View {
        switch opened.view.readingsHidden {
        case .missing: Notice(Words.visitReadingsMissing)
        case .refused, .withdrawn: Notice(Words.visitReadingsRefused)
        // Who may not see what stands there must not write over it.
        case .outOfSight where opened.correction != nil: Notice(Words.visitsHiddenOutOfSight)
        case .outOfSight, .given, nil: measured
        }
    }

    @ViewBuilder private var measured: some View {
        let usual = Measure.allCases.filter { isUsual($0) }
        Text(Words.visitReadings).font(.clubTitle).accessibilityAddTraits(.isHeader)
        ReadingFields(form.allReadings ? Measure.allCases : usual, numbers: form.readings, last: last) { measure, typed in
            model.change { $0.readings[measure] = typed }
        }
        if !form.allReadings, usual.count < Measure.allCases.count {
            SecondaryButton(Words.visitMoreReadings) { model.change { $0.allReadings = true } }
        }
    }

    private func isUsual(_ measure: Measure) -> Bool {
        Self.always.contains(measure) || last(measure) != nil || form.readings[measure]?.isEmpty == false
    }

    private func last(_ measure: Measure) -> String? {
        guard let before = opened.view.lastReadings, !before.readings[measure].isEmpty else { return nil }
        return Words.visitLastReading(before.readings[measure], before.on)
    }

    /// What was noticed; once something was, who sees to it until when.
    @ViewBuilder private var noticed: some View {
        let alerts = opened.choices.alerts
        SomeOf(Words.visitAlerts, alerts.map(\.number), chosen: form.alerts, label: { alerts.label(of: $0) }) { alert in
            model.change { $0.toggle(alert: alert) }
        }
        if !form.alerts.isEmpty {
            let people = opened.view.mayAct
            OneOf(Words.visitFollowUpBy, people.map(\.person), chosen: form.followUpBy) { who in
                people.first { $0.person == who }?.words ?? ""
            } onChoose: { who in
                model.change { $0.choose(followUpBy: who) }
            }
            let until = opened.view.until
            OneOf(Words.visitFollowUpUntil, until.map(\.day), chosen: form.followUpUntil) { day in
                until.first { $0.day == day }?.words ?? ""
            } onChoose: { day in
                model.change { $0.choose(followUpUntil: day) }
            }
        }
    }
}

extension [Choice] {
    fileprivate func label(of number: UInt32) -> String { first { $0.number == number }?.label ?? "" }
}
