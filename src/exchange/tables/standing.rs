//! What stands at the end: balances by their finest context, cash books, flags.

use jejak_events::Stage;
use jejak_events::vocabulary::RecipientType;
use jejak_projections::Reading;
use jejak_projections::balances::{BalanceRow, Book};

use super::column::{Cell, Column, Type, plain};
use super::legs::year;
use crate::ledger::rules;

/// Columns of `balances` before the stages.
const CONTEXT: &[Column] = &[
    plain("book", Type::Text, "`own`, `observed` or `historical`; never to be added together."),
    plain("line", Type::Integer, "Budget line."),
    plain("source", Type::Text, "Funding source of the line."),
    plain("programme", Type::Text, "Programme of the line."),
    plain("fiscal_year", Type::Integer, "Fiscal year of the line."),
    plain("organisation", Type::Integer, "Organisation that keeps the line."),
    plain("decree", Type::Integer, "Decree, where one is concerned."),
    plain("region", Type::Text, "District or regency of the recipient, else of the line."),
    plain("recipient_type", Type::Text, "Kind of recipient, where one is concerned."),
    plain("month", Type::Text, "Month of the fact; for a late one the first open month."),
];

/// Columns of `balances` after the stages.
const COUNTS: &[Column] = &[
    plain("dicairkan", Type::Money, "Everything that left the treasury."),
    plain("realisasi", Type::Money, "Spending net of contra-posts."),
    plain("designated", Type::Integer, "Rows of closed decrees, less those cancelled."),
    plain("designated_amount", Type::Money, "What those rows sum to."),
    plain("paid", Type::Integer, "Payments and hand-overs that reached their recipient."),
    plain("returned", Type::Integer, "Payments that came back."),
];

/// Names of the stages as columns: the words with `_` for `-`.
const STAGES: &[(&str, &str)] = &[
    ("pagu", "Ceiling, above zero."),
    ("blokir", "Blocked."),
    ("tersedia", "Available."),
    ("komitmen", "Committed by decree or contract."),
    ("spp", "Requested (SPP)."),
    ("spm", "Ordered (SPM)."),
    ("sp2d", "Issued (SP2D)."),
    ("di_penyalur", "At the bank, post or goods supplier."),
    ("dikreditkan", "Credited to recipients."),
    ("ditransaksikan", "Used by recipients."),
    ("retur", "Returned by the bank."),
    ("tidak_diambil", "Never taken by the recipient."),
    ("dipertanggungjawabkan", "Accounted for."),
    ("dikembalikan", "Refunded to where it came from."),
    ("dipotong", "Withheld as tax."),
    ("belanja_up", "Spent from the advance."),
    ("suspense", "Not identified yet."),
    ("kontra_pos", "Contra-posts, below zero."),
    ("batas_spd", "What SPDs were issued for, below zero."),
    ("spd", "Released by SPD and unused."),
    ("spd_terpakai", "Released by SPD and used."),
];

/// Columns of `balances`.
pub(super) fn balance_columns() -> Vec<Column> {
    let stages = STAGES.iter().map(|(name, doc)| plain(name, Type::Money, doc));
    CONTEXT.iter().copied().chain(stages).chain(COUNTS.iter().copied()).collect()
}

/// Rows of `balances`: one for each context, in the order in which they first moved.
pub(super) fn balances(reading: &Reading, row: &mut dyn FnMut(Vec<Cell>)) {
    let state = &reading.state;
    for (key, cell) in reading.cells.iter() {
        let Some(line) = state.budget.lines.get(&key.place.line) else { continue };
        let sums = BalanceRow::of_cell(state, key, line, cell);
        let mut cells: Vec<Cell> = vec![
            Book::of(key.historical, line).word().into(),
            key.place.line.into(),
            Cell::shown(Some(line.source)),
            Cell::shown(Some(&line.programme)),
            year(line.fiscal_year),
            line.organisation.into(),
            key.place.decree.into(),
            Cell::shown(Some(key.place.region.unwrap_or(line.region))),
            key.place.recipient_type.map(RecipientType::word).into(),
            Cell::shown(Some(key.month)),
        ];
        cells.extend(Stage::ALL.iter().map(|stage| match stage {
            Stage::Ceiling => Cell::sum(sums.ceiling()),
            stage => Cell::sum(sums.at(*stage)),
        }));
        cells.push(Cell::sum(sums.disbursed()));
        cells.push(Cell::sum(sums.realised()));
        cells.push(sums.designated.into());
        cells.push(Cell::sum(sums.designated_sen));
        cells.push(sums.paid.into());
        cells.push(sums.returned.into());
        row(cells);
    }
}

/// Columns of `cash`.
pub(super) const CASH: &[Column] = &[
    plain("account", Type::Integer, "Cash account; none for the outside."),
    plain("name", Type::Text, "Its name."),
    plain("source", Type::Text, "Funding source."),
    plain("historical", Type::Boolean, "Whether it is the book of history."),
    plain("inflow", Type::Money, "What came in."),
    plain("outflow", Type::Money, "What went out."),
    plain("balance", Type::Money, "What is left."),
];

/// Rows of `cash`.
pub(super) fn cash(reading: &Reading, row: &mut dyn FnMut(Vec<Cell>)) {
    for book in reading.cash_book() {
        row(vec![
            book.account.into(),
            book.name.into(),
            Cell::shown(Some(book.source)),
            book.historical.into(),
            Cell::sum(book.inflow),
            Cell::sum(book.outflow),
            Cell::sum(book.inflow - book.outflow),
        ]);
    }
}

/// Columns of `flags`.
pub(super) const FLAGS: &[Column] = &[
    plain("seq", Type::Integer, "Event that was flagged."),
    plain("code", Type::Text, "Code of the rule, see RULES.md."),
    plain("title", Type::Text, "What the rule says, in English."),
    plain("title_id", Type::Text, "What the rule says, in Bahasa Indonesia."),
];

/// Rows of `flags`, in the order of events.
pub(super) fn flags(reading: &Reading, row: &mut dyn FnMut(Vec<Cell>)) {
    for (seq, code) in &reading.flags {
        let code = String::from_utf8_lossy(code).trim_end().to_owned();
        let rule = rules::by_code(&code);
        let (en, id) = (rule.map(|rule| rule.en), rule.map(|rule| rule.id));
        row(vec![(*seq).into(), code.into(), en.into(), id.into()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_column_in_order() {
        let words: Vec<String> =
            Stage::ALL.iter().map(|stage| stage.word().replace('-', "_")).collect();
        let named: Vec<&str> = STAGES.iter().map(|(name, _)| *name).collect();
        assert_eq!(named, words);
    }
}
