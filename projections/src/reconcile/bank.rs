//! A cash account of ours against the bank's statement.

use std::collections::BTreeMap;

use jejak_events::ids::Token;
use jejak_events::vocabulary::{Dataset, Direction};
use jejak_events::{Date, DocumentNumber, Event};

use super::pairs::{Line, Open, Reconciled};
use super::{Question, rows_of};
use crate::posting::CashPlace;
use crate::said;
use crate::view::{Unanswered, View};

/// How many days apart a line of ours and one of the bank may stand when nothing but the amount
/// says that they are the same: over a weekend and a holiday.
const DAYS_APART: i64 = 3;

/// Compares the lines of a month: by bank reference, then by the number of the SP2D that the
/// bank's text names, then by equal amounts on near days.
pub fn bank(view: &View, question: &Question) -> Result<Reconciled, Unanswered> {
    let known = question.cash.filter(|seq| view.reading.state.cash.accounts.contains(seq));
    let Some(cash) = known else {
        let found = question.cash.map_or("-".to_owned(), |seq| seq.to_string());
        return Err(Unanswered::Wrong(said!(
            "--cash: expected the number of the event that opened a cash account, found {found}; \
             see `jejak balances --cash`",
            "--cash: seharusnya nomor kejadian yang membuka rekening kas, ditemukan {found}; \
             lihat `jejak balances --cash`"
        )));
    };
    let (ours, names) = ours(view, question, cash)?;
    let (theirs, references) = theirs(view, question, cash)?;
    let mut open = Open::new(ours);
    let reference = |line: &Line| references.get(&line.seq).and_then(|(token, _)| *token);
    let sp2d = |line: &Line| references.get(&line.seq).and_then(|(_, number)| number.clone());
    let left = open.pair(theirs, |ours, theirs| {
        let (token, _) = names.get(&ours.seq)?;
        (token.is_some() && *token == reference(theirs)).then(|| ours.sen.abs_diff(theirs.sen))
    });
    let left = open.pair(left, |ours, theirs| {
        let (_, number) = names.get(&ours.seq)?;
        (number.is_some() && *number == sp2d(theirs)).then(|| ours.sen.abs_diff(theirs.sen))
    });
    let left = open.pair(left, |ours, theirs| {
        let days = i64::from(ours.on.days_since(theirs.on)).abs();
        (ours.sen == theirs.sen && days <= DAYS_APART).then_some(days.unsigned_abs())
    });
    Ok(open.close(left))
}

/// What tells a line apart: bank reference, and number of the SP2D.
type Names = BTreeMap<u64, (Option<Token>, Option<String>)>;

/// What moved on the account, one line per event.
fn ours(view: &View, question: &Question, cash: u64) -> Result<(Vec<Line>, Names), Unanswered> {
    let mut sums: BTreeMap<u64, (Date, i64)> = BTreeMap::new();
    for entry in &view.reading.cash_entries {
        let here = entry.leg.place == CashPlace::Kept(cash) && !entry.historical;
        if here && entry.on.month_key() == question.month {
            let sum = sums.entry(entry.seq).or_insert((entry.on, 0));
            sum.1 = sum.1.saturating_add(entry.leg.sen);
        }
    }
    let (mut lines, mut names) = (Vec::new(), Names::new());
    for (seq, (on, sen)) in sums.into_iter().filter(|(_, (_, sen))| *sen != 0) {
        let name = name_of(view, seq)?;
        let number = name.1.clone().or_else(|| name.0.map(|token| token.to_string()));
        lines.push(Line { seq, on, number: number.unwrap_or_default(), sen });
        names.insert(seq, name);
    }
    Ok((lines, names))
}

/// Bank reference and SP2D number of an event that moved cash.
fn name_of(view: &View, seq: u64) -> Result<(Option<Token>, Option<String>), Unanswered> {
    Ok(match view.facts.fact(seq)?.event {
        Event::Sp2dPaidOut(body) => {
            let spp = view.reading.state.treasury.spps.get(&body.spp.0);
            let number = spp.and_then(|spp| spp.sp2d_number.as_deref()).map(normalised);
            (Some(body.bank_reference), number)
        }
        Event::PaymentCredited(body) => (Some(body.bank_reference), None),
        Event::CashReceived(body) => (body.bank_reference, None),
        _ => (None, None),
    })
}

fn theirs(view: &View, question: &Question, cash: u64) -> Result<(Vec<Line>, Names), Unanswered> {
    let (mut lines, mut names) = (Vec::new(), Names::new());
    for seq in rows_of(view, &question.imports, Dataset::BankStatement)? {
        let fact = view.facts.fact(seq)?;
        let on = fact.envelope.occurred_on;
        let Event::BankLineObserved(body) = fact.event else { continue };
        if body.cash.0 != cash || on.month_key() != question.month {
            continue;
        }
        let sen = match body.direction {
            Direction::In => body.amount.sen(),
            Direction::Out => body.amount.sen().saturating_neg(),
        };
        let sp2d = body.sp2d.map(|number| number.normalised());
        let number = sp2d.clone().or_else(|| body.bank_reference.map(|token| token.to_string()));
        lines.push(Line { seq, on, number: number.unwrap_or_default(), sen });
        names.insert(seq, (body.bank_reference, sp2d));
    }
    Ok((lines, names))
}

fn normalised(number: &str) -> String {
    number.parse().map_or_else(|_| number.to_owned(), |it: DocumentNumber| it.normalised())
}
