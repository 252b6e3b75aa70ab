//! People from JSON lines: one person per line, the whole file accepted or refused.
//!
//! ```json
//! {"nik": "...", "name": "...", "birth_date": "1990-01-02", "sex": "P", "region": "36.03.12.2001",
//!  "kk": "...", "kk_since": "2010-03-15", "accounts": ["BANK NUMBER"]}
//! ```
//!
//! Whoever has no NIK has a `document` (`{"kind": "paspor", "number": "..."}`) or a `reference` of
//! the registrar's own. What is wrong is told by line and field; a value is never repeated.

use jejak_events::Event;
use jejak_events::privacy::IdentityAssessed;
use jejak_events::proposal::RecipientRegistered;
use jejak_events::vocabulary::{NikFault, NikLevel, RecipientType};

use super::drafts::BadLine;
use crate::said::said;
use crate::vault::{Added, Identity, Person, VaultError};

/// Fields of a line, and what each expects.
const FIELDS: &[(&str, &str)] = &[
    ("nik", "text: a NIK as written"),
    ("document", "{\"kind\": a kind of paper, \"number\": text}"),
    ("document.kind", "paspor, akta-lahir, kitap, kartu-pengungsi, surat-keterangan or lain"),
    ("document.number", "text"),
    ("reference", "text: a reference of your own"),
    ("name", "text"),
    ("recipient_type", "individu, keluarga, kelompok, lembaga or masyarakat"),
    ("region", "a village or district, such as 36.03.12.2001"),
    ("birth_date", "a date, such as 1990-01-02"),
    ("sex", "L or P"),
    ("kk", "16 digits as text"),
    ("kk_since", "a date, such as 2010-03-15"),
    ("accounts", "a list of texts"),
    ("address", "text"),
    ("phone", "text"),
    ("note", "text"),
    ("registry", "true or false"),
];

/// What some editors and spreadsheets put in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// So many numbers all ending in 0 do not happen by chance: one in 10^10.
const SUSPECT_ROWS: usize = 10;

/// People of a file, each with its line number, from 1.
pub type People = Vec<(usize, Person)>;

/// What people are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To be kept: name and region are needed.
    Keeping,
    /// To be found: what they are found by is enough.
    Finding,
}

/// Reads the people of a file; every bad line is listed.
pub fn read(file: &[u8], purpose: For) -> Result<People, Vec<BadLine>> {
    let file = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let (mut people, mut bad) = (Vec::new(), Vec::new());
    for (index, line) in file.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match person(line.trim_ascii(), purpose) {
            Ok(person) => people.push((index + 1, person)),
            Err((field, expected, found)) => {
                bad.push(BadLine {
                    line: index + 1,
                    field,
                    expected: expected.into(),
                    found: found.into(),
                });
            }
        }
    }
    bad.extend(rounded(&people));
    if bad.is_empty() { Ok(people) } else { Err(bad) }
}

/// The events that register somebody who was added to the vault: who it is as far as the ledger may
/// know, and what can be said of the NIK. Nothing for somebody without a region.
pub fn registration(person: &Person, added: &Added, identity: Identity) -> Vec<Event> {
    let Some(region) = person.region else { return Vec::new() };
    let Identity { kind, level, fault } = identity;
    let registered = RecipientRegistered {
        recipient: added.id,
        recipient_type: person.recipient_type.unwrap_or(RecipientType::Individual),
        region,
        household: added.household,
        identity: kind,
        fault,
    };
    let mut events = vec![registered.into()];
    // Who has no NIK has nothing that could be assessed further.
    if level != NikLevel::None || fault != NikFault::None {
        let recipient = added.id;
        events.push(IdentityAssessed { recipient, identity: kind, level, fault }.into());
    }
    events
}

type Problem = (String, String, String);

fn problem(field: &str, expected: &str, found: &str) -> Problem {
    (field.to_owned(), expected.to_owned(), found.to_owned())
}

fn person(line: &[u8], purpose: For) -> Result<Person, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(line);
    let read = serde_path_to_error::deserialize::<_, Person>(&mut reader);
    let person = read.map_err(|error| explained(&error))?;
    reader.end().map_err(|_| problem("(line)", "one JSON object", "more after it"))?;
    if purpose == For::Finding {
        return Ok(person);
    }
    person.check().map_err(|error| match error {
        VaultError::Field { field, expected, found } => problem(field, expected, &found),
        _ => problem("(line)", "a person", "something else"),
    })?;
    if person.region.is_none() {
        return Err(problem("region", expected("region"), "nothing"));
    }
    Ok(person)
}

fn expected(field: &str) -> &'static str {
    let known = FIELDS.iter().find(|(name, _)| *name == field);
    known.map_or("one JSON object with the fields of `jejak person add --help`", |(_, what)| what)
}

