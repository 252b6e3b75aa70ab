//! Which rows of others count, and of which months they speak.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jejak_events::date::Month;
use jejak_events::vocabulary::Dataset;
use jejak_events::{DocumentNumber, Event};

use super::pairs::Line;
use crate::books::{Observed, Sight};
use crate::reference::import_named;
use crate::view::{Unanswered, View};

/// Rows of a kind that count: of imports that are closed, or of none; where some imports are
/// named, of these alone.
pub(super) fn of_sight<'a>(
    view: &'a View,
    imports: &'a [u64],
    is: impl Fn(Sight) -> bool + 'a,
) -> impl Iterator<Item = Result<(u64, Event, Option<u64>), Unanswered>> + 'a {
    let rows = view.reading.books.observed.iter().filter(move |row| is(row.what));
    rows.filter_map(move |row: &Observed| {
        let fact = match view.facts.fact(row.seq) {
            Ok(fact) => fact,
            Err(error) => return Some(Err(error)),
        };
        let data = import_named(&fact.event);
        let asked = imports.is_empty() || data.is_some_and(|data| imports.contains(&data));
        let counts = data.is_none_or(|data| view.reading.state.reference.counts(data));
        (asked && counts).then_some(Ok((row.seq, fact.event, data)))
    })
}

/// Accounts of which somebody gave lines of a bank statement.
pub fn accounts_of_statements(view: &View) -> BTreeSet<u64> {
    let accounts = view.reading.books.observed.iter().filter_map(|row| match row.what {
        Sight::Bank(account, _) => Some(account),
        _ => None,
    });
    accounts.collect()
}

/// Months of which somebody gave a register of SP2D, each with an event that shows it.
pub type Serves = BTreeMap<Month, u64>;

/// The months of which imports and rows of SP2D registers speak.
pub fn served(view: &View, imports: &[u64]) -> Result<Serves, Unanswered> {
    let mut months = Serves::new();
    let reference = &view.reading.state.reference;
    let registers = reference.external.iter().filter(|(seq, known)| {
        let asked = imports.is_empty() || imports.contains(seq);
        **known == Dataset::Sp2dRegister && asked && reference.counts(*seq)
    });
    for (seq, _) in registers {
        let (first, last) = match view.facts.fact(seq)?.event {
            Event::ImportOpened(body) => {
                let last = body.position.month_key();
                (body.from.map_or(last, jejak_events::Date::month_key), last)
            }
            Event::ExternalDataImported(body) => match body.period {
                Some(month) => (month, month),
                None => continue,
            },
            _ => continue,
        };
        let of_register = std::iter::successors(Some(first), |month| month.next());
        for month in of_register.take_while(|month| *month <= last) {
            months.entry(month).or_insert(seq);
        }
    }
    for row in of_sight(view, imports, |it| matches!(it, Sight::Sp2d(_))) {
        if let (seq, Event::Sp2dRowObserved(body), _) = row? {
            months.entry(body.dated.month_key()).or_insert(seq);
        }
    }
    Ok(months)
}

/// Rows of SP2D registers as lines. Rows of one number for several accounts are parts of one SP2D,
/// and a line that stands in another import as well is the same line.
pub(super) fn sp2d_lines(view: &View, imports: &[u64]) -> Result<Vec<Line>, Unanswered> {
    let mut lines: BTreeMap<(Option<u64>, String, usize), Line> = BTreeMap::new();
    let mut times = BTreeMap::new();
    for row in of_sight(view, imports, |it| matches!(it, Sight::Sp2d(_))) {
        let (seq, Event::Sp2dRowObserved(body), data) = row? else { continue };
        let number = DocumentNumber::normalised(&body.number);
        let account = body.account.map(jejak_events::AccountCode::packed);
        let time: &mut usize = times.entry((data, number.clone(), account)).or_default();
        let line = lines.entry((data, number.clone(), *time)).or_insert(Line {
            seqs: Vec::new(),
            on: body.dated,
            number,
            reference: None,
            sen: 0,
        });
        line.seqs.push(seq);
        line.sen = line.sen.saturating_add(body.amount.sen());
        *time += 1;
    }
    let lines = lines.into_iter().map(|((_, number, time), line)| ((number, time), line));
    Ok(once(lines.collect()))
}

/// Lines without those that say the same again, in the order of events. What is the same is said
/// by a key, a day and an amount.
pub(super) fn once<K: Ord>(mut lines: Vec<(K, Line)>) -> Vec<Line> {
    lines.sort_by_key(|(_, line)| line.seq());
    let mut first: BTreeMap<(K, jejak_events::Date, i64), usize> = BTreeMap::new();
    let mut kept: Vec<Line> = Vec::new();
    for (key, line) in lines {
        match first.entry((key, line.on, line.sen)) {
            Entry::Occupied(at) => {
                kept[*at.get()].seqs.extend(line.seqs);
            }
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(line);
            }
        }
    }
    kept
}
