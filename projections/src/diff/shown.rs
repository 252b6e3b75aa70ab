//! A difference as a table.

use jejak_events::Tag;

use super::{Change, Counted, Diff, Level, Moved, Spot, Subject};
use crate::balances::{Dimension, value_of};
use crate::cells::CellKey;
use crate::posting::Place;
use crate::reading::Reading;
use crate::report::{Cell, Column, Kind, Table, Value};
use crate::said;
use crate::said::Said;

/// Which changes are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Only {
    /// Only balances and counts where these dimensions have these values, or for a code one below.
    pub places: Vec<(Dimension, String)>,
    /// Show what moved and came back, too.
    pub back: bool,
}

impl Only {
    /// Whether a change is shown; lines are looked up in `reading`.
    pub fn takes(&self, reading: &Reading, subject: &Subject, change: &Change) -> bool {
        if change.is_back() && !self.back {
            return false;
        }
        match subject {
            Subject::Balance(spot, _) | Subject::Count(spot, _) => {
                self.places.iter().all(|(dimension, value)| {
                    let found = value_at(reading, *dimension, spot);
                    found.is_some_and(|found| is_or_below(*dimension, &found, value))
                })
            }
            Subject::Cash(..) | Subject::State(..) => self.places.is_empty(),
        }
    }
}

/// What a spot says of its month and its kind of recipient is not known: nothing fits there.
fn value_at(reading: &Reading, dimension: Dimension, spot: &Spot) -> Option<String> {
    if matches!(dimension, Dimension::Month | Dimension::RecipientType) {
        return None;
    }
    let line = reading.state.budget.lines.get(&spot.line)?;
    let (decree, region) = (spot.decree, spot.region);
    let place = Place { line: spot.line, decree, region, recipient_type: None };
    let month = line.opened_on.month_key();
    let key = CellKey { place, month, historical: spot.historical };
    Some(value_of(&reading.state, dimension, &key, line))
}

fn is_or_below(dimension: Dimension, found: &str, value: &str) -> bool {
    use Dimension::{Account, District, Regency, Source};
    let levels = matches!(dimension, Source | Account | Regency | District);
    let below = |rest: &str| rest.is_empty() || (levels && rest.starts_with('.'));
    found.strip_prefix(value).is_some_and(below) || found.eq_ignore_ascii_case(value)
}

/// The difference as a table: balances, counts, cash books, object states; at most `limit` of them,
/// with a note of how many more there are.
pub fn table(diff: &Diff, reading: &Reading, only: &Only, limit: usize) -> Table {
    let columns = vec![
        Column::new("what", said!("what", "apa"), Kind::Text),
        Column::new("line", said!("line", "baris"), Kind::Seq),
        Column::new("decree", said!("decree", "SK"), Kind::Seq),
        Column::new("region", said!("region", "wilayah"), Kind::Code),
        Column::new("from", said!("from", "dari"), Kind::Money),
        Column::new("to", said!("to", "menjadi"), Kind::Money),
        Column::new("change", said!("change", "selisih"), Kind::Money),
        Column::new("events", said!("events", "kejadian"), Kind::Count),
        Column::new("by", said!("by", "oleh"), Kind::Text),
    ];
    let mut table = Table::new("diff", said!("what moved", "yang bergerak"), columns);
    let taken = |(subject, change): &(&Subject, &Change)| only.takes(reading, subject, change);
    let mut taken = diff.changes.iter().filter(taken);
    for (subject, change) in taken.by_ref().take(limit) {
        table.push(row(reading, subject, change));
    }
    let more = taken.count();
    if more > 0 {
        table.notes.push(said!(
            "{more} more changes are not shown: --limit",
            "{more} perubahan lagi tidak ditampilkan: --limit"
        ));
    } else if table.rows.is_empty() {
        table.notes.push(said!("nothing moved", "tidak ada yang bergerak"));
    }
    table
}

