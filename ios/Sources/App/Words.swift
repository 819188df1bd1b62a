// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

/// What people read, under the names that Android has too: `visits_title` is `Words.visitsTitle`. Each gives the words in the
/// language of the app at that moment; over each stands what it says.
enum Words {}

// MARK: - book

extension Words {
    /// Chưa mở được sổ | The book cannot be opened
    static var bookNotOpen: String { text("book_not_open") }

    /// Máy chưa đưa ra được khóa của sổ. Sổ vẫn còn nguyên trong m… | The phone did not give the key of the book. The book is on…
    static var bookNoKey: String { text("book_no_key") }

    /// Mở lại | Open again
    static var bookOpenAgain: String { text("book_open_again") }

    /// Sổ trong máy từng bị hỏng | The book was damaged
    static var bookSalvaged: String { text("book_salvaged") }

    /// Đã đọc, mở sổ | I have read it, open the book
    static var bookSalvageSeen: String { text("book_salvage_seen") }
}

// MARK: - connect

extension Words {
    /// Kết nối máy với câu lạc bộ | Connect this phone with a club
    static var connectTitle: String { text("connect_title") }

    /// Có người gửi đường dẫn thì bấm vào đường dẫn đó. Không có đ… | If somebody sent a link, tap it. Without a link, type the t…
    static var connectHow: String { text("connect_how") }

    /// Số của câu lạc bộ | The club’s number
    static var connectClub: String { text("connect_club") }

    /// Mã tám chữ số | The code of eight digits
    static var connectCode: String { text("connect_code") }

    /// Địa chỉ trung tâm | The centre’s address
    static var connectCentre: String { text("connect_centre") }

    /// Ví dụ: clb.example.vn | For example: clb.example.vn
    static var connectCentreDetail: String { text("connect_centre_detail") }

    /// Tiếp tục | Go on
    static var connectGoOn: String { text("connect_go_on") }

    /// Tập thử, không cần mã | Practise, without a code
    static var connectPractise: String { text("connect_practise") }

    /// Đang hỏi trung tâm. Đợi một chút. | The centre is being asked. One moment.
    static var connectWaiting: String { text("connect_waiting") }

    /// Còn thiếu số của câu lạc bộ, mã tám chữ số hoặc địa chỉ tru… | The club’s number, the eight digits or the centre’s address…
    static var connectIncomplete: String { text("connect_incomplete") }

    /// Đường dẫn này không phải để kết nối máy. Không có gì thay đ… | This link does not connect a phone. Nothing was changed. As…
    static var connectNotALink: String { text("connect_not_a_link") }

    /// Có đúng trung tâm này không? | Is this the right centre?
    static var connectIsItThis: String { text("connect_is_it_this") }

    /// Dấu riêng của trung tâm | The centre’s fingerprint
    static var connectFingerprint: String { text("connect_fingerprint") }

    /// So dấu này với giấy mời, hoặc đọc cho người đưa mã nghe. Gi… | Compare it with the invitation, or read it out to whoever g…
    static var connectCompare: String { text("connect_compare") }

    /// Kết nối rồi, phần sổ được giao sẽ nằm trong máy này. Không… | Once connected, your part of the club’s book is kept on thi…
    static var connectWhatComes: String { text("connect_what_comes") }

    /// Đúng, kết nối | Yes, connect
    static var connectItIs: String { text("connect_it_is") }

    /// Không đúng | No, it is not
    static var connectItIsNot: String { text("connect_it_is_not") }

    /// Đã kết nối | Connected
    static var connectConnected: String { text("connect_connected") }

    /// Máy này của %1$@, %2$@. | This phone is for %1$@, %2$@.
    static func connectWhose(_ a: String, _ b: String) -> String { text("connect_whose", a, b) }

    /// Không đúng tên thì báo người đưa mã trước khi ghi. | If this is the wrong name, tell whoever gave the code befor…
    static var connectNotYou: String { text("connect_not_you") }

