//! Buku Pembantu Pajak: what was withheld and deposited, tax by tax.

use jejak_events::Event;
use jejak_events::date::Month;
use jejak_events::treasury::Deduction;
use jejak_events::vocabulary::CashKind;

use super::book::{about, account_of, heading};
use super::scope;
use super::words::{Told, both, told};
use crate::reading::CashEntry;
use crate::report::{Ask, Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// The book of a month.
pub(super) fn book(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let month = scope::month(view, ask)?;
    let accounts = scope::accounts(view, ask, &[CashKind::TaxHeld])?;
    let title = said!("Auxiliary book: tax", "Buku Pembantu Pajak");
    let mut table = Table::new("book-tax", title, columns());
    about(&mut table, view, &accounts, month);
    for historical in [false, true] {
        let all = view.reading.cash_entries.iter();
        let of_book = all.filter(|it| account_of(it).is_some_and(|at| accounts.contains(&at)));
        let entries: Vec<&CashEntry> =
            of_book.filter(|it| it.historical == historical && it.month <= month).collect();
        if entries.is_empty() && historical {
            continue;
        }
        if historical {
            heading(&mut table, scope::history());
        }
        month_of(&mut table, view, month, &entries)?;
    }
    table.signed_by = vec![scope::budget_user(), scope::treasurer()];
    Ok(table)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("date", said!("Date", "Tanggal"), Kind::Date),
        Column::new("number", said!("Number of evidence", "Nomor Bukti"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
        Column::new(
            "billing",
            said!("Billing or NTPN (token)", "Billing/NTPN (token)"),
            Kind::Code,
        ),
        Column::new("withheld", said!("Withheld", "Dipotong"), Kind::Money).summed(),
        Column::new("deposited", said!("Deposited", "Disetor"), Kind::Money).summed(),
        Column::new("balance", said!("Held", "Saldo"), Kind::Money),
    ]
}

/// One line of the book.
struct Line {
    what: Said,
    billing: Cell,
    sen: i128,
}

fn month_of(
    table: &mut Table,
    view: &View,
    month: Month,
    entries: &[&CashEntry],
) -> Result<(), Unanswered> {
    let (before, mut during): (Vec<&CashEntry>, Vec<&CashEntry>) =
        entries.iter().copied().partition(|entry| entry.month < month);
    during.sort_by_key(|entry| (entry.on, entry.seq));
    let mut balance: i128 = before.iter().map(|entry| i128::from(entry.leg.sen)).sum();
    let opening = Cell::money(balance).from(before.iter().map(|entry| entry.seq));
    balance_row(table, said!("Opening balance", "Saldo awal"), opening);
    let (first, mut number) = (table.rows.len(), 0_u64);
    for of_event in during.chunk_by(|one, next| one.seq == next.seq) {
        let Some(entry) = of_event.first() else { continue };
        let sen = of_event.iter().map(|entry| i128::from(entry.leg.sen)).sum();
        let told = told(view, entry.seq)?;
        for line in lines_of(view, entry.seq, sen, &told)? {
            balance += line.sen;
            number += 1;
            let figure = |sen: i128| match sen {
                0 => Cell::empty(),
                sen => Cell::money(sen).from([entry.seq]),
            };
            table.push(vec![
                Cell::count(number),
                Cell::date(Some(entry.on)),
                Cell::code(&told.number),
                Cell::text(line.what),
                line.billing,
                figure(line.sen.max(0)),
                figure(-line.sen.min(0)),
                Cell::money(balance).calculated(),
            ]);
        }
    }
    let of_month = first..table.rows.len();
    if of_month.is_empty() {
        table.notes.push(said!("no tax moved in this month", "tidak ada mutasi pajak bulan ini"));
    }
    table.subtotal(of_month, 0, said!("Total of the month", "Jumlah bulan ini"));
    let held = Cell::money(balance).from(entries.iter().map(|entry| entry.seq));
    balance_row(table, said!("Held at the end of the month", "Saldo akhir"), held);
    Ok(())
}

fn balance_row(table: &mut Table, what: Said, balance: Cell) {
    let (none, text) = (Cell::empty, Cell::text(what));
    table.push(vec![none(), none(), none(), text, none(), none(), none(), balance]);
}

/// What an event did to the tax held: one line per tax where its papers say which.
fn lines_of(view: &View, seq: u64, sen: i128, told: &Told) -> Result<Vec<Line>, Unanswered> {
    let whole = |billing: Cell| vec![Line { what: told.what.clone(), billing, sen }];
    match view.facts.fact(seq)?.event {
        Event::TaxDeposited(body) => Ok(whole(Cell::code(body.receipt))),
        Event::Sp2dPaidOut(body) => {
            let deductions = deductions(view, body.spp.0)?;
            let sum: i128 = deductions.iter().map(|it| i128::from(it.amount.sen())).sum();
            // What was withheld and what the account got may differ only in history.
            if sum != sen {
                return Ok(whole(Cell::empty()));
            }
            let line = |it: Deduction| Line {
                what: both(it.tax.label_en(), it.tax.label_id()),
                billing: it.billing.map_or_else(Cell::empty, Cell::code),
                sen: i128::from(it.amount.sen()),
            };
            Ok(deductions.into_iter().map(line).collect())
        }
        _ => Ok(whole(Cell::empty())),
    }
}

/// What an SP2D withholds.
pub(super) fn deductions(view: &View, spp: u64) -> Result<Vec<Deduction>, Unanswered> {
    let Some(sp2d) = view.reading.books.papers_of(spp).sp2d else { return Ok(Vec::new()) };
    Ok(match view.facts.fact(sp2d)?.event {
        Event::Sp2dIssued(body) => body.deductions,
        _ => Vec::new(),
    })
}
