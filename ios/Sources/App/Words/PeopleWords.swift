// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Tìm theo tên hoặc số điện thoại | Search by name or phone number
    static var peopleSearch: String { text("people_search") }

    /// Số %1$lld | No. %1$lld
    static func peopleNumber(_ a: Int) -> String { text("people_number", a) }

    /// sinh %1$lld | born %1$lld
    static func peopleBorn(_ a: Int) -> String { text("people_born", a) }

    /// đã mất | died
    static var peopleDied: String { text("people_died") }

    /// Gần giống | Similar names
    static var peopleGuesses: String { text("people_guesses") }

    /// Không có tên nào đúng như vậy. Gần giống: | Nobody has just this name. Similar ones:
    static var peopleOnlyGuesses: String { text("people_only_guesses") }

    /// Không thấy ai là “%1$@”. Gõ ít chữ hơn, không cần dấu. | Nobody found for “%1$@”. Type fewer letters; marks do not m…
    static func peopleNotFound(_ a: String) -> String { text("people_not_found", a) }

    /// Sổ chưa có ai. | Nobody is in the book yet.
    static var peopleNobody: String { text("people_nobody") }

    /// có trong sổ, chưa là thành viên | in the book, not a member yet
    static var peopleNotYetMember: String { text("people_not_yet_member") }

    /// Sổ chưa ghi ai sống một mình. | The book names nobody who lives alone.
    static var peopleNobodyAlone: String { text("people_nobody_alone") }

    /// Tổ này chưa có ai. | Nobody is in this group yet.
    static var peopleNobodyInGroup: String { text("people_nobody_in_group") }

    /// Xem theo tổ, sống một mình | Show by group, who lives alone
    static var peopleLists: String { text("people_lists") }

    /// Tất cả: %1$lld | Everybody: %1$lld
    static func peopleListAll(_ a: Int) -> String { text("people_list_all", a) }

    /// %1$@: %2$lld | %1$@: %2$lld
    static func peopleListOf(_ a: String, _ b: Int) -> String { text("people_list_of", a, b) }

    /// Thử lại | Try again
    static var peopleTryAgain: String { text("people_try_again") }

    /// Thành viên | Members
    static var peopleMembersTitle: String { text("people_members_title") }

    /// Thêm người | Add a person
    static var peopleAdd: String { text("people_add") }

    /// Thêm người tên “%1$@” | Add somebody called “%1$@”
    static func peopleAddNamed(_ a: String) -> String { text("people_add_named", a) }

    /// %1$lld chỗ ghi khác nhau hoặc trùng người | %1$lld things written differently, or a person twice
    static func peopleToDecide(_ count: Int) -> String { plural("people_to_decide", count) }

    /// Cần xem lại | To look at
    static var peopleDecide: String { text("people_decide") }

    /// Thẻ thành viên | Member's card
    static var peopleCardTitle: String { text("people_card_title") }

    /// Sửa | Correct
    static var peopleCorrect: String { text("people_correct") }

    /// Lưu | Save
    static var peopleSave: String { text("people_save") }

    /// Đã lưu trong máy. Có mạng, máy sẽ tự gửi. | Saved on this phone. It is sent by itself when there is a n…
    static var peopleSaved: String { text("people_saved") }

    /// Sổ ghi: đã mất. | The book says: died.
    static var peopleHasDied: String { text("people_has_died") }

    /// Có tên trong sổ, không phải thành viên. | In the book, not a member.
    static var peopleNoMember: String { text("people_no_member") }

    /// Gọi %1$@ | Call %1$@
    static func peopleCall(_ a: String) -> String { text("people_call", a) }

    /// Gọi người thân: %1$@ | Call a relative: %1$@
    static func peopleCallRelative(_ a: String) -> String { text("people_call_relative", a) }

    /// Gọi người thân %1$@: %2$@ | Call %1$@, a relative: %2$@
    static func peopleCallNamed(_ a: String, _ b: String) -> String { text("people_call_named", a, b) }

    /// Hai người ghi khác nhau: %1$@. | Two people wrote different things: %1$@.
    static func peopleUnsettled(_ a: String) -> String { text("people_unsettled", a) }

    /// Xem và chọn | Look and choose
    static var peopleUnsettledLook: String { text("people_unsettled_look") }

    /// Thăm và chăm sóc | Visits and care
    static var peopleCare: String { text("people_care") }

    /// Hoàn cảnh | Circumstances
    static var peopleCircumstances: String { text("people_circumstances") }

    /// Ghi lần thăm | Record a visit
    static var peopleVisit: String { text("people_visit") }

    /// Các lần thăm | All visits
    static var peopleVisits: String { text("people_visits") }

    /// Gần nhất: %1$@ | The last one: %1$@
    static func peopleLastVisit(_ a: String) -> String { text("people_last_visit", a) }

    /// Chưa có lần nào | None yet
    static var peopleNoVisit: String { text("people_no_visit") }

    /// Ghi vào câu lạc bộ | Enter as a member
    static var peopleJoin: String { text("people_join") }

    /// Đã ghi %1$@ là thành viên. Bấm nhầm? | %1$@ is noted as a member. A slip?
    static func peopleJoinedDone(_ a: String) -> String { text("people_joined_done", a) }

    /// Đổi số, tổ, việc | Change number, group, task
    static var peopleMembership: String { text("people_membership") }

    /// Tổ của CLB | Group of the club
    static var peopleGroup: String { text("people_group") }

    /// chưa vào tổ nào | in no group
    static var peopleNoGroup: String { text("people_no_group") }

    /// Hộ | Household
    static var peopleHousehold: String { text("people_household") }

    /// Có | Yes
    static var peopleVolunteerYes: String { text("people_volunteer_yes") }

    /// Không | No
    static var peopleVolunteerNo: String { text("people_volunteer_no") }

    /// Xem lại, chưa lưu | Look again, nothing is saved
    static var peopleNumberAgain: String { text("people_number_again") }

    /// Đưa cho câu lạc bộ mới | For the new club
    static var peopleTransfer: String { text("people_transfer") }

    /// Từ câu lạc bộ | From the club
    static var peopleTransferFrom: String { text("people_transfer_from") }

    /// Thành viên từ | Member since
    static var peopleTransferSince: String { text("people_transfer_since") }

    /// Trong sổ | In the book
    static var peopleRoster: String { text("people_roster") }

    /// Mục khác của cùng người này | Other records of the same person
    static var peopleSamePerson: String { text("people_same_person") }

    /// Đồng ý hay không | Consents
    static var peopleConsents: String { text("people_consents") }

    /// Đồng ý hay không: %1$@ | Consents: %1$@
    static func peopleConsentsTitle(_ a: String) -> String { text("people_consents_title", a) }

    /// Đọc cho nghe, rồi ghi câu trả lời. Không đồng ý vẫn là thàn… | Read it to them, then note the answer. Who refuses stays a…
    static var peopleConsentsAsk: String { text("people_consents_ask") }

    /// Chưa hỏi | Not asked yet
    static var peopleConsentMissing: String { text("people_consent_missing") }

    /// Đồng ý | Given
    static var peopleConsentGiven: String { text("people_consent_given") }

    /// Không đồng ý | Refused
    static var peopleConsentRefused: String { text("people_consent_refused") }

    /// Đã rút lại | Withdrawn
    static var peopleConsentWithdrawn: String { text("people_consent_withdrawn") }

    /// Chỉ người chăm sóc và chủ nhiệm xem được | Only carers and the head of the club see this
    static var peopleConsentOutOfSight: String { text("people_consent_out_of_sight") }

    /// Ghi đồng ý | Note: agrees
    static var peopleConsentGive: String { text("people_consent_give") }

    /// Ghi không đồng ý | Note: refuses
    static var peopleConsentRefuse: String { text("people_consent_refuse") }

    /// Rút lại | Withdraw
    static var peopleConsentWithdraw: String { text("people_consent_withdraw") }

    /// Nay đồng ý | Agrees now
    static var peopleConsentAnew: String { text("people_consent_anew") }

    /// Đã ghi đồng ý: %1$@. Bấm nhầm? | Noted as given: %1$@. A slip?
    static func peopleNotedGiven(_ a: String) -> String { text("people_noted_given", a) }

    /// Đã ghi không đồng ý: %1$@. Bấm nhầm? | Noted as refused: %1$@. A slip?
    static func peopleNotedRefused(_ a: String) -> String { text("people_noted_refused", a) }

    /// Đã ghi rút lại: %1$@. Bấm nhầm? | Noted as withdrawn: %1$@. A slip?
    static func peopleNotedWithdrawn(_ a: String) -> String { text("people_noted_withdrawn", a) }

    /// Sửa thành không đồng ý | Change to refused
    static var peopleNotedRefuseInstead: String { text("people_noted_refuse_instead") }

    /// Sửa thành đồng ý | Change to given
    static var peopleNotedGiveInstead: String { text("people_noted_give_instead") }

    /// Bỏ rút lại | Undo
    static var peopleNotedNotWithdrawn: String { text("people_noted_not_withdrawn") }

    /// Đã sửa thành đồng ý: %1$@. | Changed to given: %1$@.
    static func peopleMendedGiven(_ a: String) -> String { text("people_mended_given", a) }

    /// Đã sửa thành không đồng ý: %1$@. | Changed to refused: %1$@.
    static func peopleMendedRefused(_ a: String) -> String { text("people_mended_refused", a) }

    /// Rút lại sự đồng ý: %1$@? | Withdraw the consent: %1$@?
    static func peopleWithdrawQuestion(_ a: String) -> String { text("people_withdraw_question", a) }

    /// Những gì đã ghi về việc này được che đi ngay, trên mọi máy.… | What was written down about it is hidden at once, on every…
    static var peopleWithdrawDetail: String { text("people_withdraw_detail") }

    /// Rút lại | Withdraw
    static var peopleWithdrawAct: String { text("people_withdraw_act") }

    /// Hỏi lại cho chắc rồi hãy ghi. Những gì đã che sẽ xem được. | Ask once more before noting it. What was hidden can be seen…
    static var peopleAnewDetail: String { text("people_anew_detail") }

    /// Ghi đồng ý lại | Note: agrees again
    static var peopleAnewAct: String { text("people_anew_act") }

    /// Giữ như cũ | Leave as it is
    static var peopleConsentLeave: String { text("people_consent_leave") }

    /// Tên ở thôn hay gọi | As the hamlet calls them
    static var peopleExampleCommonName: String { text("people_example_common_name") }

    /// Ví dụ: 12/3/1955, hoặc 3/1955, hoặc 1955 | For example 12/3/1955, or 3/1955, or 1955
    static var peopleExampleBirth: String { text("people_example_birth") }

    /// Để trống thì máy tự gọi ông, bà, cô, chú | Left empty it goes by age
    static var peopleExampleAddressAs: String { text("people_example_address_as") }

    /// Bỏ người đang thêm? | Drop the person you are adding?
    static var peopleAddDropQuestion: String { text("people_add_drop_question") }

    /// Thêm tiếp | Go on adding
    static var peopleAddDropKeep: String { text("people_add_drop_keep") }

    /// Bỏ những gì vừa sửa? | Drop what was changed?
    static var peopleDropQuestion: String { text("people_drop_question") }

    /// Những gì vừa gõ chưa lưu. | What was typed just now is not saved.
    static var peopleDropDetail: String { text("people_drop_detail") }

    /// Bỏ, không lưu | Drop it
    static var peopleDropAct: String { text("people_drop_act") }

    /// Sửa tiếp | Go on correcting
    static var peopleDropKeep: String { text("people_drop_keep") }

    /// Vào câu lạc bộ? | Do they join the club?
    static var peopleJoins: String { text("people_joins") }

    /// Vào, là thành viên | Yes, as a member
    static var peopleJoinsYes: String { text("people_joins_yes") }

    /// Chỉ ghi tên | Only keep the name
    static var peopleJoinsNo: String { text("people_joins_no") }

    /// Số trong sổ | Register number
    static var peopleRegisterNo: String { text("people_register_no") }

    /// Để trống thì máy lấy số tiếp theo còn trống. | Left empty, it gets the next free number.
    static var peopleRegisterNoDetail: String { text("people_register_no_detail") }

    /// Có phải trùng người? | The same person?
    static var peopleDoubleTitle: String { text("people_double_title") }

    /// Cùng một người thì mở thẻ đã có | If it is, open the card
    static var peopleDoubleOpen: String { text("people_double_open") }

    /// Không, người khác. Lưu | No, another person. Save
    static var peopleDoubleAnother: String { text("people_double_another") }

    /// Số đã có người | The number is taken
    static var peopleNumberTitle: String { text("people_number_title") }

    /// Lưu với số %1$lld | Save with number %1$lld
    static func peopleNumberTake(_ a: Int) -> String { text("people_number_take", a) }

    /// Vẫn ghi số %1$@ | Keep number %1$@
    static func peopleNumberMeant(_ a: String) -> String { text("people_number_meant", a) }

    /// Hỏi có đồng ý không | Ask for consents
    static var peopleAddedConsents: String { text("people_added_consents") }

    /// Mở thẻ | Open the card
    static var peopleAddedOpen: String { text("people_added_open") }

    /// Thêm người nữa | Add another person
    static var peopleAddedAnother: String { text("people_added_another") }

    /// Thôi là thành viên | End the membership
    static var peopleLeave: String { text("people_leave") }

    /// Thôi là thành viên: %1$@ | End the membership: %1$@
    static func peopleLeaveTitle(_ a: String) -> String { text("people_leave_title", a) }

    /// Tên và những gì đã ghi vẫn giữ trong sổ. Ghi nhầm thì bỏ đư… | The name and all records stay in the book. A slip can be un…
    static var peopleLeaveExplained: String { text("people_leave_explained") }

    /// Vì sao? | Why?
    static var peopleLeaveWhy: String { text("people_leave_why") }

    /// Từ ngày nào? | Since when?
    static var peopleLeaveWhen: String { text("people_leave_when") }

    /// Hôm nay | Today
    static var peopleLeaveToday: String { text("people_leave_today") }

    /// Ngày khác | Another day
    static var peopleLeaveOtherDay: String { text("people_leave_other_day") }

    /// Ngày thôi | The day
    static var peopleLeaveDay: String { text("people_leave_day") }

    /// Ngày/tháng/năm, ví dụ: 4/11/2026 | Day/month/year, for example 4/11/2026
    static var peopleLeaveDayExample: String { text("people_leave_day_example") }

    /// Không có ngày này. Gõ như 4/11/2026. | There is no such day. Type it like 4/11/2026.
    static var peopleLeaveDayWrong: String { text("people_leave_day_wrong") }

    /// Chưa chọn vì sao. Chưa ghi gì. Chọn một lý do ở trên. | No reason is chosen. Nothing was recorded. Choose one above.
    static var peopleLeaveLacksReason: String { text("people_leave_lacks_reason") }

    /// Ghi thôi là thành viên | Save the end
    static var peopleLeaveSave: String { text("people_leave_save") }

    /// Không, vẫn là thành viên | No, still a member
    static var peopleLeaveKeep: String { text("people_leave_keep") }

    /// Đã ghi %1$@ thôi là thành viên. Bấm nhầm? | Noted that %1$@ is no longer a member. A slip?
    static func peopleLeftDone(_ a: String) -> String { text("people_left_done", a) }

    /// Bỏ ghi | Undo
    static var peopleLeftUndo: String { text("people_left_undo") }

    /// Chuyển sang câu lạc bộ nào | Which club do they move to
    static var peopleLeaveTo: String { text("people_leave_to") }

    /// Chưa ghi câu lạc bộ mới. Chưa ghi gì. Gõ tên câu lạc bộ ở t… | The new club is not named. Nothing was recorded. Type its n…
    static var peopleLeaveLacksClub: String { text("people_leave_lacks_club") }

    /// Ghi đã mất | Note that they died
    static var peopleDeath: String { text("people_death") }

    /// Ghi đã mất: %1$@ | Note the death of %1$@
    static func peopleDeathTitle(_ a: String) -> String { text("people_death_title", a) }

    /// Những gì đã ghi trong sổ vẫn giữ. Ghi nhầm thì bỏ được. | What stands in the book is kept. A slip can be taken back.
    static var peopleDeathExplained: String { text("people_death_explained") }

    /// Mất ngày nào? | On which day?
    static var peopleDeathWhen: String { text("people_death_when") }

    /// Ngày mất | Day of death
    static var peopleDeathDay: String { text("people_death_day") }

    /// Ví dụ: 21/11/2026, hoặc 11/2026, hoặc 2026 | For example: 21/11/2026, or 11/2026, or 2026
    static var peopleDeathDayExample: String { text("people_death_day_example") }

    /// Ghi đã mất | Note the death
    static var peopleDeathNote: String { text("people_death_note") }

    /// Không ghi | Do not note it
    static var peopleDeathLeave: String { text("people_death_leave") }

    /// Ghi %1$@ đã mất? | Note that %1$@ died?
    static func peopleDeathQuestion(_ a: String) -> String { text("people_death_question", a) }

    /// Từ nay máy không nhắc đến thăm, không nhắc sinh nhật, và gh… | From now on nothing reminds of visits or birthdays, and the…
    static var peopleDeathDetail: String { text("people_death_detail") }

    /// Đúng người, ghi đã mất | The right person: note it
    static var peopleDeathAct: String { text("people_death_act") }

    /// Xem lại, chưa ghi | Look again, nothing noted
    static var peopleDeathKeep: String { text("people_death_keep") }

    /// Xong | Done
    static var peopleDeathDone: String { text("people_death_done") }

    /// Ghi nhầm người, bỏ ghi | Wrong person: take it back
    static var peopleDeathUndo: String { text("people_death_undo") }

    /// Ghi đồng ý cho nhiều người | Note consents of many
    static var peopleManyConsents: String { text("people_many_consents") }

    /// Hỏi cả câu lạc bộ về việc nào? | What is the whole club asked for?
    static var peopleManyWhich: String { text("people_many_which") }

    /// Chưa hỏi: %1$lld | Not asked yet: %1$lld
    static func peopleManyNotAsked(_ a: Int) -> String { text("people_many_not_asked", a) }

    /// Đã hỏi hết mọi người. | Everybody has been asked.
    static var peopleManyAllAsked: String { text("people_many_all_asked") }

    /// Đọc cho mọi người nghe | Read this out to everybody
    static var peopleManyReadOut: String { text("people_many_read_out") }

    /// Đồng ý bằng cách nào | How did they agree
    static var peopleManyHow: String { text("people_many_how") }

    /// ký giấy | signed on paper
    static var peopleManySigned: String { text("people_many_signed") }

    /// nói trước mọi người | said so before all
    static var peopleManySpoken: String { text("people_many_spoken") }

    /// Bấm vào người đồng ý. Không bấm là chưa hỏi. | Tap who agreed. Who is not tapped was not asked.
    static var peopleManyTap: String { text("people_many_tap") }

    /// Lưu, số người đồng ý: %1$lld | Save, people who agreed: %1$lld
    static func peopleManySave(_ a: Int) -> String { text("people_many_save", a) }

    /// Chưa bấm vào ai. Chưa ghi gì. Bấm vào người đồng ý. | Nobody is tapped. Nothing was recorded. Tap who agreed.
    static var peopleManyLacksPeople: String { text("people_many_lacks_people") }

    /// Chưa chọn đồng ý bằng cách nào. Chưa ghi gì. Chọn ở đầu tra… | How they agreed is not chosen. Nothing was recorded. Choose…
    static var peopleManyLacksHow: String { text("people_many_lacks_how") }

    /// %1$@ Bấm nhầm? | %1$@ A slip?
    static func peopleManyNoted(_ a: String) -> String { text("people_many_noted", a) }

    /// Bỏ những người vừa bấm? | Drop the people you tapped?
    static var peopleManyDropQuestion: String { text("people_many_drop_question") }

    /// Những gì vừa bấm chưa lưu. | What was tapped just now is not saved.
    static var peopleManyDropDetail: String { text("people_many_drop_detail") }

    /// Ghi tiếp | Go on
    static var peopleManyDropKeep: String { text("people_many_drop_keep") }
}
