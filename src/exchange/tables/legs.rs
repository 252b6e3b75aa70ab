//! What events moved, leg by leg: the postings of lines and of cash. Summed up they are the balances.

use jejak_events::vocabulary::RecipientType;
use jejak_projections::State;
use jejak_projections::balances::Book;
use jejak_projections::posting::CashPlace;

use super::column::{Cell, Column, Type, plain};
use crate::ledger::replay::Step;

/// Columns of `postings`.
pub(super) const POSTINGS: &[Column] = &[
    plain("seq", Type::Integer, "Event that moved it."),
    plain("leg", Type::Integer, "Position among the legs of the event, from 0."),
    plain("occurred_on", Type::Date, "Civil date of the event."),
    plain("book", Type::Text, "`own`, `observed` or `historical`; never to be added together."),
    plain("line", Type::Integer, "Budget line."),
    plain("source", Type::Text, "Funding source of the line."),
    plain("programme", Type::Text, "Programme of the line."),
    plain("fiscal_year", Type::Integer, "Fiscal year of the line."),
    plain("decree", Type::Integer, "Decree, where one is concerned."),
    plain("region", Type::Text, "Region of the recipient where one is concerned, else none."),
    plain("recipient_type", Type::Text, "Kind of recipient, where one is concerned."),
    plain("stage", Type::Text, "Stage, in the words of `jejak balances`."),
    plain(
        "amount",
        Type::Money,
        "What entered the stage, or left when negative. `pagu` is what the rest comes out of: it \
         stands below zero.",
    ),
];

/// Columns of `cash_postings`.
pub(super) const CASH_POSTINGS: &[Column] = &[
    plain("seq", Type::Integer, "Event that moved it."),
    plain("leg", Type::Integer, "Position among the cash legs of the event, from 0."),
    plain("occurred_on", Type::Date, "Civil date of the event."),
    plain("historical", Type::Boolean, "Whether it stands in the book of history."),
    plain("cash_account", Type::Integer, "Cash account; none for the outside."),
    plain("source", Type::Text, "Funding source."),
    plain("amount", Type::Money, "What came in, or went out when negative."),
];

/// The rows of `postings` of one event.
pub(super) fn postings(step: Step<'_>, row: &mut dyn FnMut(Vec<Cell>)) {
    let (fact, state) = (step.fact, step.state);
    let historical = state.is_history(fact);
    for (at, leg) in step.moved.legs.iter().enumerate() {
        let Some(line) = state.budget.lines.get(&leg.place.line) else { continue };
        row(vec![
            fact.seq.into(),
            at.into(),
            fact.envelope.occurred_on.into(),
            Book::of(historical, line).word().into(),
            leg.place.line.into(),
            Cell::shown(Some(line.source)),
            Cell::shown(Some(&line.programme)),
            year(line.fiscal_year),
            leg.place.decree.into(),
            Cell::shown(leg.place.region),
            leg.place.recipient_type.map(RecipientType::word).into(),
            leg.stage.word().into(),
            Cell::Money(leg.sen),
        ]);
    }
}

/// The rows of `cash_postings` of one event.
pub(super) fn cash_postings(step: Step<'_>, row: &mut dyn FnMut(Vec<Cell>)) {
    let fact = step.fact;
    let historical = State::is_history(step.state, fact);
    for (at, leg) in step.moved.cash.iter().enumerate() {
        let account = match leg.place {
            CashPlace::Kept(account) => Some(account),
            CashPlace::Outside => None,
        };
        row(vec![
            fact.seq.into(),
            at.into(),
            fact.envelope.occurred_on.into(),
            historical.into(),
            account.into(),
            Cell::shown(Some(leg.source)),
            Cell::Money(leg.sen),
        ]);
    }
}

/// A fiscal year as a number.
pub(super) fn year(year: jejak_events::FiscalYear) -> Cell {
    year.to_string().parse::<i64>().map_or(Cell::Null, Cell::Integer)
}
