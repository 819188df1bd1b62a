//! The sign-in sheet on paper: plain text for any printer, and HTML that browsers print on A4. Pure.

use clubbook_model::vocabulary::Language;

use super::paper::{SheetRow, SheetView};
use crate::wording;

/// Empty lines for guests and whoever is not in the list yet.
const EMPTY_LINES: usize = 5;

/// A page: a table of the members with columns to fill in by hand.
struct Page {
    title: &'static str,
    /// The columns, with their width in characters and the class of their cells in HTML.
    columns: &'static [(&'static str, usize, &'static str)],
    signatures: &'static [&'static str],
}

/// What is passed round to be signed, and a page that stays with who weighs: nobody reads there what the others weigh.
fn pages(language: Language) -> [Page; 2] {
    match language {
        Language::Vi => [
            Page {
                title: "DANH SÁCH KÝ TÊN",
                columns: &[("Số", 4, "no"), ("Họ và tên", 33, ""), ("Năm sinh", 8, "born"), ("Ký tên", 30, "sign")],
                signatures: &["Người điểm danh", "Chủ nhiệm"],
            },
            Page {
                title: "CÂN NẶNG, HUYẾT ÁP (người cân đo giữ tờ này)",
                columns: &[
                    ("Số", 4, "no"),
                    ("Họ và tên", 33, ""),
                    ("Năm sinh", 8, "born"),
                    ("Cân nặng", 14, "reading"),
                    ("Huyết áp", 15, "reading"),
                ],
                signatures: &["Người cân đo"],
            },
        ],
        Language::En => [
            Page {
                title: "SIGN-IN SHEET",
                columns: &[("No.", 4, "no"), ("Name", 33, ""), ("Born", 8, "born"), ("Signature", 30, "sign")],
                signatures: &["Who called the roll", "Club head"],
            },
            Page {
                title: "WEIGHT AND PRESSURE (kept by who weighs)",
                columns: &[
                    ("No.", 4, "no"),
                    ("Name", 33, ""),
                    ("Born", 8, "born"),
                    ("Weight", 14, "reading"),
                    ("Pressure", 15, "reading"),
                ],
                signatures: &["Who weighed"],
            },
        ],
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

/// As plain text, 80 columns wide; a form feed begins the second page.
pub fn text(sheet: &SheetView, language: Language) -> String {
    pages(language).map(|page| page_text(sheet, &page, language)).join("\n\u{c}")
}

fn page_text(sheet: &SheetView, page: &Page, language: Language) -> String {
    let (club, day) = heading(sheet, language);
    let line = |cells: &[&str]| {
        let cells = cells.iter().copied().chain(std::iter::repeat(""));
        let padded = page.columns.iter().zip(cells).map(|((_, width, _), cell)| {
            let cut: String = cell.chars().take(*width).collect();
            let room = width.saturating_sub(cut.chars().count());
            format!("{cut}{}", " ".repeat(room))
        });
        format!("|{}|", padded.collect::<Vec<_>>().join("|"))
    };
    let dashes: Vec<String> = page.columns.iter().map(|(_, width, _)| "-".repeat(*width)).collect();
    let rule = format!("+{}+", dashes.join("+"));
    let head: Vec<&str> = page.columns.iter().map(|(name, ..)| *name).collect();
    let mut lines = vec![club, page.title.to_owned(), day, String::new(), rule.clone(), line(&head), rule.clone()];
    for row in &sheet.rows {
        let [number, name, born] = cells(row);
        lines.push(line(&[&number, &name, &born]));
        lines.push(rule.clone());
    }
    for _ in 0..EMPTY_LINES {
        lines.push(line(&[]));
        lines.push(rule.clone());
    }
    lines.extend([String::new(), page.signatures.join("                                  ")]);
    lines.join("\n")
}

/// As HTML, for printing on A4 upright: rows never break over pages, and the head of the table comes again on each.
pub fn html(sheet: &SheetView, language: Language) -> String {
    let (club, _) = heading(sheet, language);
    let code = match language {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let pages = pages(language);
    let body: String = pages.iter().map(|page| page_html(sheet, page, language)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}, {club}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        title = escaped(pages[0].title),
        club = escaped(&club),
    )
}

fn page_html(sheet: &SheetView, page: &Page, language: Language) -> String {
    let (club, day) = heading(sheet, language);
    let column = |(name, _, class): &(&str, usize, &str)| format!("<th scope=\"col\" class=\"{class}\">{name}</th>");
    let head: String = page.columns.iter().map(column).collect();
    let empty = |columns: usize| "<td></td>".repeat(columns);
    let mut body = String::new();
    for row in &sheet.rows {
        let [number, name, born] = cells(row).map(|cell| escaped(&cell));
        let by_hand = empty(page.columns.len() - 3);
        body.push_str(&format!("<tr><td>{number}</td><td>{name}</td><td>{born}</td>{by_hand}</tr>\n"));
    }
    for _ in 0..EMPTY_LINES {
        body.push_str(&format!("<tr>{}</tr>\n", empty(page.columns.len())));
    }
    let signatures: String = page.signatures.iter().map(|one| format!("<div>{}</div>", escaped(one))).collect();
    format!(
        "<section>\n<p>{club}</p>\n<h1>{title}</h1>\n<p>{day}</p>\n\
         <table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n\
         <div class=\"signatures\">{signatures}</div>\n</section>\n",
        club = escaped(&club),
        title = escaped(page.title),
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
th.no { width: 8mm } th.born { width: 18mm } th.sign { width: 60mm } th.reading { width: 30mm }
section + section { break-before: page }
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
        assert!(text.contains("|2   |Đinh Thị Lan                     |1955    |"), "{text}");
    }

    #[test]
    fn nothing_in_a_name_becomes_markup() {
        let html = html(&sheet(), Language::Vi);
        assert!(html.contains("A &lt;b&gt;Hùng&lt;/b&gt;") && html.contains("CLB LTHTGN &quot;Gò Deo&quot;"), "{html}");
        assert!(html.contains("<td>2</td><td>Đinh Thị Lan</td><td>1955</td>"));
        assert_eq!(html.matches("<tr>").count(), 2 * (1 + 2 + EMPTY_LINES));
    }

    #[test]
    fn what_is_passed_round_has_no_room_for_readings_and_paper_shows_no_command() {
        for language in [Language::Vi, Language::En] {
            let text = text(&sheet(), language);
            let html = html(&sheet(), language);
            let pages = [text.split('\u{c}').collect::<Vec<_>>(), html.split("</section>").collect()];
            for (pages, [weight, pressure]) in pages.iter().zip([readings(language); 2]) {
                assert!(!pages[0].contains(weight) && !pages[0].contains(pressure), "{}", pages[0]);
                assert!(pages[1].contains(weight) && pages[1].contains(pressure), "{}", pages[1]);
                assert!(pages.iter().all(|page| !page.contains("meeting enter")));
            }
        }
    }

    fn readings(language: Language) -> [&'static str; 2] {
        match language {
            Language::Vi => ["Cân nặng", "Huyết áp"],
            Language::En => ["Weight", "Pressure"],
        }
    }
}