    /// Đang nhận sổ. Đợi một chút. | The book is coming in. One moment.
    static var connectBegins: String { text("connect_begins") }

    /// Đang nhận sổ: đã nhận %1$lld mục. | The book is coming in. Entries so far: %1$lld
    static func connectComing(_ a: Int) -> String { text("connect_coming", a) }

    /// Đã nhận đủ sổ. | The whole book is here.
    static var connectComplete: String { text("connect_complete") }

    /// Mạng bị ngắt khi đang nhận sổ. | The network was cut off while the book came in.
    static var connectStopped: String { text("connect_stopped") }

    /// Phần đã nhận vẫn giữ trong máy. | What has come is kept on this phone.
    static var connectStoppedKept: String { text("connect_stopped_kept") }

    /// Bấm Nhận tiếp. Hoặc mở sổ, có mạng máy sẽ tự nhận nốt. | Tap “Receive the rest”. Or open the book: the rest comes by…
    static var connectStoppedNext: String { text("connect_stopped_next") }

    /// Nhận tiếp | Receive the rest
    static var connectFetchAgain: String { text("connect_fetch_again") }

    /// Mở sổ | Open the book
    static var connectBegin: String { text("connect_begin") }

    /// Máy này đã kết nối với câu lạc bộ. Đường dẫn vừa bấm không… | This phone is connected with a club already. The link that…
    static var connectAlready: String { text("connect_already") }

    /// Máy đang tập thử nên chưa kết nối. Vào Cài đặt, bấm Thôi tậ… | This is for practice, so nothing was connected. Go to Setti…
    static var connectPractises: String { text("connect_practises") }

    /// Về sổ | Back to the book
    static var connectBackToBook: String { text("connect_back_to_book") }
}

// MARK: - decisions

extension Words {
    /// Cần xem lại | To look at
    static var decisionsTitle: String { text("decisions_title") }

    /// Không có gì cần xem lại. Mọi người ghi giống nhau. | Nothing to look at. Everybody wrote the same.
    static var decisionsNone: String { text("decisions_none") }

    /// Thử lại | Try again
    static var decisionsTryAgain: String { text("decisions_try_again") }

    /// Hai người ghi khác nhau: %1$@ | Two people wrote different things: %1$@
    static func decisionsValuesOf(_ a: String) -> String { text("decisions_values_of", a) }

    /// %1$@ và %2$@ | %1$@ and %2$@
    static func decisionsTwo(_ a: String, _ b: String) -> String { text("decisions_two", a, b) }

    /// Có phải trùng người? %1$@ | The same person? %1$@
    static func decisionsTwiceOf(_ a: String) -> String { text("decisions_twice_of", a) }

    /// Hai người ghi khác nhau | Two people wrote different things
    static var decisionsValuesTitle: String { text("decisions_values_title") }

    /// Bấm vào cái đúng | Tap the right one
    static var decisionsWhich: String { text("decisions_which") }

    /// (để trống) | (empty)
    static var decisionsBlank: String { text("decisions_blank") }

    /// Giữ %1$@ thay vào | Keep %1$@ instead
    static func decisionsKeepInstead(_ a: String) -> String { text("decisions_keep_instead", a) }

    /// Hai người trả lời khác nhau: có phải trùng người? | Answered differently: is it the same person twice?
    static var decisionsDisputedOf: String { text("decisions_disputed_of") }

    /// Hai người trả lời khác nhau | Two people answered differently
    static var decisionsDisputedTitle: String { text("decisions_disputed_title") }

    /// Để sau | Later
    static var decisionsLater: String { text("decisions_later") }

    /// Mục mới, cần cập nhật Sổ CLB rồi mới chọn được. Cả hai vẫn… | A new entry: update the app to choose. Both are kept.
    static var decisionsNewer: String { text("decisions_newer") }

    /// Có phải trùng người? | The same person?
    static var decisionsTwiceTitle: String { text("decisions_twice_title") }

    /// Thấy giống: %1$@. | They are alike: %1$@.
    static func decisionsWhy(_ a: String) -> String { text("decisions_why", a) }

