//! The sign-in sheet on paper: plain text for any printer, and one page of HTML that browsers print on A4. Pure.

use clubbook_model::vocabulary::Language;

use super::paper::{SheetRow, SheetView};
use crate::wording;

/// Empty lines for guests and whoever is not in the list yet.
const EMPTY_LINES: usize = 5;

/// The words of the sheet.
struct Words {
    title: &'static str,
    columns: [&'static str; 6],
    signatures: [&'static str; 2],
    hint: &'static str,
}

fn words(language: Language) -> Words {
    match language {
        Language::Vi => Words {
            title: "DANH SÁCH KÝ TÊN",
            columns: ["Số", "Họ và tên", "Năm sinh", "Ký tên", "Cân nặng", "Huyết áp"],
            signatures: ["Người điểm danh", "Chủ nhiệm"],
            hint: "Sau buổi họp, nhập theo số: meeting enter \"1 2 5-9\"",
        },
        Language::En => Words {
            title: "SIGN-IN SHEET",
            columns: ["No.", "Name", "Born", "Signature", "Weight", "Pressure"],
            signatures: ["Who called the roll", "Club head"],
            hint: "After the meeting, enter it by number: meeting enter \"1 2 5-9\"",
        },
    }
}

fn heading(sheet: &SheetView, language: Language) -> (String, String) {
    let day = clubbook_model::entry::show_day(sheet.on);
    let weekday = wording::day(sheet.on, sheet.on, language);
    let weekday = weekday.rsplit_once(' ').map_or(weekday.as_str(), |(weekday, _)| weekday).to_owned();
    let place = sheet.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    (sheet.club.clone(), format!("{}, {day}{place}", wording::sentence(&weekday)))
}

fn cells(row: &SheetRow) -> [String; 3] {
    let number = row.register_no.map(|number| number.to_string()).unwrap_or_default();
    [number, row.person.name.clone(), row.born.map(|year| year.to_string()).unwrap_or_default()]
}

/// As plain text, 80 columns wide.
pub fn text(sheet: &SheetView, language: Language) -> String {
    const WIDTHS: [usize; 6] = [4, 25, 8, 18, 9, 9];
    let words = words(language);
    let (club, day) = heading(sheet, language);
    let line = |cells: &[&str]| {
        let padded = cells.iter().zip(WIDTHS).map(|(cell, width)| {
            let cut: String = cell.chars().take(width).collect();
            let room = width.saturating_sub(cut.chars().count());
            format!("{cut}{}", " ".repeat(room))
        });
        format!("|{}|", padded.collect::<Vec<_>>().join("|"))
    };
    let rule = format!("+{}+", WIDTHS.map(|width| "-".repeat(width)).join("+"));
    let mut lines =
        vec![club, words.title.to_owned(), day, String::new(), rule.clone(), line(&words.columns), rule.clone()];
    for row in &sheet.rows {
        let [number, name, born] = cells(row);
        lines.push(line(&[&number, &name, &born, "", "", ""]));
        lines.push(rule.clone());
    }
    for _ in 0..EMPTY_LINES {
        lines.push(line(&[""; 6]));
        lines.push(rule.clone());
    }
    lines.extend([String::new(), words.signatures.join("                                  "), String::new()]);
    lines.push(words.hint.to_owned());
    lines.join("\n")
}

/// As one page of HTML, for printing on A4 upright: rows never break over pages, and the head of the table comes again on
/// each.
pub fn html(sheet: &SheetView, language: Language) -> String {
    let words = words(language);
    let (club, day) = heading(sheet, language);
    let code = match language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let head: String =
        words.columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", escaped(column))).collect();
    let mut body = String::new();
    for row in &sheet.rows {
        let [number, name, born] = cells(row).map(|cell| escaped(&cell));
        body.push_str(&format!(
            "<tr><td>{number}</td><td>{name}</td><td>{born}</td><td></td><td></td><td></td></tr>\n"
        ));
    }
    for _ in 0..EMPTY_LINES {
        body.push_str("<tr><td></td><td></td><td></td><td></td><td></td><td></td></tr>\n");
    }
    let signatures: String = words.signatures.iter().map(|one| format!("<div>{}</div>", escaped(one))).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}, {club}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<p>{club}</p>\n<h1>{title}</h1>\n<p>{day}</p>\n\
         <table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n\
         <div class=\"signatures\">{signatures}</div>\n</body>\n</html>\n",
        title = escaped(words.title),
        club = escaped(&club),
        day = escaped(&day),
    )
}

const STYLE: &str = "
@page { size: A4 portrait; margin: 12mm 12mm 14mm }
body { font: 12pt/1.3 'Times New Roman', 'Noto Serif', serif; color: #000; margin: 0 }
h1 { font-size: 15pt; text-align: center; margin: 2mm 0 }
p { text-align: center; margin: 0 0 2mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
thead { display: table-header-group }
tr { break-inside: avoid; height: 9mm }
th, td { border: 0.3mm solid #000; padding: 0 1.5mm; text-align: left; overflow-wrap: anywhere }
th:nth-child(1) { width: 8mm } th:nth-child(3) { width: 18mm } th:nth-child(4) { width: 40mm }
th:nth-child(5), th:nth-child(6) { width: 20mm }
.signatures { display: flex; justify-content: space-around; break-inside: avoid; margin: 6mm 0 20mm }
";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::id::RecordId;
    use clubbook_model::merge::EntityState;
    use clubbook_model::registry::{Entity, Person};
    use clubbook_model::time::Day;

    use crate::features::people::views::PersonView;

    fn sheet() -> SheetView {
        let on = Day::from_ymd(2026, 11, 24).unwrap();
        let row = |number, name: &str, born| {
            let mut person = Person::read(RecordId([7; 16]), &EntityState::new());
            person.full_name = Some(name.to_owned());
            SheetRow { register_no: number, born, person: PersonView::of(&person, on) }
        };
        SheetView {
            club: "CLB LTHTGN \"Gò Deo\"".into(),
            on,
            place: Some("Nhà văn hóa".into()),
            rows: vec![row(Some(2), "Đinh Thị Lan", Some(1955)), row(None, "A <b>Hùng</b>", None)],
        }
    }

    #[test]
    fn the_text_is_eighty_columns_wide_whatever_the_marks() {
        let text = text(&sheet(), Language::Vi);
        let table: Vec<&str> = text.lines().filter(|line| line.starts_with(['|', '+'])).collect();
        assert!(table.iter().all(|line| line.chars().count() == 80), "{text}");
        assert!(text.contains("Thứ Ba, 24/11/2026, Nhà văn hóa"), "{text}");
        assert!(text.contains("|2   |Đinh Thị Lan             |1955    |"), "{text}");
    }

    #[test]
    fn nothing_in_a_name_becomes_markup() {
        let html = html(&sheet(), Language::Vi);
        assert!(html.contains("A &lt;b&gt;Hùng&lt;/b&gt;") && html.contains("CLB LTHTGN &quot;Gò Deo&quot;"), "{html}");
        assert!(html.contains("<td>2</td><td>Đinh Thị Lan</td><td>1955</td>"));
        assert_eq!(html.matches("<tr>").count(), 1 + 2 + EMPTY_LINES);
    }
}
