//! What fields are called on the screens and pages, in Vietnamese and English: the apps, the pages and the print say the same.

use crate::vocabulary::Language;

/// What a field is called, by its name in the registry. `None` for one that has no words of its own.
pub fn field_label(name: &str, language: Language) -> Option<&'static str> {
    let (vi, en) = match name {
        "full_name" => ("Họ và tên", "Full name"),
        "given_name" => ("Tên", "Given name"),
        "common_name" => ("Tên thường gọi", "Common name"),
        "name" => ("Tên", "Name"),
        "sex" => ("Nam, nữ", "Sex"),
        "birth" => ("Ngày sinh", "Date of birth"),
        "birth_source" => ("Ngày sinh theo", "Date of birth from"),
        "phone" => ("Số điện thoại", "Phone"),
        "hamlet" | "hamlets" => ("Thôn, tổ dân phố", "Hamlet"),
        "address" => ("Địa chỉ", "Address"),
        "household" => ("Hộ", "Household"),
        "occupation" => ("Nghề", "Occupation"),
        "died_on" => ("Mất ngày", "Died on"),
        "note" => ("Ghi chú", "Note"),
        "person" => ("Người", "Person"),
        "register_no" => ("Số trong sổ", "Register number"),
        "joined_on" => ("Vào ngày", "Joined on"),
        "left_on" => ("Thôi ngày", "Left on"),
        "leaving_reason" => ("Vì sao thôi", "Why left"),
        "roles" | "role" => ("Nhiệm vụ", "Task"),
        "from_day" => ("Từ ngày", "From"),
        "to_day" => ("Đến ngày", "To"),
        "decision" => ("Quyết định số", "Decision number"),
        "decision_number" => ("Quyết định thành lập số", "Establishment decision"),
        "decision_date" => ("Ngày quyết định", "Date of the decision"),
        "decision_issuer" => ("Nơi ký quyết định", "Who issued the decision"),
        "launched_on" => ("Ngày ra mắt", "Launched on"),
        "former_area" => ("Huyện, khu vực cũ", "Former district or area"),
        "health_station_phone" => ("Số điện thoại trạm y tế", "Phone of the health station"),
        "closed_on" => ("Ngừng hoạt động từ ngày", "Closed on"),
        "closure_reason" => ("Vì sao ngừng", "Why it closed"),
        "month" => ("Tháng", "Month"),
        "meeting" => ("Buổi sinh hoạt", "Meeting"),
        "meeting_kind" => ("Loại buổi", "Kind of meeting"),
        "meeting_day" => ("Ngày sinh hoạt hằng tháng", "Day of the monthly meeting"),
        "planned_on" => ("Dự kiến ngày", "Planned for"),
        "held_on" => ("Ngày sinh hoạt", "Held on"),
        "status" => ("Tình trạng", "Status"),
        "default_mark" => ("Ghi cho người còn lại", "Mark of the others"),
        "mark" => ("Điểm danh", "Mark"),
        "roll" => ("Người trong danh sách", "People on the roll"),
        "head_count" => ("Số người đếm được", "Heads counted"),
        "guest" => ("Là khách", "A guest"),
        "linked" => ("Cùng một người", "The same person"),
        "place" => ("Địa điểm", "Place"),
        "meeting_place" => ("Nơi sinh hoạt", "Meeting place"),
        "status_reason" | "reason" => ("Lý do", "Reason"),
        "agenda" => ("Nội dung buổi sinh hoạt", "Agenda"),
        "minutes" => ("Biên bản", "Minutes"),
        "guests" => ("Khách", "Guests"),
        "chair" => ("Người chủ trì", "Chair"),
        "secretary" => ("Người ghi biên bản", "Minutes by"),
        "closed_by" => ("Người chốt", "Closed by"),
        "club" => ("Câu lạc bộ", "Club"),
        "group" => ("Tổ", "Group"),
        "relative_phone" => ("Số điện thoại người thân", "A relative's phone"),
        "leader" => ("Tổ trưởng", "Leader"),
        "head" => ("Chủ hộ", "Head of the household"),
        "visited_on" => ("Ngày thăm", "Day of the visit"),
        "visitors" => ("Người đi thăm", "Visitors"),
        "religious_name" => ("Pháp danh, tên thánh", "Religious name"),
        "ethnic_name" => ("Tên theo tiếng dân tộc", "Name in their own language"),
        "address_as" => ("Xưng hô", "Addressed as"),
        "relative_name" => ("Người thân", "A relative"),
        "can_help_with" => ("Có thể giúp người khác việc gì", "What they can do for others"),
        "association_member" => ("Hội viên Hội Người cao tuổi", "Member of the elders' association"),
        "association_card" => ("Số thẻ hội viên", "Number of the association's card"),
        "citizen_id" => ("Số căn cước", "Number of the citizen card"),
        "moved_to" => ("Chuyển đến câu lạc bộ", "Moved to"),
        "moved_from" => ("Chuyển đến từ", "Moved from"),
        "languages" => ("Nói được tiếng", "Languages"),
        "birth_lunar" => ("Ngày sinh âm lịch", "Lunar date of birth"),
        _ => return None,
    };
    Some(match language {
        Language::Vi => vi,
        Language::En => en,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Entity, Membership, Person};

    #[test]
    fn every_field_of_a_person_and_of_a_membership_has_words() {
        for field in Person::DEF.fields.iter().chain(Membership::DEF.fields) {
            for language in [Language::Vi, Language::En] {
                assert!(field_label(field.name, language).is_some(), "{}", field.name);
            }
        }
    }
}
