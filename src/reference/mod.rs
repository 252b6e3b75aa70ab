//! Codes that a Dinas Sosial writes on its papers, with their names: accounts, programmes and
//! sub-activities, funding sources. Each says where the fact comes from.
//!
//! They are facts to look up and to begin with, no rules: what a ledger accepts is what was
//! registered in it, and what a code means (bansos or hibah, money or goods, for whom) is asked of
//! the code itself (`jejak_events::codes`), here as in the rules.
//!
//! Not here: regions, which are too many, and what a code may finance in a year.

use std::fmt::Display;
use std::str::FromStr;

use jejak_events::ParseError;

pub mod accounts;
pub mod activities;
pub mod sources;

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Public data out of SIPD and lists made from it.
    Sipd,
    /// What practitioners know; not looked up in the instrument.
    Practice,
    /// SIPD has no code: numbered by this program.
    Own,
}

impl Basis {
    /// All, in the order of their weight.
    pub const ALL: [Basis; 3] = [Basis::Sipd, Basis::Practice, Basis::Own];

    /// The word in tables and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Basis::Sipd => "sipd",
            Basis::Practice => "praktik",
            Basis::Own => "buku-ini",
        }
    }

    fn from_word(word: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.word() == word)
    }
}

/// One code with its name.
pub trait Entry {
    /// Kind of code.
    type Code: Copy + Display + FromStr<Err = ParseError>;

    /// The code.
    fn code(&self) -> Self::Code;

    /// The name.
    fn name(&self) -> &'static str;

    /// Whether one code is another or lies below it.
    fn lies_below(code: Self::Code, above: Self::Code) -> bool;
}

/// The entries at and below a code, or those that have all words in their names; all for no query.
/// For a code that has none, the nearest one above it.
///
/// # Errors
///
/// A query that begins with a digit must be a code: what a spreadsheet made of one (`01:01:01`) is
/// refused with advice.
pub fn search<E: Entry>(mut all: Vec<E>, query: &str) -> Result<Vec<E>, ParseError> {
    let query = query.trim();
    if !query.starts_with(|c: char| c.is_ascii_digit()) {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        all.retain(|entry| {
            let name = entry.name().to_lowercase();
            words.iter().all(|word| name.contains(word))
        });
        return Ok(all);
    }
    let code: E::Code = query.parse()?;
    if all.iter().any(|entry| E::lies_below(entry.code(), code)) {
        all.retain(|entry| E::lies_below(entry.code(), code));
        return Ok(all);
    }
    // Entries stand in the order of their codes: the last one above is the nearest.
    let nearest = all.into_iter().rfind(|entry| E::lies_below(code, entry.code()));
    Ok(nearest.into_iter().collect())
}

/// The rows of a table written as text: a line each, cells between `|`, missing cells empty.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.trim().is_empty()).map(|line| {
        let mut cells = line.split('|').map(str::trim);
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::accounts::Account;
    use super::activities::Activity;
    use super::sources::Source;
    use super::*;

    fn found<E: Entry>(all: Vec<E>, query: &str) -> Vec<String> {
        let found = search(all, query).unwrap_or_else(|error| panic!("{query}: {error}"));
        found.iter().map(|entry| entry.code().to_string()).collect()
    }

    #[test]
    fn codes_and_words_are_found() {
        let accounts = |query| found(accounts::all(), query);
        assert_eq!(
            accounts("5.1.06.02.01"),
            ["5.1.06.02.01", "5.1.06.02.01.0001", "5.1.06.02.01.0002",]
        );
        assert_eq!(accounts("5.1.6.2.1.2"), ["5.1.06.02.01.0002"], "unpadded, as SIPD writes");
        assert_eq!(accounts("5.2.03.01.01.0001"), ["5.2"], "the nearest above");
        assert_eq!(accounts("tidak TERDUGA"), ["5.3", "5.3.01.01.01.0001"]);
        assert_eq!(accounts("7"), Vec::<String>::new());
        assert_eq!(found(activities::all(), "migran"), ["1.06.03"]);
        assert_eq!(
            found(activities::all(), "1.06.06.02.02"),
            ["1.06.06.2.02.0001", "1.06.06.2.02.0002",],
            "L written as 02"
        );
        assert_eq!(
            found(sources::all(), "2.2.01.01.03"),
            ["2.2.01.01.03.0027", "2.2.01.01.03.0050",]
        );
    }

    #[test]
    fn what_a_spreadsheet_made_of_a_code_is_refused_with_advice() {
        for query in ["01:01:01", "5,1", "1/6/05", "5.1.06x", "5E+11"] {
            for error in [
                search::<Account>(accounts::all(), query).err(),
                search::<Activity>(activities::all(), query).err(),
                search::<Source>(sources::all(), query).err(),
            ] {
                assert!(error.is_some_and(|error| !error.advice.is_empty()), "{query}");
            }
        }
    }

    #[track_caller]
    fn assert_table<E: Entry>(table: &'static str, all: &[E])
    where
        E::Code: Ord,
    {
        let codes: Vec<E::Code> = all.iter().map(Entry::code).collect();
        for [code, name] in rows(table) {
            let read: Result<E::Code, _> = code.parse();
            let code = read.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(codes.contains(&code), "{code} is dropped: a word of its row is not known");
        }
        assert!(codes.is_sorted_by(|a, b| a < b), "in order, each once");
    }

    #[test]
    fn every_row_of_every_table_is_read() {
        assert_table(accounts::TABLE, &accounts::all());
        assert_table(activities::TABLE, &activities::all());
        assert_table(sources::TABLE, &sources::all());
    }
}