    /// sinh %1$@ | born %1$@
    static func decisionsBorn(_ a: String) -> String { text("decisions_born", a) }

    /// Cùng một người | The same person
    static var decisionsOne: String { text("decisions_one") }

    /// Hai người khác nhau | Two people
    static var decisionsNotOne: String { text("decisions_not_one") }

    /// Cùng một người thì đếm là một; hai mục vẫn giữ đủ. Chưa chắ… | The same person counts once; both records are kept whole. I…
    static var decisionsOneExplained: String { text("decisions_one_explained") }

    /// Đã giữ %1$@ của %2$@: %3$@. Bỏ: %4$@. Bấm nhầm? | Kept %1$@ of %2$@: %3$@. Dropped: %4$@. A slip?
    static func decisionsSettled(_ a: String, _ b: String, _ c: String, _ d: String) -> String { text("decisions_settled", a, b, c, d) }

    /// Mở thẻ | Open the card
    static var decisionsOpenCard: String { text("decisions_open_card") }

    /// Bỏ nối | Undo
    static var decisionsUnlink: String { text("decisions_unlink") }

    /// Sửa thành cùng một người | Change to the same person
    static var decisionsLink: String { text("decisions_link") }
}

// MARK: - people

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
}

// MARK: - roll

extension Words {
    /// Điểm danh | Roll call
    static var rollTitle: String { text("roll_title") }

    /// có mặt | present
    static var rollPresent: String { text("roll_present") }

    /// Tìm tên | Look for a name
    static var rollSearch: String { text("roll_search") }

    /// Xếp theo | Order
    static var rollOrder: String { text("roll_order") }

    /// Số trong sổ | Register
    static var rollOrderRegister: String { text("roll_order_register") }

    /// Tên | Name
    static var rollOrderName: String { text("roll_order_name") }

    /// sinh năm %1$lld | born in %1$lld
    static func rollBorn(_ a: Int) -> String { text("roll_born", a) }

    /// Ghi khác cho %1$@ | Another mark for %1$@
    static func rollOther(_ a: String) -> String { text("roll_other", a) }

    /// %1$@ thế nào? | How is %1$@?
    static func rollMarkOf(_ a: String) -> String { text("roll_mark_of", a) }

    /// Có mặt | Present
    static var rollMarkPresent: String { text("roll_mark_present") }

    /// Đến trễ | Late
    static var rollMarkLate: String { text("roll_mark_late") }

    /// Vắng có lý do | Excused
    static var rollMarkExcused: String { text("roll_mark_excused") }

    /// Vắng | Absent
    static var rollMarkAbsent: String { text("roll_mark_absent") }

    /// Bỏ ghi | Not marked
    static var rollMarkUnset: String { text("roll_mark_unset") }

    /// Để như cũ | Leave as it is
    static var rollKeep: String { text("roll_keep") }

    /// Bỏ ghi | Undo
    static var rollTakeBack: String { text("roll_take_back") }

    /// Thêm khách | Add a guest
    static var rollAddGuest: String { text("roll_add_guest") }

    /// Tên khách | Name of the guest
    static var rollGuestName: String { text("roll_guest_name") }

    /// Ghi khách này | Note this guest
    static var rollGuestIn: String { text("roll_guest_in") }

    /// Khách: %1$@ | Guests: %1$@
    static func rollGuests(_ a: String) -> String { text("roll_guests", a) }

    /// Bỏ khách: %1$@ | Take guest off: %1$@
    static func rollGuestOut(_ a: String) -> String { text("roll_guest_out", a) }

    /// Bỏ khách %1$@ khỏi buổi này? | Take %1$@ off this meeting?
    static func rollGuestOutQuestion(_ a: String) -> String { text("roll_guest_out_question", a) }

    /// Ghi lại được bằng nút Thêm khách. | Add guest writes the name down again.
    static var rollGuestOutDetail: String { text("roll_guest_out_detail") }

    /// Bỏ khách này | Take this guest off
    static var rollGuestOutAct: String { text("roll_guest_out_act") }

