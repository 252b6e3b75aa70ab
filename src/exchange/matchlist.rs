//! Match lists from CSV: a header line with a column `nik`, for the dead one `tanggal_meninggal`
//! too; other columns are passed over. The whole file is accepted or refused, and what is wrong is
//! told by row and field: never the number.

use jejak_events::ids::ExternalDataRef;
use jejak_events::privacy::RecipientMatched;
use jejak_events::proposal::RecipientStatusChanged;
use jejak_events::vocabulary::{NikFault, RecipientStatus};
use jejak_events::{Date, Event};
use zeroize::Zeroizing;

use super::drafts::BadLine;
use crate::said::Said;
use crate::vault::{ListKind, ListRow, Match, nik};

/// Names of the column of numbers.
const NIK: &[&str] = &["nik", "no_nik", "no nik"];
/// Names of the column of days.
const DATE: &[&str] = &["tanggal_meninggal", "tgl_meninggal", "tanggal meninggal", "date"];

/// Which columns hold what, and what divides them.
struct Columns {
    divider: char,
    nik: usize,
    date: Option<usize>,
}

/// What the ledger is told of somebody who stands on a list: on one of the dead, since when.
pub fn event(found: &Match, data: ExternalDataRef) -> Event {
    let recipient = found.recipient;
    match found.date {
        Some(effective) => RecipientStatusChanged {
            recipient,
            status: RecipientStatus::Deceased,
            effective,
            data: Some(data),
        }
        .into(),
        None => RecipientMatched { recipient, data }.into(),
    }
}

/// Reads the rows of a list, imported on a day; every bad row is listed, by line of the file.
pub fn read(file: &[u8], kind: ListKind, today: Date) -> Result<Vec<ListRow>, Vec<BadLine>> {
    let bad = |line, field: &str, expected: &str, found: &str| BadLine {
        line,
        field: field.to_owned(),
        expected: Said::same(expected),
        found: Said::same(found),
    };
    let Ok(text) = std::str::from_utf8(file) else {
        return Err(vec![bad(1, "(file)", "text in UTF-8", "other bytes")]);
    };
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let header = lines.next().map(|(_, line)| line).unwrap_or_default();
    let columns = columns(header, kind)
        .map_err(|(field, expected)| vec![bad(1, field, expected, "no such column")])?;
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        match row(line, &columns, today) {
            Ok(row) => rows.push(row),
            Err((field, expected, found)) => wrong.push(bad(index + 1, field, expected, &found)),
        }
    }
    if wrong.is_empty() { Ok(rows) } else { Err(wrong) }
}

fn columns(header: &str, kind: ListKind) -> Result<Columns, (&'static str, &'static str)> {
    let divider = [';', '\t'].into_iter().find(|c| header.contains(*c)).unwrap_or(',');
    let names: Vec<String> =
        fields(header, divider).iter().map(|name| name.trim().to_lowercase()).collect();
    let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    let nik = place(NIK).ok_or(("nik", "a header line with a column `nik`"))?;
    let date = match kind {
        ListKind::Deceased => {
            let missing = ("tanggal_meninggal", "a header line with a column `tanggal_meninggal`");
            Some(place(DATE).ok_or(missing)?)
        }
        ListKind::Asn | ListKind::Staff | ListKind::Ahu | ListKind::Wage => None,
    };
    Ok(Columns { divider, nik, date })
}

/// What is wrong with a number of a list; nothing where it may be one person's.
pub(super) fn fault(written: &str, today: Date) -> Option<NikFault> {
    let found = nik::assess(written, nik::Declared::default(), today, &|_| true);
    Some(found.fault).filter(|fault| *fault != NikFault::None)
}

type Problem = (&'static str, &'static str, String);

fn row(line: &str, columns: &Columns, today: Date) -> Result<ListRow, Problem> {
    let fields = fields(line, columns.divider);
    let nothing = String::new();
    let written = Zeroizing::new(fields.get(columns.nik).unwrap_or(&nothing).clone());
    if let Some(fault) = fault(&written, today) {
        let expected = "the 16 digits of one person's NIK, as text";
        return Err(("nik", expected, fault.label_en().to_owned()));
    }
    let Some(place) = columns.date else { return Ok(ListRow { nik: written, date: None }) };
    let text = fields.get(place).map(|text| text.trim()).unwrap_or_default();
    let date: Option<Date> = text.parse().ok();
    let expected = "a day such as 2026-05-31, not after today";
    let date = date.ok_or_else(|| ("tanggal_meninggal", expected, "no day".to_owned()))?;
    if date > today {
        return Err(("tanggal_meninggal", expected, "a later day".to_owned()));
    }
    Ok(ListRow { nik: written, date: Some(date) })
}

/// The fields of a line; one in quotation marks may hold the divider, and `""` for one mark.
fn fields(line: &str, divider: char) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let last = fields.len() - 1;
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                fields[last].push('"');
            }
            '"' => quoted = !quoted,
            c if c == divider && !quoted => fields.push(String::new()),
            c => fields[last].push(c),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Date {
        "2026-11-22".parse().expect("a day")
    }

    fn list(text: &str, kind: ListKind) -> Result<Vec<ListRow>, Vec<BadLine>> {
        read(text.as_bytes(), kind, day())
    }

    #[test]
    fn columns_are_found_by_name_whatever_divides_them() {
        for text in [
            "NIK,Nama\n3603120201900001,\"Siti, S.Sos\"\n",
            "\u{feff}nama;nik\r\nSiti;'3603120201900001\r\n\r\n",
            "\"nama\"\t\"No NIK\"\n\"Siti \"\"S\"\"\"\t3603 1202 0190 0001",
        ] {
            let rows = list(text, ListKind::Asn).expect("good");
            assert_eq!((rows.len(), rows[0].date), (1, None), "{text}");
        }
        let rows = list("nik,tanggal_meninggal\n3603120201900001,2026-05-31\n", ListKind::Deceased);
        assert_eq!(rows.expect("good")[0].date, "2026-05-31".parse().ok());
    }

    #[test]
    fn every_bad_row_is_listed_and_no_number_repeated() {
        let text = "nik,date\n3603120201900001,2026-05-31\n3603120201900000,2026-05-31\n\
                    \"3,60312E+15\",2026-05-31\n12,2026-05-31\n3603120201900002,kapan\n3603120201900002\n\
                    3603120201900002,2026-11-23\n,\n";
        let bad = list(text, ListKind::Deceased).err().expect("bad rows");
        let places: Vec<(usize, &str)> = bad.iter().map(|row| (row.line, &*row.field)).collect();
        let date = "tanggal_meninggal";
        assert_eq!(
            places,
            [(3, "nik"), (4, "nik"), (5, "nik"), (6, date), (7, date), (8, date), (9, "nik")]
        );
        assert!(!format!("{bad:?}").contains("360312"), "{bad:?}");
    }

    #[test]
    fn a_file_without_the_columns_is_refused() {
        for (text, kind) in [
            ("", ListKind::Asn),
            ("3603120201900001\n", ListKind::Asn),
            ("nik\n3603120201900001\n", ListKind::Deceased),
        ] {
            let bad = list(text, kind).err().expect("no columns");
            assert_eq!((bad.len(), bad[0].line), (1, 1), "{text}");
        }
        assert!(read(b"nik\n\xe9", ListKind::Asn, day()).is_err());
    }
}
