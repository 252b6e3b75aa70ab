//! SIPD's list of funding sources. The list has codes and names; where the cash of a source lies and
//! what it may be used for comes from columns of their own, or from the sources that jejak knows.

use std::collections::HashMap;

use jejak_events::ids::{Bytes32, ExternalDataRef};
use jejak_events::reference::FundingSourceRegistered;
use jejak_events::vocabulary::{CashOrigin, Dataset, Earmark, SourceFamily};
use jejak_events::{Rupiah, SourceCode, Text};

use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{Column, Kind, Manner, OfRows, Problem, Profile, Row, Stated, Taking};
use super::super::value::nothing;
use super::{never, optional, required};
use crate::exchange::words;
use crate::reference::sources;
use crate::said::{Said, said};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    required("kode", Kind::Source, &["kode dana", "kode sumber dana", "kode_dana", "code"], ("code, 2.2.01.01.03.0050", "kode, 2.2.01.01.03.0050")),
    required("nama", Kind::Text, &["nama dana", "sumber dana", "nama sumber dana", "nama_dana", "uraian"], ("official name", "nama resmi")),
    optional("keluarga", Kind::Text, &["family", "jenis dana"], ("budget family, such as apbd-provinsi", "keluarga anggaran, seperti apbd-provinsi")),
    optional("kas_asal", Kind::Text, &["kas", "cash_origin"], ("where its cash lies: rkud, rkun or di-luar-anggaran", "tempat kasnya: rkud, rkun atau di-luar-anggaran")),
    optional("peruntukan", Kind::Text, &["earmark", "terikat"], ("umum or terikat", "umum atau terikat")),
];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "funding-sources",
    title: ("funding sources of SIPD", "sumber dana dari SIPD"),
    columns: COLUMNS,
    settings: &[],
    needs_vault: false,
    manner: Manner::AtOnce,
    dataset: |_| Dataset::FundingSources,
    begin,
    is_note: never,
};

#[expect(clippy::unnecessary_wraps, reason = "every profile begins in one way")]
fn begin<'a>(
    desk: &Desk<'a>,
    _: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    Ok(Box::new(Sources { desk: *desk, rows: HashMap::new(), known: 0 }))
}

struct Sources<'a> {
    desk: Desk<'a>,
    rows: HashMap<SourceCode, usize>,
    /// Sources that are registered under the same name.
    known: usize,
}

impl Taking for Sources<'_> {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let Some(code) = row.source("kode") else { return Vec::new() };
        let first = *self.rows.entry(code).or_insert(row.number);
        if first != row.number {
            let expected = said!("each code once", "setiap kode sekali");
            let found = said!("the code of row {first} again", "kode baris {first} lagi");
            return vec![Problem::new("kode", expected, found)];
        }
        match (self.registered(code), source(row)) {
            (Some(name), _) if Some(&name) == row.text("nama").as_ref() => {
                self.known = self.known.saturating_add(1);
                Vec::new()
            }
            (Some(name), _) => {
                let found = row.text("nama").unwrap_or_default();
                let found = Said::same(jejak_events::parse::Found::quote(&found));
                let expected = said!(
                    "`{name}`, under which {code} is registered",
                    "`{name}`, nama terdaftar untuk {code}"
                );
                vec![Problem::new("nama", expected, found)]
            }
            (None, Ok(_)) => Vec::new(),
            (None, Err(problem)) => vec![problem],
        }
    }

    fn stated(&self) -> Stated {
        Stated { total: Rupiah::ZERO, from: None, position: self.desk.today }
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let new = rows
            .iter()
            .filter(|row| row.source("kode").is_some_and(|code| self.registered(code).is_none()));
        let drafts = new.filter_map(|row| Some((row.number, self.desk.draft(source(row).ok()?))));
        Ok(drafts.collect())
    }

    fn notes(&self) -> Vec<Said> {
        let (known, new) = (self.known, self.rows.len().saturating_sub(self.known));
        vec![said!(
            "{new} sources are new, {known} were registered before",
            "{new} sumber baru, {known} sudah terdaftar sebelumnya"
        )]
    }
}

impl Sources<'_> {
    fn registered(&self, code: SourceCode) -> Option<String> {
        self.desk.state(|state| state.reference.sources.get(&code).map(|known| known.name.clone()))
    }
}

/// A source, from its columns and, where they are missing, from what is known of its code.
fn source(row: &Row) -> Result<FundingSourceRegistered, Problem> {
    let code = row.source("kode").ok_or_else(|| lacking("kode"))?;
    let known = sources::all().into_iter().find(|known| known.code == code);
    let name = row.text("nama").unwrap_or_default();
    let name: Text = name.parse().map_err(|error: jejak_events::ParseError| {
        let found = words::found(&format!("{}; {}", error.found, error.advice));
        Problem::new("nama", words::expected(error.expected), found)
    })?;
    let family =
        word(row, "keluarga", SourceFamily::from_word, SourceFamily::ALL, SourceFamily::word)?;
    let cash = word(row, "kas_asal", CashOrigin::from_word, CashOrigin::ALL, CashOrigin::word)?;
    let earmark = word(row, "peruntukan", Earmark::from_word, Earmark::ALL, Earmark::word)?;
    Ok(FundingSourceRegistered {
        code,
        name,
        family: family.or(known.map(|known| known.family)).ok_or_else(|| lacking("keluarga"))?,
        cash_origin: cash
            .or(known.map(|known| known.cash_origin))
            .ok_or_else(|| lacking("kas_asal"))?,
        // Below 2 stand earmarked funds, whatever their name.
        earmark: earmark
            .or(known.map(|known| known.earmark))
            .or(code.is_earmarked().then_some(Earmark::Earmarked))
            .ok_or_else(|| lacking("peruntukan"))?,
    })
}

fn lacking(column: &'static str) -> Problem {
    let expected = said!(
        "a value, because the code is none of `jejak codes`",
        "suatu nilai, karena kodenya tidak ada pada `jejak codes`"
    );
    Problem::new(column, expected, nothing())
}

/// A word of a closed list, in a column that may be empty.
fn word<T: Copy>(
    row: &Row,
    column: &'static str,
    from_word: fn(&str) -> Option<T>,
    all: &[T],
    to_word: fn(T) -> &'static str,
) -> Result<Option<T>, Problem> {
    let Some(written) = row.text(column) else { return Ok(None) };
    from_word(&written.to_lowercase()).map(Some).ok_or_else(|| {
        let words: Vec<&str> = all.iter().map(|word| to_word(*word)).collect();
        let words = words.join(", ");
        let found = Said::same(jejak_events::parse::Found::quote(&written));
        Problem::new(column, said!("one of {words}", "salah satu dari {words}"), found)
    })
}
