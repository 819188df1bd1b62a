//! Lists that people keep in spreadsheets: CSV in UTF-8 whose first line names the fields.

use std::path::Path;

use super::CliError;
use crate::admin::ImportRow;

/// A file of the user's.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|why| CliError::File { path: path.to_owned(), why })
}

/// The lines of a list under the names of its head.
pub(super) fn rows(bytes: &[u8], path: &Path) -> Result<Vec<ImportRow>, CliError> {
    let refused = |line: u64, why: &str| CliError::List { path: path.to_owned(), line, why: why.to_owned() };
    // Spreadsheets put a byte order mark before UTF-8.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(bytes)).trim(csv::Trim::All).from_reader(bytes);
    let unreadable = |error: &csv::Error| {
        let line = line_at(bytes, error.position());
        let why = match error.kind() {
            csv::ErrorKind::Utf8 { .. } => "the list is not in UTF-8; save it as \"CSV UTF-8\"",
            csv::ErrorKind::UnequalLengths { .. } => "the line has more or fewer fields than the first line",
            _ => "the line cannot be read",
        };
        refused(line, why)
    };
    let head = reader.headers().map_err(|error| unreadable(&error))?.clone();
    if head.iter().all(str::is_empty) {
        return Err(refused(1, "the first line names no fields"));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = line_at(bytes, record.position());
        let named = head.iter().zip(record.iter()).filter(|(name, _)| !name.is_empty());
        let fields: Vec<_> = named.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        if fields.iter().any(|(_, text)| !text.is_empty()) {
            rows.push(ImportRow { line, fields });
        }
    }
    Ok(rows)
}

/// The line of a record: its position is where the one before ended, and empty lines may lie between.
fn line_at(bytes: &[u8], position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 1 };
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let gap = bytes.get(start..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + gap.filter(|byte| **byte == b'\n').count() as u64
}

/// Spreadsheets write commas, semicolons or tabs, as the language of the machine has it.
fn delimiter(bytes: &[u8]) -> u8 {
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |candidate: u8| head.iter().filter(|byte| **byte == candidate).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|candidate| count(*candidate)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_list(text: &str) -> Result<Vec<ImportRow>, CliError> {
        rows(text.as_bytes(), Path::new("members.csv"))
    }

    #[test]
    fn a_list_of_any_spreadsheet_gives_fields_with_their_lines() {
        for list in [
            "given_name,sex\nLan,female\n\nHùng,male\n",
            "\u{feff}given_name;sex\r\nLan;female\r\n;\r\nHùng;male\r\n",
            "given_name\tsex\nLan\tfemale\n\t\nHùng\tmale\n",
        ] {
            let rows = read_list(list).unwrap();
            let names: Vec<_> = rows.iter().map(|row| (row.line, row.fields[0].1.as_str())).collect();
            assert_eq!(names, [(2, "Lan"), (4, "Hùng")], "{list}");
            assert_eq!(rows[1].fields[1], ("sex".to_owned(), "male".to_owned()));
        }
    }

    #[test]
    fn a_line_with_too_few_fields_or_in_another_encoding_is_named() {
        let short = read_list("a,b\n1,2\n3\n").unwrap_err();
        assert!(matches!(short, CliError::List { line: 3, .. }), "{short}");
        let latin = rows(b"a,b\n1,2\nH\xf9ng,2\n", Path::new("members.csv")).unwrap_err();
        assert!(matches!(latin, CliError::List { line: 3, .. }), "{latin}");
        assert!(latin.to_string().contains("UTF-8"));
        assert!(read_list("").is_err());
    }
}
