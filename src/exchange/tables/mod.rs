//! The ledger as tables for SQL: one definition gives each table its columns, types and meaning in
//! every format.
//!
//! Most tables have one row for each event of some kinds: number, times and people of the event,
//! every field of its body, and what became of the object that it made. `events` has every event
//! with its whole body as JSON, `postings` every movement of money, `balances` what stands at the
//! end. Rows come in the order of events, and one size of a ledger always gives the same rows.
//!
//! Not here: how rows become bytes ([`jsonl`], `parquet`), and files.

use std::io;
use std::ops::Range;

use jejak_events::{Kind, Recorded};
use jejak_projections::{Reading, Scope};

use crate::ledger::Ledger;
use crate::ledger::replay::{Folded, Options, ReplayError, Step};

mod areas;
mod column;
#[cfg(test)]
mod document;
mod events;
mod firsts;
#[cfg(feature = "parquet")]
pub mod folder;
pub mod jsonl;
mod legs;
mod money;
#[cfg(feature = "parquet")]
pub mod parquet;
mod parts;
mod people;
mod standing;
#[cfg(test)]
mod tests;

pub use column::{Cell, Column, Type};
use column::{Get, Seen};
use events::Refs;
use firsts::Firsts;

/// A table whose rows are events of some kinds.
#[derive(Clone, Copy)]
struct Definition {
    name: &'static str,
    doc: &'static str,
    kinds: &'static [Kind],
    /// Columns beside those of the event and its body.
    more: &'static [Column],
}

const fn table(
    name: &'static str,
    doc: &'static str,
    kinds: &'static [Kind],
    more: &'static [Column],
) -> Definition {
    Definition { name, doc, kinds, more }
}