    /// Giữ lại | Keep
    static var rollGuestKeep: String { text("roll_guest_keep") }

    /// Thêm thành viên mới | Add a new member
    static var rollNewMember: String { text("roll_new_member") }

    /// Cân và đo | Weigh and measure
    static var rollWeigh: String { text("roll_weigh") }

    /// Chốt buổi sinh hoạt | Close the meeting
    static var rollClose: String { text("roll_close") }

    /// Đếm người | Count heads
    static var rollHeadsTitle: String { text("roll_heads_title") }

    /// Trong buổi có bao nhiêu người? | How many people are in the room?
    static var rollHeadsQuestion: String { text("roll_heads_question") }

    /// Số người đếm được | Heads counted
    static var rollHeads: String { text("roll_heads") }

    /// người | people
    static var rollHeadsUnit: String { text("roll_heads_unit") }

    /// Số người máy đã ghi có mặt: %1$lld | Marked as present: %1$lld
    static func rollHeadsMarked(_ a: Int) -> String { text("roll_heads_marked", a) }

    /// Tiếp | Go on
    static var rollHeadsGoOn: String { text("roll_heads_go_on") }

    /// Không đếm | Do not count
    static var rollHeadsSkip: String { text("roll_heads_skip") }

    /// Người chưa ghi | Not marked yet
    static var rollAskingTitle: String { text("roll_asking_title") }

    /// Số người còn chưa hỏi: %1$lld | Left to ask about: %1$lld
    static func rollAskingLeft(_ a: Int) -> String { text("roll_asking_left", a) }

    /// Đã hỏi hết. Chốt được rồi. | Everybody is answered for. It can be closed.
    static var rollAskingDone: String { text("roll_asking_done") }

    /// Quay lại người trước | Back to the one before
    static var rollOneBack: String { text("roll_one_back") }

    /// Mở lại để sửa | Open again to correct
    static var rollReopen: String { text("roll_reopen") }

    /// Không thấy ai tên này trong buổi. | Nobody of this name is on the roll.
    static var rollNobodyFound: String { text("roll_nobody_found") }

    /// Sổ chưa có thành viên nào. Thêm thành viên trước. | The book has no members yet. Add some first.
    static var rollEmpty: String { text("roll_empty") }

    /// Đúng, mở | Yes, open it
    static var rollOpenAllTheSame: String { text("roll_open_all_the_same") }

    /// Hôm nay câu lạc bộ có sinh hoạt không? | Does the club meet today?
    static var rollTodayQuestion: String { text("roll_today_question") }

    /// Có, điểm danh hôm nay | Yes, call the roll today
    static var rollTodayYes: String { text("roll_today_yes") }

    /// Thôi | Not now
    static var rollNotNow: String { text("roll_not_now") }
}

// MARK: - sent

extension Words {
    /// Đã gửi chưa? | Sent or not?
    static var sentTitle: String { text("sent_title") }

    /// Gửi ngay | Send now
    static var sentNow: String { text("sent_now") }

    /// Đang gửi và nhận. | Sending and receiving.
    static var sentSending: String { text("sent_sending") }

    /// Đang gửi và nhận: đã gửi %1$lld, đã nhận %2$lld. | Sending and receiving. Sent: %1$lld. Received: %2$lld.
    static func sentSoFar(_ a: Int, _ b: Int) -> String { text("sent_so_far", a, b) }

    /// Đang chờ gửi | Waiting to be sent
    static var sentWaiting: String { text("sent_waiting") }

    /// Xem cả danh sách: %1$lld | See the whole list: %1$lld
    static func sentAllWaiting(_ a: Int) -> String { text("sent_all_waiting", a) }

    /// Chờ xem lại | Put aside
    static var sentPutAside: String { text("sent_put_aside") }

    /// Cán bộ không nhận | Not taken by an officer
    static var sentRefused: String { text("sent_refused") }

    /// Đã rõ | Understood
    static var sentUnderstood: String { text("sent_understood") }

