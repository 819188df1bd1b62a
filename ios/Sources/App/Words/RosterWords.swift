// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Ghi sống một mình | Note that they live alone
    static var rosterAlone: String { text("roster_alone") }

    /// Không còn sống một mình | They no longer live alone
    static var rosterNotAlone: String { text("roster_not_alone") }

    /// Đã ghi %1$@ sống một mình. Bấm nhầm? | %1$@ is noted as living alone. A slip?
    static func rosterAloneDone(_ a: String) -> String { text("roster_alone_done", a) }

    /// Đã ghi %1$@ không còn sống một mình. Bấm nhầm? | Noted that %1$@ no longer lives alone. A slip?
    static func rosterNotAloneDone(_ a: String) -> String { text("roster_not_alone_done", a) }

    /// Chưa hỏi có đồng ý ghi hoàn cảnh không. Hỏi rồi mới hiện tr… | Nobody asked yet whether circumstances may be kept. Only th…
    static var rosterAloneHidden: String { text("roster_alone_hidden") }

    /// Sổ đã ghi như vậy từ trước. Không có gì thay đổi. | The book said so already. Nothing changed.
    static var rosterAlready: String { text("roster_already") }

    /// Lập tổ mới | Make a group
    static var rosterGroupNew: String { text("roster_group_new") }

    /// Sửa tổ, ghi người vào tổ | Change the group, put people in
    static var rosterGroupEdit: String { text("roster_group_edit") }

    /// Tên tổ | Name of the group
    static var rosterGroupName: String { text("roster_group_name") }

    /// Ví dụ: Tổ 1, hoặc Tổ Gò Deo | For example: Group 1, or Gò Deo
    static var rosterGroupNameExample: String { text("roster_group_name_example") }

    /// Lập tổ | Make the group
    static var rosterGroupMake: String { text("roster_group_make") }

    /// Lưu tên mới | Save the new name
    static var rosterGroupRename: String { text("roster_group_rename") }

    /// Bỏ tổ này | Give this group up
    static var rosterGroupGiveUp: String { text("roster_group_give_up") }

    /// Bỏ %1$@? Người trong tổ vẫn là thành viên. | Give %1$@ up? Its people stay members.
    static func rosterGroupGiveUpQuestion(_ a: String) -> String { text("roster_group_give_up_question", a) }

    /// Bấm vào người để ghi vào tổ. Bấm lần nữa để đưa ra khỏi tổ. | Tap a name to put them in. Tap again to take them out.
    static var rosterGroupTap: String { text("roster_group_tap") }

    /// trong tổ này | in this group
    static var rosterGroupIn: String { text("roster_group_in") }

    /// Đã lập %1$@. Bấm nhầm? | %1$@ is made. A slip?
    static func rosterGroupMade(_ a: String) -> String { text("roster_group_made", a) }

    /// Đã đổi tên thành %1$@. Bấm nhầm? | It is called %1$@ now. A slip?
    static func rosterGroupRenamed(_ a: String) -> String { text("roster_group_renamed", a) }

    /// Đã ghi %1$@ vào %2$@. Bấm nhầm? | %1$@ is in %2$@ now. A slip?
    static func rosterGroupPutIn(_ a: String, _ b: String) -> String { text("roster_group_put_in", a, b) }

    /// Đã đưa %1$@ ra khỏi %2$@. Bấm nhầm? | %1$@ is no longer in %2$@. A slip?
    static func rosterGroupTakenOut(_ a: String, _ b: String) -> String { text("roster_group_taken_out", a, b) }

    /// Đã bỏ %1$@. Người trong tổ vẫn là thành viên. Bấm nhầm? | %1$@ is given up. Its people stay members. A slip?
    static func rosterGroupGivenUp(_ a: String) -> String { text("roster_group_given_up", a) }

    /// Lập lại tổ | Have it again
    static var rosterGroupAgain: String { text("roster_group_again") }

    /// Đã lập lại %1$@. Bấm nhầm? | %1$@ is there again. A slip?
    static func rosterGroupBroughtBack(_ a: String) -> String { text("roster_group_brought_back", a) }

    /// Tổ đã bỏ | Groups given up
    static var rosterGroupsGivenUp: String { text("roster_groups_given_up") }

    /// Chọn tổ trưởng | Choose who leads it
    static var rosterGroupLead: String { text("roster_group_lead") }

    /// Ai làm tổ trưởng? | Who leads the group?
    static var rosterGroupLeadWho: String { text("roster_group_lead_who") }

    /// Chủ nhiệm, phó chủ nhiệm hoặc thư ký mới chọn được tổ trưởn… | The head, the deputy or the secretary choose who leads a gr…
    static var rosterGroupLeadWhoMay: String { text("roster_group_lead_who_may") }

    /// Không có tổ trưởng | Nobody leads it
    static var rosterGroupLeadNobody: String { text("roster_group_lead_nobody") }

    /// tổ trưởng tổ này | leads this group
    static var rosterGroupLeads: String { text("roster_group_leads") }

    /// Đã ghi %1$@ làm tổ trưởng %2$@. Bấm nhầm? | %1$@ leads %2$@ now. A slip?
    static func rosterGroupLed(_ a: String, _ b: String) -> String { text("roster_group_led", a, b) }

    /// Đã ghi %1$@ không có tổ trưởng. Bấm nhầm? | Nobody leads %1$@ now. A slip?
    static func rosterGroupUnled(_ a: String) -> String { text("roster_group_unled", a) }

    /// Ghi sống cùng nhà với ai | Note with whom they live
    static var rosterLivesWith: String { text("roster_lives_with") }

    /// Sống cùng nhà với ai? | With whom do they live?
    static var rosterLivesWithWhom: String { text("roster_lives_with_whom") }

    /// Ra khỏi hộ này | Take out of this household
    static var rosterLivesApart: String { text("roster_lives_apart") }

    /// Đã ghi %1$@ sống cùng nhà với %2$@. Bấm nhầm? | Noted that %1$@ lives with %2$@. A slip?
    static func rosterLivesWithDone(_ a: String, _ b: String) -> String { text("roster_lives_with_done", a, b) }

    /// Đã đưa %1$@ ra khỏi hộ. Bấm nhầm? | Noted that %1$@ is in no household. A slip?
    static func rosterLivesApartDone(_ a: String) -> String { text("roster_lives_apart_done", a) }

    /// Ban Chủ nhiệm | The board
    static var rosterBoard: String { text("roster_board") }

    /// Chủ nhiệm, phó chủ nhiệm hoặc thư ký ghi ai làm việc gì. | The head, the deputy or the secretary note who does what.
    static var rosterBoardWhoMay: String { text("roster_board_who_may") }

    /// Ghi người làm %1$@ | Note who is %1$@
    static func rosterBoardGive(_ a: String) -> String { text("roster_board_give", a) }

    /// Ai nhận việc này? | Who takes this on?
    static var rosterBoardWho: String { text("roster_board_who") }

    /// %1$@ thôi làm %2$@ | %1$@ is no longer %2$@
    static func rosterBoardEnd(_ a: String, _ b: String) -> String { text("roster_board_end", a, b) }

    /// Ghi %1$@ thôi làm %2$@? | Note that %1$@ is no longer %2$@?
    static func rosterBoardEndQuestion(_ a: String, _ b: String) -> String { text("roster_board_end_question", a, b) }

    /// Ghi thôi làm | Yes, note it
    static var rosterBoardEndAct: String { text("roster_board_end_act") }

    /// Thay từ hôm nay | Yes, from today on
    static var rosterBoardReplace: String { text("roster_board_replace") }

    /// Đã ghi %1$@ làm %2$@. Bấm nhầm? | %1$@ is noted as %2$@. A slip?
    static func rosterBoardGiven(_ a: String, _ b: String) -> String { text("roster_board_given", a, b) }

    /// Đã ghi %1$@ thôi làm %2$@. Bấm nhầm? | Noted that %1$@ is no longer %2$@. A slip?
    static func rosterBoardEnded(_ a: String, _ b: String) -> String { text("roster_board_ended", a, b) }

    /// Đã ghi %1$@ làm %2$@. | %1$@ is noted as %2$@.
    static func rosterBoardHandedOver(_ a: String, _ b: String) -> String { text("roster_board_handed_over", a, b) }

    /// Đã ghi %1$@ thôi làm %2$@. | Noted that %1$@ is no longer %2$@.
    static func rosterBoardGivenUp(_ a: String, _ b: String) -> String { text("roster_board_given_up", a, b) }
}