/// Where the rows of a table come from.
#[derive(Clone, Copy)]
enum Rows {
    /// One for each event of these kinds; of all where there are none.
    Events(&'static [Kind]),
    /// Some for each event, from what it has several of.
    Parts(fn(&Recorded, &mut dyn FnMut(Vec<Cell>))),
    /// Some for each event, from what it moved.
    Moved(fn(Step<'_>, &mut dyn FnMut(Vec<Cell>))),
    /// What stands at the end.
    Standing(fn(&Reading, &mut dyn FnMut(Vec<Cell>))),
}

/// A table.
pub struct Table {
    /// Name of the file and of the option.
    pub name: &'static str,
    /// What its rows are.
    pub doc: &'static str,
    /// Columns in order.
    pub columns: Vec<Column>,
    rows: Rows,
}

/// Takes the rows of one table.
pub trait Sink {
    /// Takes a row; its cells are in the order of the columns.
    fn row(&mut self, row: &[Cell]) -> io::Result<()>;
    /// Writes what is left.
    fn finish(&mut self) -> io::Result<()>;
}

/// Why tables could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The stored entries do not fold.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// Cannot write.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// All tables, in the order of the document.
pub fn all() -> Vec<Table> {
    let defined = [money::TABLES, people::TABLES, areas::TABLES].concat();
    fixed().into_iter().chain(defined.into_iter().map(Table::defined)).collect()
}

/// The tables whose rows are no events of some kinds.
fn fixed() -> Vec<Table> {
    let fixed = |name, doc, columns: &[Column], rows| {
        let columns = columns.to_vec();
        Table { name, doc, columns, rows }
    };
    let events = [events::HEAD, events::MORE].concat();
    let balances = standing::balance_columns();
    vec![
        fixed("events", EVENTS, &events, Rows::Events(&[])),
        fixed("postings", POSTINGS, legs::POSTINGS, Rows::Moved(legs::postings)),
        fixed(
            "cash_postings",
            "Every movement of cash, leg by leg.",
            legs::CASH_POSTINGS,
            Rows::Moved(legs::cash_postings),
        ),
        fixed("balances", BALANCES, &balances, Rows::Standing(standing::balances)),
        fixed(
            "cash",
            "Cash books at the end: in, out and balance by account, source and history.",
            standing::CASH,
            Rows::Standing(standing::cash),
        ),
        fixed(
            "flags",
            "What a rule found odd and did not refuse, event by event.",
            standing::FLAGS,
            Rows::Standing(standing::flags),
        ),
        fixed(
            "mentions",
            "Which event names which object, by its own words.",
            parts::MENTIONS,
            Rows::Parts(parts::mentions),
        ),
        fixed(
            "documents",
            "Papers that events stand on, one row each.",
            parts::DOCUMENTS,
            Rows::Parts(parts::documents),
        ),
        fixed(
            "line_amounts",
            "Amounts by line of papers that have several: SPD, NPD, SPP, SPJ.",
            parts::LINE_AMOUNTS,
            Rows::Parts(parts::line_amounts),
        ),
    ]
}

const EVENTS: &str = "Every event, with its whole body as JSON, and the commonest things that it is \
                      about: those that it names, or to which these belong.";

const POSTINGS: &str = "Every movement within a budget line, leg by leg; the legs of an event sum to \
                        zero, and all of a line and stage to its balance.";

const BALANCES: &str = "What stands at the end, by line, decree, district, kind of recipient and \
                        month: one row for each. Sums are those of `jejak balances`.";

/// The table of a name.
pub fn named(name: &str) -> Option<Table> {
    all().into_iter().find(|table| table.name == name)
}

impl Table {
    /// Columns of the event, of the body, and what is known of the object at the end. A field of a
    /// body hides a column of the event of the same name.
    fn defined(definition: Definition) -> Table {
        let mut body: Vec<Column> = Vec::new();
        for field in definition.kinds.iter().flat_map(|kind| kind.info().fields) {
            if !body.iter().any(|column| column.name == field.name) {
                let (of, get) = (Type::of_shape(&field.shape), Get::Body(field.name));
                body.push(Column { name: field.name, of, doc: field.doc.trim(), get });
            }
        }
        let one_kind = definition.kinds.len() == 1;
        let head = events::HEAD.iter().filter(|column| {
            let hidden = body.iter().any(|field| field.name == column.name);
            let needless = one_kind && column.name == "event_kind";
            !hidden && !needless
        });
        let columns = head.copied().chain(body.iter().copied()).chain(definition.more.to_vec());
        let (name, doc, columns) = (definition.name, definition.doc, columns.collect());
        Table { name, doc, columns, rows: Rows::Events(definition.kinds) }
    }

    /// Kinds whose events give its rows; none where all do, or rows are no events.
    pub fn kinds(&self) -> &'static [Kind] {
        match self.rows {
            Rows::Events(kinds) => kinds,
            Rows::Parts(_) | Rows::Moved(_) | Rows::Standing(_) => &[],
        }
    }

    fn firsts(&self) -> impl Iterator<Item = (Kind, jejak_events::Object)> + '_ {
        self.columns.iter().filter_map(|column| match column.get {
            Get::FirstDay(kind, object) | Get::FirstSeq(kind, object) => Some((kind, object)),
            _ => None,
        })
    }
}

/// A table and where its rows go.
pub type Order<'a> = (Table, Box<dyn Sink + 'a>);