    /// Đã rõ: %1$@ | Understood: %1$@
    static func sentUnderstoodWhat(_ a: String) -> String { text("sent_understood_what", a) }

    /// Những lần gửi và nhận gần đây | The last times it sent and received
    static var sentExchanges: String { text("sent_exchanges") }

    /// Xem những lần trước | See earlier ones
    static var sentAllExchanges: String { text("sent_all_exchanges") }

    /// Gọi %1$@ | Call %1$@
    static func sentCall(_ a: String) -> String { text("sent_call", a) }

    /// Máy có trục trặc thì gửi tệp này cho cán bộ. Trong tệp khôn… | If something is wrong with the phone, send this file to an…
    static var sentDiagnosticsWhat: String { text("sent_diagnostics_what") }

    /// Gửi tệp chẩn đoán | Send a diagnostic file
    static var sentDiagnostics: String { text("sent_diagnostics") }

    /// Nhắc việc | Reminders
    static var sentReminders: String { text("sent_reminders") }
}

// MARK: - settings

extension Words {
    /// Cài đặt | Settings
    static var settingsTitle: String { text("settings_title") }

    /// Đang cầm máy: %1$@ | Holds the phone: %1$@
    static func settingsMe(_ a: String) -> String { text("settings_me", a) }

    /// Đổi người cầm máy | Hand the phone over
    static var settingsSwitch: String { text("settings_switch") }

    /// Giấy phép phần mềm | Software licences
    static var settingsLicences: String { text("settings_licences") }

    /// Sổ CLB được làm từ những phần mềm này. Bấm vào một tên để đ… | Clubbook is made of these works. Tap a name to read its lic…
    static var settingsLicencesWhat: String { text("settings_licences_what") }

    /// bản %1$@ | version %1$@
    static func settingsLicenceVersion(_ a: String) -> String { text("settings_licence_version", a) }

    /// Giấy phép | Licence
    static var settingsLicenceTitle: String { text("settings_licence_title") }

    /// Giấy phép viết bằng tiếng Anh, đúng như tác giả viết. | As the authors wrote it.
    static var settingsLicenceWords: String { text("settings_licence_words") }

    /// Tập thử | Practise
    static var settingsPractise: String { text("settings_practise") }

    /// Đang tập thử: những gì ghi ở đây không gửi đi đâu. | This is for practice: nothing recorded here is sent anywher…
    static var settingsPractises: String { text("settings_practises") }

    /// Thôi tập | End the practice
    static var settingsEndPractice: String { text("settings_end_practice") }

    /// Xóa Sổ CLB khỏi máy này | Erase Clubbook from this phone
    static var settingsErase: String { text("settings_erase") }

    /// Xóa Sổ CLB khỏi máy này? | Erase Clubbook from this phone?
    static var settingsEraseQuestion: String { text("settings_erase_question") }

    /// Xóa khỏi máy này | Erase it
    static var settingsEraseAct: String { text("settings_erase_act") }

    /// Giữ lại | Keep it
    static var settingsEraseKeep: String { text("settings_erase_keep") }

    /// Chưa xóa gì. | Nothing was erased.
    static var settingsNotErased: String { text("settings_not_erased") }

    /// Xem phần chưa gửi | See what is not sent
    static var settingsLookUnsent: String { text("settings_look_unsent") }

    /// Sổ CLB bản %1$@ | Clubbook %1$@
    static func settingsVersion(_ a: String) -> String { text("settings_version", a) }
}

// MARK: - speech

extension Words {
    /// Nói thay cho gõ | Speak instead of typing
    static var speechBegin: String { text("speech_begin") }

    /// Nói xong | Done speaking
    static var speechEnd: String { text("speech_end") }

    /// Đang nghe | Listening
    static var speechListens: String { text("speech_listens") }

    /// Cứ nói, máy tự viết thành chữ. | Speak: the phone writes it down.
    static var speechSpeak: String { text("speech_speak") }

