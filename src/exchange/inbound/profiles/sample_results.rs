//! Results of a sample: the worksheet that comes back from the field, filled in. Rows without a
//! verdict wait for another file, results that are recorded already are passed over, and what was not
//! drawn is refused. Not to have visited somebody is a verdict; to have written nothing is none.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::finding::SampleResultRecorded;
use jejak_events::ids::{Bytes32, EventRef, ExternalDataRef, SampleDrawRef};
use jejak_events::parse::Found;
use jejak_events::vocabulary::{Dataset, SampleVerdict};
use jejak_events::{Date, Rupiah};
use jejak_projections::sampling::Result as Known;

use super::super::cell::plain;
use super::super::desk::{Desk, Order};
use super::super::error::InboundError;
use super::super::profile::{
    Column, Kind, Manner, OfRows, Problem, Profile, Row, Setting, Stated, Taking,
};
use super::super::value::nothing;
use super::{never, object, optional, required};
use crate::exchange::drafts::BadLine;
use crate::ledger::Draft;
use crate::ledger::samples::SampleError;
use crate::said::{Said, said};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    required("item", Kind::Count, &["butir"], ("number of the item, as the worksheet has it", "nomor butir, seperti di lembar kerja")),
    optional("verdict", Kind::Text, &["hasil"], ("sesuai, berbeda, tidak-ditemukan or tidak-dikunjungi; nothing where it is not known yet", "sesuai, berbeda, tidak-ditemukan atau tidak-dikunjungi; kosong bila belum diketahui")),
    optional("confirmed", Kind::Money, &["terkonfirmasi"], ("rupiah that the recipient confirms; needed for sesuai and berbeda", "rupiah yang diakui penerima; wajib untuk sesuai dan berbeda")),
];

const SETTINGS: &[Setting] = &[Setting {
    name: "sample",
    required: true,
    means: (
        "the sample, by the number of the event that drew it",
        "sampel, dengan nomor kejadian penarikannya",
    ),
}];

/// The profile.
pub static PROFILE: Profile = Profile {
    name: "sample-results",
    title: ("results of a sample from the field", "hasil sampel dari lapangan"),
    columns: COLUMNS,
    settings: SETTINGS,
    needs_vault: false,
    manner: Manner::AtOnce,
    dataset: |_| Dataset::SampleResults,
    begin,
    is_note: never,
};

fn begin<'a>(
    desk: &Desk<'a>,
    order: &Order<'a>,
    _: Bytes32,
) -> Result<Box<dyn Taking + 'a>, InboundError> {
    let sample =
        object(order, "sample", |seq| desk.state(|state| state.finding.samples.contains(&seq)))?;
    let drawn = desk.ledger.sample(sample, &mut |_, _| {}).map_err(unread)?.drawn;
    let known = desk.ledger.sample_results(sample).map_err(|error| unread(error.into()))?;
    Ok(Box::new(Results {
        sample: SampleDrawRef(sample),
        visited: order.position.unwrap_or(desk.today),
        drawn: drawn.iter().map(|drawn| drawn.item.seq).collect(),
        known,
        rows: BTreeMap::new(),
        waiting: Vec::new(),
        new: 0,
    }))
}

fn unread(error: SampleError) -> InboundError {
    match error {
        SampleError::Wrong(what) => InboundError::Usage(what),
        error => InboundError::Io(Said::same(error)),
    }
}

struct Results {
    sample: SampleDrawRef,
    /// Day of the visits.
    visited: Date,
    drawn: BTreeSet<u64>,
    /// Results that are recorded.
    known: BTreeMap<u64, Known>,
    /// The row of each item.
    rows: BTreeMap<u64, usize>,
    /// Rows without a verdict.
    waiting: Vec<usize>,
    /// Results that are to be recorded.
    new: u64,
}

impl Taking for Results {
    fn look(&mut self, row: &Row) -> Vec<Problem> {
        let wrong: Vec<Problem> = self.item(row).err().into_iter().collect();
        match result(row) {
            Ok(None) => self.waiting.push(row.number),
            Ok(Some(_)) if !wrong.is_empty() => {}
            Ok(Some(result)) => return self.beside_known(row, result).err().into_iter().collect(),
            Err(problem) => return wrong.into_iter().chain([problem]).collect(),
        }
        wrong
    }

    fn whole(&mut self) -> Vec<BadLine> {
        if self.new > 0 {
            return Vec::new();
        }
        let expected = said!(
            "a row with a verdict that is not recorded yet",
            "baris berisi hasil yang belum dicatat"
        );
        vec![BadLine { line: 0, field: "verdict".to_owned(), expected, found: nothing() }]
    }

    fn stated(&self) -> Stated {
        Stated { total: Rupiah::ZERO, from: None, position: self.visited }
    }