/// Writes tables of a ledger at the head of a fold: in one pass over its events, and one more before
/// it where a table tells when objects were first named. `progress` is told how many more events
/// were read. Memory holds the fold and what the sinks hold back.
pub fn write(
    ledger: &Ledger,
    folded: &Folded,
    orders: &mut [Order<'_>],
    progress: &mut dyn FnMut(u64),
) -> Result<(), TableError> {
    let size = folded.head.size;
    let asked = orders.iter().flat_map(|(table, _)| table.firsts()).collect();
    let mut firsts = Firsts::asking(asked);
    if !firsts.is_idle() {
        each(ledger, 0..size, &mut |_| {}, &mut |fact| {
            firsts.note(&fact);
            Ok(())
        })?;
    }
    let moved = orders.iter().any(|(table, _)| matches!(table.rows, Rows::Moved(_)));
    let mut pass = Pass { reading: &folded.reading, firsts: &firsts, orders };
    if moved {
        pass.folding(ledger, 0..size, progress)?;
    } else {
        each(ledger, 0..size, progress, &mut |fact| pass.event(&fact))?;
    }
    pass.standing()?;
    for (_, sink) in orders {
        sink.finish()?;
    }
    Ok(())
}

/// Number of events that [`write()`] reads, for whoever shows progress.
pub fn events_read(folded: &Folded, tables: &[Table]) -> u64 {
    let streamed = tables.iter().any(|table| !matches!(table.rows, Rows::Standing(_)));
    if streamed { folded.head.size } else { 0 }
}

/// Shows each event of a range.
fn each(
    ledger: &Ledger,
    range: Range<u64>,
    progress: &mut dyn FnMut(u64),
    see: &mut dyn FnMut(Recorded) -> io::Result<()>,
) -> Result<(), TableError> {
    let mut failed = None;
    let read = ledger.store().read(range, &mut |block| {
        for (seq, entry) in block.iter() {
            let seen = Recorded::parse(entry)
                .map_err(|error| TableError::Replay(ReplayError::Entry { seq, error }))
                .and_then(|fact| see(fact).map_err(TableError::Io));
            if let Err(error) = seen {
                failed = Some(error);
                return false;
            }
        }
        progress(block.len() as u64);
        true
    });
    read.map_err(|error| TableError::Replay(error.into()))?;
    failed.map_or(Ok(()), Err)
}

/// The pass in which rows are made.
struct Pass<'a, 'b> {
    reading: &'a Reading,
    firsts: &'a Firsts,
    orders: &'a mut [Order<'b>],
}

impl Pass<'_, '_> {
    /// Folds along, for tables of what events moved.
    fn folding(
        &mut self,
        ledger: &Ledger,
        range: Range<u64>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), TableError> {
        let scope = Scope { as_of: None, balances_only: true };
        let options = Options { scope, judge: false, tree: false };
        let mut failed = None;
        let see = &mut |step: Step<'_>| {
            failed = self.event(step.fact).and_then(|()| self.moved(step)).err();
            failed.is_none()
        };
        Folded::default().replay_seen(ledger.store(), range, options, progress, see)?;
        failed.map_or(Ok(()), |error| Err(error.into()))
    }

    fn event(&mut self, fact: &Recorded) -> io::Result<()> {
        self.parts(fact)?;
        let kind = fact.event.kind();
        let wants =
            |rows| matches!(rows, Rows::Events(kinds) if kinds.is_empty() || kinds.contains(&kind));
        if !self.orders.iter().any(|(table, _)| wants(table.rows)) {
            return Ok(());
        }
        let state = &self.reading.state;
        let body = fact.event.to_json();
        let refs = Refs::of(fact, &body, state);
        let seen = Seen { fact, body: &body, state, firsts: self.firsts, refs: &refs };
        for (table, sink) in self.orders.iter_mut().filter(|(table, _)| wants(table.rows)) {
            let cell = |column: &Column| column.get.cell(column.of, &seen);
            let row: Vec<Cell> = table.columns.iter().map(cell).collect();
            sink.row(&row)?;
        }
        Ok(())
    }

    fn parts(&mut self, fact: &Recorded) -> io::Result<()> {
        let mut outcome = Ok(());
        for (table, sink) in self.orders.iter_mut() {
            if let Rows::Parts(rows) = table.rows {
                rows(fact, &mut |row| first_error(&mut outcome, || sink.row(&row)));
            }
        }
        outcome
    }

    fn moved(&mut self, step: Step<'_>) -> io::Result<()> {
        let mut outcome = Ok(());
        for (table, sink) in self.orders.iter_mut() {
            if let Rows::Moved(rows) = table.rows {
                rows(step, &mut |row| first_error(&mut outcome, || sink.row(&row)));
            }
        }
        outcome
    }

    fn standing(&mut self) -> io::Result<()> {
        let mut outcome = Ok(());
        for (table, sink) in self.orders.iter_mut() {
            if let Rows::Standing(rows) = table.rows {
                rows(self.reading, &mut |row| first_error(&mut outcome, || sink.row(&row)));
            }
        }
        outcome
    }
}

/// Goes on as long as nothing failed, and keeps what failed first.
fn first_error(outcome: &mut io::Result<()>, next: impl FnOnce() -> io::Result<()>) {
    if outcome.is_ok() {
        *outcome = next();
    }
}