/// What is wrong, told without the value: messages of the JSON reader repeat what they read.
fn explained(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let (path, message) = (error.path().to_string(), error.inner().to_string());
    let named = |prefix: &str| {
        let name = message.strip_prefix(prefix)?.split('`').next()?;
        FIELDS.iter().map(|(field, _)| *field).find(|field| field.ends_with(name))
    };
    if let Some(field) = named("missing field `") {
        return problem(field, expected(field), "nothing");
    }
    if let Some(field) = named("duplicate field `") {
        return problem(field, "each field once", "this field twice");
    }
    if message.starts_with("unknown field") {
        return problem("(line)", expected("(line)"), "a field of another name");
    }
    let path = path.split('[').next().unwrap_or_default();
    match FIELDS.iter().find(|(field, _)| *field == path) {
        Some((field, what)) => problem(field, what, "something else"),
        None => problem("(line)", expected("(line)"), "something else"),
    }
}

/// A column that went through a spreadsheet as numbers: each lost its last digit to 0.
fn rounded(people: &People) -> Option<BadLine> {
    let niks = || people.iter().filter_map(|(_, person)| person.nik.as_deref());
    let suspect = niks().count() >= SUSPECT_ROWS && niks().all(|nik| nik.trim_end().ends_with('0'));
    let line = people.first()?.0;
    suspect.then(|| BadLine {
        line,
        field: "nik".to_owned(),
        expected: said!(
            "numbers that end in different digits, exported as text",
            "nomor yang berakhir dengan angka berbeda, diekspor sebagai teks"
        ),
        found: said!(
            "numbers that all end in 0, as a spreadsheet rounds them",
            "nomor yang semuanya berakhir dengan 0, seperti dibulatkan lembar kerja"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"nik":"3603120201900001","name":"Siti","region":"36.03.12.2001"}"#;

    #[test]
    fn what_is_wrong_is_told_without_the_value() {
        let table = [
            (r#"{"nik":3603120201900001,"name":"Siti"}"#, "nik"),
            (r#"{"nik":"3603120201900001","nik":"3603120201900001","name":"Siti"}"#, "nik"),
            (r#"{"3603120201900001":"x","name":"Siti"}"#, "(line)"),
            (r#"{"nik":"3603120201900001","name":["Siti"]}"#, "name"),
            (r#"{"nik":"3603120201900001","name":"Siti","sex":"Siti"}"#, "sex"),
            (r#"{"nik":"3603120201900001","name":"Siti","region":"Siti"}"#, "region"),
            (r#"{"nik":"3603120201900001","name":"Siti","birth_date":"Siti"}"#, "birth_date"),
            (
                r#"{"nik":"3603120201900001","name":"Siti","accounts":["x",3603120201900001]}"#,
                "accounts",
            ),
            (
                r#"{"document":{"kind":"Siti","number":"3603120201900001"},"name":"S"}"#,
                "document.kind",
            ),
            (r#"{"document":{"kind":"lain"},"name":"Siti"}"#, "document.number"),
            (r#"{"nik":"3603120201900001","name":"Siti"}"#, "region"),
            (r#"{"nik":"3603120201900001","region":"36"}"#, "name"),
            (r#"{"nik":"3,60312E+15","name":"Siti","region":"36"}"#, "reference"),
            (r#"{"nik":"3603120201900001","name":"Siti","kk":"3603","region":"36"}"#, "kk"),
            ("Siti 3603120201900001", "(line)"),
            ("{} 3603120201900001", "(line)"),
        ];
        for (line, field) in table {
            let bad = read(format!("{GOOD}\n\n{line}").as_bytes(), For::Keeping).expect_err(line);
            assert_eq!((bad.len(), bad[0].line, &*bad[0].field), (1, 3, field), "{line}");
            let told = format!("{:?}", bad[0]);
            assert!(!told.contains("Siti") && !told.contains("360312"), "{told}");
        }
        let read = read(format!("\u{feff}{GOOD}\r\n").as_bytes(), For::Keeping).expect("good");
        assert_eq!(read.len(), 1);
    }

    #[test]
    fn a_column_that_was_rounded_is_refused_as_a_whole() {
        let line = |serial: usize| GOOD.replace("0001\"", &format!("{serial:04}\""));
        let file = |step: usize| (1..=10).map(|n| line(n * step) + "\n").collect::<String>();
        assert!(read(file(1).as_bytes(), For::Keeping).is_ok());
        let bad = read(file(10).as_bytes(), For::Keeping).expect_err("rounded");
        assert_eq!((bad.len(), &*bad[0].field), (1, "nik"));
    }
}