    /// Cho Sổ CLB nghe tiếng nói? | Let Clubbook listen?
    static var speechAsk: String { text("speech_ask") }

    /// Lời nói thành chữ ngay trong máy này. Tiếng nói không gửi đ… | What is said becomes words on this phone. The voice is sent…
    static var speechAskWhy: String { text("speech_ask_why") }

    /// Cho nghe | Let it listen
    static var speechAskAct: String { text("speech_ask_act") }

    /// Không, gõ chữ | No, type
    static var speechAskKeep: String { text("speech_ask_keep") }

    /// Chưa nghe được gì. Bấm nút trên để nói lại. | Nothing was heard yet. Tap the button above to speak again.
    static var speechNothing: String { text("speech_nothing") }

    /// Chưa được phép nghe. Ghi chú vẫn gõ được. Muốn nói thì mở C… | Clubbook may not listen. The note can be typed. To speak, o…
    static var speechNotAllowed: String { text("speech_not_allowed") }

    /// Máy này chưa tự viết được lời nói tiếng Việt. Ghi chú thì g… | This phone cannot write down spoken English by itself. Type…
    static var speechNotThisPhone: String { text("speech_not_this_phone") }

    /// Lúc này máy chưa nghe được. Những gì đã ghi vẫn còn. Gõ bằn… | The phone cannot listen just now. What was written is kept.…
    static var speechNotNow: String { text("speech_not_now") }
}

// MARK: - strings

extension Words {
    /// Sổ CLB | Sổ CLB
    static var appName: String { text("app_name") }

    /// Quay lại | Back
    static var back: String { text("back") }

    /// Xóa chữ đã gõ | Clear what was typed
    static var clearSearch: String { text("clear_search") }

    /// Xóa | Erase
    static var lastDigitOff: String { text("last_digit_off") }

    /// Đã bấm %1$lld trên %2$lld số | Digits entered: %1$lld of %2$lld
    static func digitsEntered(_ a: Int, _ b: Int) -> String { text("digits_entered", a, b) }

    /// %1$lld trên %2$lld | %1$lld of %2$lld
    static func countOf(_ a: Int, _ b: Int) -> String { text("count_of", a, b) }

    /// Tiếng và cỡ chữ | Language and text size
    static var appearanceTitle: String { text("appearance_title") }

    /// Tiếng | Language
    static var appearanceLanguage: String { text("appearance_language") }

    /// Cỡ chữ | Text size
    static var appearanceTextSize: String { text("appearance_text_size") }

    /// Như của máy | As on this phone
    static var textSizePhone: String { text("text_size_phone") }

    /// To hơn | Larger
    static var textSizeLarge: String { text("text_size_large") }

    /// To nhất | Largest
    static var textSizeLargest: String { text("text_size_largest") }

    /// Bà Lan, 70 tuổi, sáng nay có đi sinh hoạt. | Mrs Lan, aged 70, came to the meeting this morning.
    static var appearanceSample: String { text("appearance_sample") }
}

// MARK: - today

extension Words {
    /// Điểm danh | Call the roll
    static var todayRoll: String { text("today_roll") }

    /// Điểm danh tiếp | Go on with the roll
    static var todayRollGoOn: String { text("today_roll_go_on") }

    /// Thành viên | Members
    static var todayMembers: String { text("today_members") }

    /// Ghi lần thăm khác | Record another visit
    static var todayVisit: String { text("today_visit") }

    /// Đã gửi chưa? | Sent or not?
    static var todaySent: String { text("today_sent") }

    /// Xem vì sao | See why
    static var todaySentWhy: String { text("today_sent_why") }

    /// Cần xem lại | To look at
    static var todayDecisions: String { text("today_decisions") }

    /// Cài đặt | Settings
    static var todaySettings: String { text("today_settings") }

    /// Đổi người cầm máy | Hand the phone over
    static var todayUsers: String { text("today_users") }

    /// Gọi người giúp | Call for help
    static var todayHelp: String { text("today_help") }

    /// Gọi %1$@ | Call %1$@
    static func todayHelpWho(_ a: String) -> String { text("today_help_who", a) }

