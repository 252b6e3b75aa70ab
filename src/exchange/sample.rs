//! Results of a sample from the worksheet that came back from the field, as CSV. Columns `item`,
//! `verdict` (or `hasil`) and `confirmed` (or `terkonfirmasi`) are read, others are passed over;
//! rows without a verdict have no result yet. The whole file is accepted or refused.

use jejak_events::Rupiah;
use jejak_events::vocabulary::SampleVerdict;

use super::drafts::BadLine;
use crate::said::{Said, said};

/// One result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file.
    pub line: usize,
    /// The item.
    pub item: u64,
    /// What was found.
    pub verdict: SampleVerdict,
    /// Amount confirmed.
    pub confirmed: Rupiah,
}

fn bad(line: usize, field: &str, expected: Said, found: impl std::fmt::Display) -> BadLine {
    BadLine { line, field: field.to_owned(), expected, found: Said::same(found) }
}

/// Reads the results; every bad row is listed.
pub fn read(file: &[u8]) -> Result<Vec<Row>, Vec<BadLine>> {
    let text = std::str::from_utf8(file)
        .map_err(|_| vec![bad(1, "(file)", said!("text in UTF-8", "teks dalam UTF-8"), "?")])?;
    // The reader does not count a carriage return and a line feed as one line.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    // Title, stamp and notes may stand around the table.
    let header = text.lines().position(|line| columns(line).is_some());
    let Some(header) = header else {
        let expected = said!(
            "a header line with columns item, verdict and confirmed",
            "baris judul dengan kolom butir, hasil dan terkonfirmasi"
        );
        return Err(vec![bad(1, "(header)", expected, "-")]);
    };
    let columns = text.lines().nth(header).and_then(columns).unwrap_or_default();
    let body: String = text.split_inclusive('\n').skip(header + 1).collect();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(columns.divider)
        .from_reader(body.as_bytes());
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let at = record.position().map_or(0, csv::Position::line);
                let line = usize::try_from(at).unwrap_or_default() + header + 1;
                match row(&record, &columns, line) {
                    Ok(row) => rows.extend(row),
                    Err(error) => wrong.push(error),
                }
            }
            Err(error) => wrong.push(bad(header + 2, "(row)", said!("CSV", "CSV"), error)),
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for row in &rows {
        if !seen.insert(row.item) {
            let expected = said!("each item once", "setiap butir sekali");
            wrong.push(bad(row.line, "item", expected, row.item));
        }
    }
    if rows.is_empty() && wrong.is_empty() {
        let expected = said!("a row with a verdict", "baris yang ada hasilnya");
        wrong.push(bad(header + 1, "verdict", expected, "-"));
    }
    if wrong.is_empty() { Ok(rows) } else { Err(wrong) }
}

/// Where the columns stand, and what divides them.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    divider: u8,
    item: usize,
    verdict: usize,
    confirmed: usize,
}

fn columns(line: &str) -> Option<Columns> {
    let divider = [b';', b'\t', b','].into_iter().find(|it| line.contains(char::from(*it)))?;
    let names: Vec<String> = line
        .split(char::from(divider))
        .map(|name| name.trim().trim_matches('"').to_lowercase())
        .collect();
    let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    Some(Columns {
        divider,
        item: place(&["item", "butir"])?,
        verdict: place(&["verdict", "hasil"])?,
        confirmed: place(&["confirmed", "terkonfirmasi"])?,
    })
}

fn row(record: &csv::StringRecord, at: &Columns, line: usize) -> Result<Option<Row>, BadLine> {
    let field =
        |place: usize| record.get(place).unwrap_or_default().trim().trim_start_matches('\'').trim();
    if field(at.verdict).is_empty() {
        return Ok(None);
    }
    let item = field(at.item).parse().map_err(|_| {
        let expected = said!("the number in the worksheet", "nomor pada lembar kerja");
        bad(line, "item", expected, field(at.item))
    })?;
    let verdict = SampleVerdict::from_word(field(at.verdict)).ok_or_else(|| {
        let words: Vec<&str> = SampleVerdict::ALL.iter().map(|verdict| verdict.word()).collect();
        let words = words.join(", ");
        let expected = said!("one of {words}", "salah satu dari {words}");
        bad(line, "verdict", expected, field(at.verdict))
    })?;
    let needed = matches!(verdict, SampleVerdict::Confirmed | SampleVerdict::Differs);
    let text = field(at.confirmed);
    let confirmed =
        if text.is_empty() && !needed { Some(Rupiah::from_sen(0)) } else { text.parse().ok() };
    let confirmed = confirmed.ok_or_else(|| {
        let expected = said!("rupiah such as 600000.00", "rupiah seperti 600000.00");
        bad(line, "confirmed", expected, text)
    })?;
    Ok(Some(Row { line, item, verdict, confirmed }))
}

/// Rows of items that were not drawn.
pub fn strangers(rows: &[Row], drawn: impl Fn(&Row) -> bool) -> Vec<BadLine> {
    let strange = rows.iter().filter(|row| !drawn(row));
    let expected = || said!("an item of this sample", "butir dari sampel ini");
    strange.map(|row| bad(row.line, "item", expected(), row.item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "\u{feff}Worksheet of sample 7\r\n\r\nno;item;amount;verdict;confirmed\r\n\
        1;'204;600000.00;sesuai;600000.00\r\n2;205;600000.00;tidak-ditemukan;\r\n3;206;600000.00;;\r\n";

    #[test]
    fn a_filled_in_worksheet_is_read_and_rows_without_verdict_wait() {
        let rows = read(SHEET.as_bytes()).unwrap();
        let told: Vec<_> =
            rows.iter().map(|row| (row.line, row.item, row.confirmed.sen())).collect();
        assert_eq!(told, [(4, 204, 60_000_000), (5, 205, 0)]);
        assert_eq!(strangers(&rows, |row| row.item == 204).len(), 1);
    }

    #[test]
    fn every_bad_row_is_listed() {
        let sheet = "item,verdict,confirmed\n1,sesuai,\nx,sesuai,5\n2,mungkin,5\n3,berbeda,5\n3,berbeda,5\n";
        let lines: Vec<_> = read(sheet.as_bytes())
            .unwrap_err()
            .into_iter()
            .map(|bad| (bad.line, bad.field))
            .collect();
        let expected = [(2, "confirmed"), (3, "item"), (4, "verdict"), (6, "item")];
        assert_eq!(lines, expected.map(|(line, field)| (line, field.to_owned())));
        assert!(read(b"a,b\n1,2\n").is_err() && read(b"item,verdict,confirmed\n").is_err());
    }
}
