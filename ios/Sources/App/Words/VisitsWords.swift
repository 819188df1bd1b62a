// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Người khác | Somebody else
    static var visitWhoOthers: String { text("visit_who_others") }

    /// Thăm ai? | Visit to whom?
    static var visitWhoTitle: String { text("visit_who_title") }

    /// Thăm %1$@ | Visit to %1$@
    static func visitTitle(_ a: String) -> String { text("visit_title", a) }

    /// Lần thăm | Visit
    static var visitTitleLoading: String { text("visit_title_loading") }

    /// Thăm ngày nào | Day of the visit
    static var visitDay: String { text("visit_day") }

    /// ngày khác | another day
    static var visitOtherDay: String { text("visit_other_day") }

    /// Có gặp không | Was anybody there
    static var visitMet: String { text("visit_met") }

    /// có gặp | met
    static var visitMetYes: String { text("visit_met_yes") }

    /// không ai ở nhà | nobody at home
    static var visitMetNo: String { text("visit_met_no") }

    /// Đã giúp gì | What was done
    static var visitServices: String { text("visit_services") }

    /// Số đo | Readings
    static var visitReadings: String { text("visit_readings") }

    /// lần trước: %1$@ (%2$@) | last time: %1$@ (%2$@)
    static func visitLastReading(_ a: String, _ b: String) -> String { text("visit_last_reading", a, b) }

    /// Đo thêm thứ khác | Measure something else
    static var visitMoreReadings: String { text("visit_more_readings") }

    /// Chưa hỏi người được thăm có đồng ý cho ghi số đo không. Hỏi… | Nobody asked yet whether readings may be written down. Ask,…
    static var visitReadingsMissing: String { text("visit_readings_missing") }

    /// Người được thăm không đồng ý cho ghi số đo. | The person does not consent to readings being written down.
    static var visitReadingsRefused: String { text("visit_readings_refused") }

    /// So với lần trước | Next to the last visit
    static var visitCondition: String { text("visit_condition") }

    /// Có thấy gì cần lo | Anything to worry about
    static var visitAlerts: String { text("visit_alerts") }

    /// Ai lo việc này | Who sees to it
    static var visitFollowUpBy: String { text("visit_follow_up_by") }

    /// Lo xong khi nào | To be done when
    static var visitFollowUpUntil: String { text("visit_follow_up_until") }

    /// Ai đã đến thăm | Who went
    static var visitVisitors: String { text("visit_visitors") }

    /// cùng đi: %1$@ | along with: %1$@
    static func visitPartner(_ a: String) -> String { text("visit_partner", a) }

    /// Thăm bao lâu | How long
    static var visitDuration: String { text("visit_duration") }

    /// Ghi chú | Note
    static var visitNote: String { text("visit_note") }

    /// Lưu lần thăm | Save the visit
    static var visitSave: String { text("visit_save") }

    /// Xem các lần thăm | See all visits
    static var visitHistory: String { text("visit_history") }

    /// Bỏ lần thăm đang ghi? | Leave this visit?
    static var visitLeave: String { text("visit_leave") }

    /// Lần thăm này chưa lưu. Ra khỏi đây thì mất những gì vừa ghi. | This visit is not saved. What was entered is lost when you…
    static var visitLeaveDetail: String { text("visit_leave_detail") }

    /// Bỏ, không lưu | Leave without saving
    static var visitLeaveAct: String { text("visit_leave_act") }

    /// Ghi tiếp | Go on
    static var visitLeaveKeep: String { text("visit_leave_keep") }

    /// Cùng một lần thăm | The same visit
    static var visitSame: String { text("visit_same") }

    /// Hai lần thăm khác nhau | Two different visits
    static var visitAnother: String { text("visit_another") }

    /// Xem lại, chưa lưu | Look again, not saved yet
    static var visitSameBack: String { text("visit_same_back") }

    /// Gọi %1$@ | Call %1$@
    static func visitCall(_ a: String) -> String { text("visit_call", a) }

    /// Điều nghi ngờ này chỉ chủ nhiệm, phó chủ nhiệm và người đầu… | Only the head, the deputy and the contact of the club can r…
    static var visitConfidential: String { text("visit_confidential") }

    /// Xong | Done
    static var visitDone: String { text("visit_done") }

    /// Sửa lần thăm %1$@ | Correct the visit to %1$@
    static func visitCorrectTitle(_ a: String) -> String { text("visit_correct_title", a) }

    /// Lưu chỗ đã sửa | Save the correction
    static var visitCorrectSave: String { text("visit_correct_save") }

    /// Bỏ những gì vừa sửa? | Drop what was just corrected?
    static var visitCorrectLeave: String { text("visit_correct_leave") }

    /// Chỗ vừa sửa chưa lưu. Lần thăm vẫn như cũ. | The correction is not saved. The visit stays as it was.
    static var visitCorrectLeaveDetail: String { text("visit_correct_leave_detail") }

    /// Tháng này đã báo cáo. Muốn sửa thì ghi lý do. | This month is reported. To correct it, say why.
    static var visitReported: String { text("visit_reported") }

    /// Vì sao sửa | Why it is corrected
    static var visitReason: String { text("visit_reason") }

    /// Nhận xét của lần thăm này không hiện ở đây, và vẫn giữ nguy… | The remarks on this visit are not shown here, and stay as t…
    static var visitRemarksHidden: String { text("visit_remarks_hidden") }

    /// Huyết áp, số trên | Blood pressure, upper
    static var readingSystolic: String { text("reading_systolic") }

    /// Huyết áp, số dưới | Blood pressure, lower
    static var readingDiastolic: String { text("reading_diastolic") }

    /// Mạch | Pulse
    static var readingPulse: String { text("reading_pulse") }

    /// Cân nặng | Weight
    static var readingWeight: String { text("reading_weight") }

    /// Đường huyết | Blood glucose
    static var readingGlucose: String { text("reading_glucose") }

    /// Thân nhiệt | Temperature
    static var readingTemperature: String { text("reading_temperature") }

    /// Vòng bụng | Waist
    static var readingWaist: String { text("reading_waist") }

    /// mmHg | mmHg
    static var unitPressure: String { text("unit_pressure") }

    /// nhịp/phút | per minute
    static var unitPulse: String { text("unit_pulse") }

    /// kg | kg
    static var unitWeight: String { text("unit_weight") }

    /// mmol/l | mmol/l
    static var unitGlucose: String { text("unit_glucose") }

    /// độ C | °C
    static var unitTemperature: String { text("unit_temperature") }

    /// cm | cm
    static var unitWaist: String { text("unit_waist") }

    /// Các lần thăm %1$@ | Visits to %1$@
    static func visitsTitle(_ a: String) -> String { text("visits_title", a) }

    /// Các lần thăm | Visits
    static var visitsTitleLoading: String { text("visits_title_loading") }

    /// Chưa ghi lần thăm nào. | No visit is recorded yet.
    static var visitsEmpty: String { text("visits_empty") }

    /// Ghi một lần thăm | Record a visit
    static var visitsRecord: String { text("visits_record") }

    /// không ai ở nhà | nobody at home
    static var visitsNotAtHome: String { text("visits_not_at_home") }

    /// Số đo và nhận xét không hiện, vì chưa ghi là người được thă… | Readings and remarks are not shown: no consent is recorded.
    static var visitsHiddenMissing: String { text("visits_hidden_missing") }

    /// Số đo và nhận xét không hiện, vì người được thăm không đồng… | Readings and remarks are not shown: the person does not con…
    static var visitsHiddenRefused: String { text("visits_hidden_refused") }

    /// Số đo và nhận xét chỉ người chăm sóc và chủ nhiệm xem được. | Only those who care for the person and the head of the club…
    static var visitsHiddenOutOfSight: String { text("visits_hidden_out_of_sight") }

    /// đã bỏ: %1$@ | taken back: %1$@
    static func visitsVoided(_ a: String) -> String { text("visits_voided", a) }

    /// Lần thăm %1$@ | Visit: %1$@
    static func visitsOne(_ a: String) -> String { text("visits_one", a) }

    /// Ai đến thăm: %1$@ | Who went: %1$@
    static func visitsVisitors(_ a: String) -> String { text("visits_visitors", a) }

    /// Đã giúp: %1$@ | Done: %1$@
    static func visitsServices(_ a: String) -> String { text("visits_services", a) }

    /// Số đo: %1$@ | Readings: %1$@
    static func visitsReadings(_ a: String) -> String { text("visits_readings", a) }

    /// Sửa | Correct
    static var visitsCorrect: String { text("visits_correct") }

    /// Bỏ lần ghi này | Take this record back
    static var visitsTakeBack: String { text("visits_take_back") }

    /// Vì sao bỏ lần ghi này? | Why take this record back?
    static var visitsTakeBackWhy: String { text("visits_take_back_why") }

    /// Lần thăm sẽ không tính nữa. Vẫn xem lại được, và lấy lại đư… | The visit will not count any more. It can still be looked a…
    static var visitsTakeBackDetail: String { text("visits_take_back_detail") }

    /// Lý do | Reason
    static var visitsReason: String { text("visits_reason") }

    /// ghi nhầm người | wrong person
    static var visitsReasonPerson: String { text("visits_reason_person") }

    /// ghi nhầm ngày | wrong day
    static var visitsReasonDay: String { text("visits_reason_day") }

    /// ghi hai lần | recorded twice
    static var visitsReasonTwice: String { text("visits_reason_twice") }

    /// Lý do khác | Another reason
    static var visitsReasonOther: String { text("visits_reason_other") }

    /// Bỏ lần ghi này | Take it back
    static var visitsTakeBackAct: String { text("visits_take_back_act") }

    /// Giữ lại | Keep it
    static var visitsKeep: String { text("visits_keep") }

    /// Lấy lại lần ghi này | Restore this record
    static var visitsRestore: String { text("visits_restore") }

    /// Đã bỏ lần thăm %1$@. Bấm nhầm? | The visit of %1$@ is taken back. A slip?
    static func visitsTakenBack(_ a: String) -> String { text("visits_taken_back", a) }

    /// Lấy lại | Restore it
    static var visitsRestoreUndo: String { text("visits_restore_undo") }

    /// %1$lld/%2$lld: %3$@ | %1$lld/%2$lld: %3$@
    static func chartDay(_ a: Int, _ b: Int, _ c: String) -> String { text("chart_day", a, b, c) }
}