    /// Đến thăm | Visits
    static var todayVisits: String { text("today_visits") }

    /// Sinh nhật | Birthdays
    static var todayBirthdays: String { text("today_birthdays") }

    /// Việc cần lo | To act on
    static var todayFollowUps: String { text("today_follow_ups") }

    /// Vắng nhiều buổi | Missed meetings
    static var todayAbsent: String { text("today_absent") }

    /// Mừng thọ | Long lives
    static var todayLongevity: String { text("today_longevity") }

    /// Chưa hỏi ý kiến | Not asked yet
    static var todayConsents: String { text("today_consents") }

    /// Còn thêm: %1$lld | More of them: %1$lld
    static func todayMore(_ a: Int) -> String { text("today_more", a) }

    /// Thử lại | Try again
    static var todayAgain: String { text("today_again") }

    /// Đang mở sổ… | Opening the book…
    static var todayLoading: String { text("today_loading") }
}

// MARK: - users

extension Words {
    /// Ai đang cầm máy? | Who is holding the phone?
    static var usersTitle: String { text("users_title") }

    /// Khóa sổ lại | Lock the book
    static var usersLeave: String { text("users_leave") }

    /// Bấm bốn số của mã số riêng. | Enter the four digits of your PIN.
    static var usersEnterPin: String { text("users_enter_pin") }

    /// Quên mã số | I forgot it
    static var usersForgotten: String { text("users_forgotten") }

    /// Nhờ chủ nhiệm hoặc phó chủ nhiệm: bấm tên mình trên máy này… | Ask the head or the deputy of the club: on this phone they…
    static var usersForgottenHow: String { text("users_forgotten_how") }

    /// Máy này chỉ có một người dùng nên không ai đặt lại mã số đư… | This phone has one user only, so nobody can set a new PIN o…
    static var usersForgottenAlone: String { text("users_forgotten_alone") }

    /// Những người dùng máy này | People of this phone
    static var usersOfPhone: String { text("users_of_phone") }

    /// Đang cầm máy | Holds the phone now
    static var usersHoldsIt: String { text("users_holds_it") }

    /// Có mã số riêng | Has a PIN
    static var usersHasPin: String { text("users_has_pin") }

    /// Chưa có mã số riêng | No PIN yet
    static var usersHasNoPin: String { text("users_has_no_pin") }

    /// Thêm người dùng | Add somebody
    static var usersAdd: String { text("users_add") }

    /// Thêm ai vào máy này? | Who is to be added?
    static var usersAddWhom: String { text("users_add_whom") }

    /// Không còn ai có việc trong câu lạc bộ mà chưa dùng máy này.… | Everybody with a task in the club uses this phone already.…
    static var usersNobodyToAdd: String { text("users_nobody_to_add") }

    /// Đã thêm %1$@ vào máy này. | %1$@ can use this phone now.
    static func usersAdded(_ a: String) -> String { text("users_added", a) }

    /// Đã bỏ %1$@ khỏi máy này. Những gì đã ghi vẫn còn trong sổ. | %1$@ no longer uses this phone. What they recorded stays in…
    static func usersRemoved(_ a: String) -> String { text("users_removed", a) }

    /// Đã đặt mã số mới cho %1$@. | %1$@ has a new PIN.
    static func usersPinChanged(_ a: String) -> String { text("users_pin_changed", a) }

    /// Quên mã số, đặt mã mới | Forgot the PIN: choose another
    static var usersForgotPin: String { text("users_forgot_pin") }

    /// Bỏ khỏi máy này | Take off this phone
    static var usersRemove: String { text("users_remove") }

    /// Bỏ %1$@ khỏi máy này? | Take %1$@ off this phone?
    static func usersRemoveQuestion(_ a: String) -> String { text("users_remove_question", a) }

    /// Những gì đã ghi vẫn còn trong sổ. Muốn dùng lại thì thêm lạ… | What they recorded stays in the book. They can be added aga…
    static var usersRemoveDetail: String { text("users_remove_detail") }