    fn drafts(&mut self, rows: &[Row], _: ExternalDataRef) -> Result<OfRows, InboundError> {
        let drafts = rows.iter().filter_map(|row| {
            let (item, (verdict, confirmed)) = (row.count("item")?, result(row).ok()??);
            let new = !self.known.contains_key(&item);
            let (sample, item) = (self.sample, EventRef(item));
            let event = SampleResultRecorded { sample, item, verdict, confirmed };
            new.then(|| (row.number, Draft::new(self.visited, event)))
        });
        Ok(drafts.collect())
    }

    fn notes(&self) -> Vec<Said> {
        let (new, known) =
            (self.new, self.known.keys().filter(|item| self.rows.contains_key(item)));
        let known = known.count();
        let mut notes = vec![said!(
            "{new} results are new, {known} were recorded before",
            "{new} hasil baru, {known} sudah dicatat sebelumnya"
        )];
        notes.extend(self.waits());
        notes
    }
}

/// Rows that are named where some have no verdict; of more only the count is told.
const NAMED: usize = 20;

impl Results {
    /// The item of a row: one that was drawn, and stands once in the file.
    fn item(&mut self, row: &Row) -> Result<u64, Problem> {
        let item = row.count("item").unwrap_or_default();
        if !self.drawn.contains(&item) {
            let expected = said!("an item of this sample", "butir dari sampel ini");
            return Err(Problem::new("item", expected, Said::same(item)));
        }
        let first = *self.rows.entry(item).or_insert(row.number);
        if first == row.number {
            return Ok(item);
        }
        let expected = said!("each item once", "setiap butir sekali");
        let found = said!("the item of row {first} again", "butir baris {first} lagi");
        Err(Problem::new("item", expected, found))
    }

    /// A result that is recorded is not recorded again, and cannot become another.
    fn beside_known(&mut self, row: &Row, (verdict, sum): Outcome) -> Result<(), Problem> {
        let item = row.count("item").unwrap_or_default();
        let Some(known) = self.known.get(&item) else {
            self.new = self.new.saturating_add(1);
            return Ok(());
        };
        if known.verdict == verdict && known.confirmed == sum.sen() {
            return Ok(());
        }
        let told = |verdict: SampleVerdict, sum: Rupiah| {
            let (word, sum) = (verdict.word(), sum.id_id());
            said!("{word}, {sum}", "{word}, {sum}")
        };
        let was = told(known.verdict, Rupiah::from_sen(known.confirmed));
        let expected = said!(with was; "{was}, which is recorded", "{was}, yang sudah dicatat");
        Err(Problem::new("verdict", expected, told(verdict, sum)))
    }

    fn waits(&self) -> Option<Said> {
        let (count, first) = (self.waiting.len(), self.waiting.iter().take(NAMED));
        let rows: Vec<String> = first.map(ToString::to_string).collect();
        let rows = rows.join(", ") + if count > NAMED { ", ..." } else { "" };
        (count > 0).then(|| {
            said!(
                "{count} rows have no verdict yet and wait for a later file: {rows}",
                "{count} baris belum ada hasilnya dan menunggu berkas berikutnya: {rows}"
            )
        })
    }
}

/// A verdict, and what was confirmed.
type Outcome = (SampleVerdict, Rupiah);

/// The verdict of a row, by its word or as either language calls it; nothing where none stands there.
fn result(row: &Row) -> Result<Option<Outcome>, Problem> {
    let Some(written) = row.text("verdict") else { return Ok(None) };
    let asked = plain(&written);
    let is = |verdict: &&SampleVerdict| {
        [verdict.word(), verdict.label_id(), verdict.label_en()].map(plain).contains(&asked)
    };
    let verdict = SampleVerdict::ALL.iter().find(is).copied().ok_or_else(|| {
        let words: Vec<&str> = SampleVerdict::ALL.iter().map(|verdict| verdict.word()).collect();
        let words = words.join(", ");
        let expected = said!("one of {words}", "salah satu dari {words}");
        Problem::new("verdict", expected, Said::same(Found::quote(&written)))
    })?;
    let found = matches!(verdict, SampleVerdict::Confirmed | SampleVerdict::Differs);
    match (row.money("confirmed"), found) {
        (Some(sum), true) => Ok(Some((verdict, sum))),
        (None, true) => {
            let expected = said!("rupiah that were confirmed", "rupiah yang diakui");
            Err(Problem::new("confirmed", expected, nothing()))
        }
        (Some(sum), false) if !sum.is_zero() => {
            let word = verdict.word();
            let expected = said!("nothing for {word}", "kosong untuk {word}");
            Err(Problem::new("confirmed", expected, Said::same(sum.id_id())))
        }
        (_, false) => Ok(Some((verdict, Rupiah::ZERO))),
    }
}