fn row(reading: &Reading, subject: &Subject, change: &Change) -> Vec<Cell> {
    let seqs = || change.by.iter().map(|moved| moved.seq);
    let (what, place) = named(reading, subject);
    let [line, decree, region] = place;
    vec![
        Cell::text(what),
        line,
        decree,
        region,
        level(change.from),
        level(change.to),
        difference(change).from(seqs()),
        Cell::count(change.by.len()),
        Cell::text(by(&change.by)),
    ]
}

/// What a subject is called, and where it stands.
pub fn named(reading: &Reading, subject: &Subject) -> (Said, [Cell; 3]) {
    let state = &reading.state;
    let none = || [Cell::empty(), Cell::empty(), Cell::empty()];
    match subject {
        Subject::Balance(spot, stage) => (Said::same(stage.word()), at(spot)),
        Subject::Count(spot, counted) => (counted_said(*counted), at(spot)),
        Subject::Cash(account, source, _) => {
            let known = state.cash.accounts.get(account);
            let name = known.map_or_else(String::new, |known| known.name.clone());
            (said!("cash {account} {name}, {source}", "kas {account} {name}, {source}"), none())
        }
        Subject::State(object, seq) => (Said::same(Tag::Object(*object, *seq)), none()),
    }
}

fn at(spot: &Spot) -> [Cell; 3] {
    let decree = spot.decree.map_or_else(Cell::empty, |decree| Cell::of(Value::Seq(decree)));
    let region = spot.region.map_or_else(Cell::empty, Cell::code);
    [Cell::of(Value::Seq(spot.line)), decree, region]
}

impl Counted {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Counted::Designated => "designated",
            Counted::Paid => "paid",
            Counted::Returned => "returned",
        }
    }
}

fn counted_said(counted: Counted) -> Said {
    match counted {
        Counted::Designated => said!("rows designated", "baris ditetapkan"),
        Counted::Paid => said!("payments received", "pembayaran diterima"),
        Counted::Returned => said!("payments returned", "pembayaran diretur"),
    }
}

fn level(level: Level) -> Cell {
    match level {
        Level::Sen(sen) => Cell::money(sen),
        Level::Count(count) => Cell::count(count),
        Level::State(Some(condition)) => Cell::text(condition.said()),
        Level::State(None) => Cell::empty(),
    }
}

fn difference(change: &Change) -> Cell {
    match (change.from, change.to) {
        (Level::Sen(from), Level::Sen(to)) => Cell::money(to - from),
        (Level::Count(from), Level::Count(to)) => Cell::count(to - from),
        _ => Cell::empty(),
    }
}

/// Events that are named one by one.
const NAMED: usize = 3;

/// The events: each where they are few, else how many of each kind.
pub fn by(moved: &[Moved]) -> Said {
    if moved.len() <= NAMED {
        let each: Vec<Said> = moved
            .iter()
            .map(|moved| {
                let (en, id) = (moved.kind.label_en(), moved.kind.label_id());
                said!("{en} {0}", "{id} {0}", moved.seq)
            })
            .collect();
        return Said::join(&each, "; ");
    }
    let mut kinds: Vec<(jejak_events::Kind, usize)> = Vec::new();
    for moved in moved {
        match kinds.iter_mut().find(|(kind, _)| *kind == moved.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((moved.kind, 1)),
        }
    }
    let each: Vec<Said> = kinds
        .iter()
        .map(|(kind, count)| {
            let (en, id) = (kind.label_en(), kind.label_id());
            said!("{count} {en}", "{count} {id}")
        })
        .collect();
    let (first, last) = (moved.first(), moved.last());
    let of = |moved: Option<&Moved>| moved.map_or(0, |moved| moved.seq);
    let (each, first, last) = (Said::join(&each, "; "), of(first), of(last));
    said!(with each; "{each} ({first} to {last})", "{each} ({first} sampai {last})")
}