    /// Giữ lại | Keep
    static var usersKeep: String { text("users_keep") }

    /// Chọn mã số riêng | Choose a PIN
    static var usersChoosesPin: String { text("users_chooses_pin") }

    /// Đưa máy cho %1$@. Bấm bốn số mà người khác khó đoán. | Hand the phone to %1$@. Enter four digits that others will…
    static func usersHandOver(_ a: String) -> String { text("users_hand_over", a) }

    /// Bấm lại bốn số đó một lần nữa. | Enter the same four digits again.
    static var usersPinAgain: String { text("users_pin_again") }

    /// Hai lần bấm khác nhau. Chưa đổi gì. Bấm lại từ đầu. | The two were different. Nothing was changed. Begin again.
    static var usersPinDifferent: String { text("users_pin_different") }

    /// Mã số riêng | Your PIN
    static var usersOwnPin: String { text("users_own_pin") }

    /// Chưa có mã số riêng. Máy chỉ một người dùng thì không cần.… | There is no PIN yet. Where one person uses the phone none i…
    static var usersOwnPinChoose: String { text("users_own_pin_choose") }

    /// Đang có mã số riêng. Muốn đổi thì bấm bốn số mới. | There is a PIN. To change it, enter four new digits.
    static var usersOwnPinChange: String { text("users_own_pin_change") }

    /// Bỏ mã số riêng | Remove the PIN
    static var usersOwnPinRemove: String { text("users_own_pin_remove") }

    /// Đã đặt mã số riêng. | The PIN is set.
    static var usersPinChosen: String { text("users_pin_chosen") }

    /// Đã bỏ mã số riêng. | The PIN is removed.
    static var usersPinRemoved: String { text("users_pin_removed") }
}

// MARK: - visits

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

// MARK: - weighing

extension Words {
    /// Cân và đo | Weigh and measure
    static var weighTitle: String { text("weigh_title") }

    /// đã đo | measured
    static var weighMeasured: String { text("weigh_measured") }

    /// Tìm tên | Find a name
    static var weighSearch: String { text("weigh_search") }

    /// Chưa có ai trong danh sách. Thêm thành viên vào sổ trước. | Nobody is in the list yet. Add members to the book first.
    static var weighNobody: String { text("weigh_nobody") }

    /// Không thấy tên này trong danh sách. Gõ lại ngắn hơn, hoặc x… | This name is not in the list. Type less of it, or clear wha…
    static var weighNotFound: String { text("weigh_not_found") }

    /// Đã lưu %1$@: %2$@. Gõ nhầm? | Saved, %1$@: %2$@. A slip?
    static func weighSaved(_ a: String, _ b: String) -> String { text("weigh_saved", a, b) }

    /// Sửa | Correct it
    static var weighCorrect: String { text("weigh_correct") }

    /// Bỏ ghi | Drop
    static var weighTakeBack: String { text("weigh_take_back") }

    /// Đã bỏ số vừa ghi của %1$@. Số trước đó, nếu có, vẫn giữ. | The numbers just recorded for %1$@ were dropped. Earlier on…
    static func weighTakenBack(_ a: String) -> String { text("weigh_taken_back", a) }

    /// Lưu, người tiếp theo | Save, next person
    static var weighNext: String { text("weigh_next") }

    /// Buổi này đã đo rồi. Số ghi bây giờ thay số cũ; ô để trống t… | Measured at this meeting already. What is typed now takes t…
    static var weighReplaces: String { text("weigh_replaces") }

    /// Số đo của %1$@ | Readings of %1$@
    static func weighAlarmTitle(_ a: String) -> String { text("weigh_alarm_title", a) }

    /// Đã rõ, người tiếp theo | Understood, next person
    static var weighAlarmRead: String { text("weigh_alarm_read") }

    /// Đã lưu: %1$@. | Saved: %1$@.
    static func weighAlarmSaved(_ a: String) -> String { text("weigh_alarm_saved", a) }
}
