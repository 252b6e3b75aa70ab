//! A cash account of ours against the bank's statement.

use std::collections::BTreeMap;

use jejak_events::ids::Token;
use jejak_events::vocabulary::Direction;
use jejak_events::{DocumentNumber, Event};

use super::normalised;
use super::pairs::{Line, Open, Reconciled};
use super::rows::{of_sight, once};
use crate::books::Sight;
use crate::posting::CashPlace;
use crate::view::{Unanswered, View};

/// How many days apart a line of ours and one of the bank may stand when nothing but the amount
/// says that they are the same: over a weekend and a holiday.
const DAYS_APART: i64 = 3;

/// Compares the lines of a cash account, of all months: by bank reference, then by the number of
/// the SP2D that the bank's text names, then by equal amounts on near days. History counts: the
/// bank does not tell it apart.
pub fn bank(view: &View, cash: u64, imports: &[u64]) -> Result<Reconciled, Unanswered> {
    let mut open = Open::new(ours(view, cash)?, theirs(view, cash, imports)?);
    open.by_name(|line| line.reference.map(|token| token.to_string()));
    open.by_name(|line| Some(line.number.clone()).filter(|number| !number.is_empty()));
    open.pair(
        |line| Some(line.sen),
        |ours, theirs| {
            let days = i64::from(ours.on.days_since(theirs.on)).abs();
            (days <= DAYS_APART).then_some(days.unsigned_abs())
        },
    );
    Ok(open.close(|line| credit(view, line)))
}

/// The credit of a payment that has the reference of a line: no money of the account here, because
/// it left by the SP2D.
fn credit(view: &View, line: &Line) -> Option<Line> {
    let payment = &view.reading.state.payment;
    let seq = *payment.references.get(line.reference.as_ref()?)?;
    let known = payment.credits.get(&seq)?;
    let sen = known.explained.saturating_add(known.surplus);
    let sen = if line.sen < 0 { sen.saturating_neg() } else { sen };
    Some(Line { seqs: vec![seq], sen, ..line.clone() })
}

/// What moved on the account. Events of one slip in one direction are one line.
fn ours(view: &View, cash: u64) -> Result<Vec<Line>, Unanswered> {
    let mut sums: BTreeMap<u64, Line> = BTreeMap::new();
    for entry in &view.reading.cash_entries {
        if entry.leg.place == CashPlace::Kept(cash) {
            let (seqs, on) = (vec![entry.seq], entry.on);
            let new = Line { seqs, on, number: String::new(), reference: None, sen: 0 };
            let line = sums.entry(entry.seq).or_insert(new);
            line.sen = line.sen.saturating_add(entry.leg.sen);
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut slips: BTreeMap<(Token, bool), usize> = BTreeMap::new();
    for (seq, mut line) in sums.into_iter().filter(|(_, line)| line.sen != 0) {
        name(view, seq, &mut line)?;
        let slip = line.reference.map(|token| (token, line.sen < 0));
        match slip.and_then(|slip| slips.get(&slip)) {
            Some(at) => {
                lines[*at].seqs.push(seq);
                lines[*at].sen = lines[*at].sen.saturating_add(line.sen);
            }
            None => {
                slips.extend(slip.map(|slip| (slip, lines.len())));
                lines.push(line);
            }
        }
    }
    Ok(lines)
}

/// Gives a line the bank reference and SP2D number of its event.
fn name(view: &View, seq: u64, line: &mut Line) -> Result<(), Unanswered> {
    match view.facts.fact(seq)?.event {
        Event::Sp2dPaidOut(body) => {
            let spp = view.reading.state.treasury.spps.get(&body.spp.0);
            let number = spp.and_then(|spp| spp.sp2d_number.as_deref()).map(normalised);
            line.number = number.unwrap_or_default();
            line.reference = Some(body.bank_reference);
        }
        Event::CashReceived(body) => line.reference = body.bank_reference,
        Event::RefundDeposited(body) => line.reference = Some(body.receipt),
        Event::TaxDeposited(body) => line.reference = Some(body.receipt),
        _ => {}
    }
    Ok(())
}

/// Lines of the statement. One with a reference that stands in another import as well is the same
/// line.
fn theirs(view: &View, cash: u64, imports: &[u64]) -> Result<Vec<Line>, Unanswered> {
    let mut lines = Vec::new();
    let mut times: BTreeMap<(Option<u64>, Token), usize> = BTreeMap::new();
    for row in of_sight(view, imports, |it| matches!(it, Sight::Bank(at, _) if at == cash)) {
        let (seq, Event::BankLineObserved(body), data) = row? else { continue };
        let sen = match body.direction {
            Direction::In => body.amount.sen(),
            Direction::Out => body.amount.sen().saturating_neg(),
        };
        let reference = body.bank_reference;
        let time = reference.map(|token| {
            let time = times.entry((data, token)).or_default();
            *time += 1;
            *time
        });
        let same = match (reference, time) {
            (Some(token), Some(time)) => (Some(token), u64::try_from(time).unwrap_or(u64::MAX)),
            _ => (None, seq),
        };
        let on = view.facts.fact(seq)?.envelope.occurred_on;
        let number = body.sp2d.as_ref().map(DocumentNumber::normalised).unwrap_or_default();
        lines.push((same, Line { seqs: vec![seq], on, number, reference, sen }));
    }
    Ok(once(lines))
}
