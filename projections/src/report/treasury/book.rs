//! Buku Kas Umum and the auxiliary books of cash, bank and petty advances: a month of cash entries
//! with a running balance.
//!
//! Money that moves between two accounts of one book stands in it twice, out of one and into the
//! other. History has a balance of its own.

use std::collections::BTreeMap;

use jejak_events::date::Month;
use jejak_events::vocabulary::{CashKind, CashMoveReason};

use super::scope;
use super::words::{both, told};
use crate::posting::CashPlace;
use crate::reading::CashEntry;
use crate::report::{Ask, Cell, Column, Kind, Row, RowKind, Table, terbilang};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// Accounts that a treasurer keeps.
const TREASURERS: &[CashKind] =
    &[CashKind::TreasurerBank, CashKind::TreasurerCash, CashKind::TaxHeld];

/// Buku Kas Umum.
pub(super) fn general(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let title = said!("General cash book (BKU)", "Buku Kas Umum");
    book(view, ask, "bku", title, TREASURERS)
}

/// Cash in hand.
pub(super) fn in_hand(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let title = said!("Auxiliary book: cash in hand", "Buku Pembantu Kas Tunai");
    book(view, ask, "book-cash", title, &[CashKind::TreasurerCash])
}

/// The bank account.
pub(super) fn bank(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let title = said!("Auxiliary book: bank", "Buku Pembantu Bank");
    book(view, ask, "book-bank", title, &[CashKind::TreasurerBank])
}

fn book(
    view: &View,
    ask: &Ask,
    name: &'static str,
    title: Said,
    kinds: &[CashKind],
) -> Result<Table, Unanswered> {
    let month = scope::month(view, ask)?;
    let accounts = scope::accounts(view, ask, kinds)?;
    let mut table = Table::new(name, title, columns());
    about(&mut table, view, &accounts, month);
    let of_book = |entry: &&CashEntry| account_of(entry).is_some_and(|it| accounts.contains(&it));
    for historical in [false, true] {
        let all = view.reading.cash_entries.iter().filter(of_book);
        let entries = all.filter(|entry| entry.historical == historical && entry.month <= month);
        let entries: Vec<&CashEntry> = entries.collect();
        if entries.is_empty() && historical {
            continue;
        }
        if historical {
            heading(&mut table, scope::history());
        }
        let balance = month_of(&mut table, view, month, &entries)?;
        closing(&mut table, view, &accounts, &entries, balance);
    }
    note_empty(&mut table, view, month);
    table.signed_by = vec![scope::budget_user(), scope::treasurer()];
    Ok(table)
}

pub(super) fn account_of(entry: &CashEntry) -> Option<u64> {
    match entry.leg.place {
        CashPlace::Kept(account) => Some(account),
        CashPlace::Outside => None,
    }
}

pub(super) fn columns() -> Vec<Column> {
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("date", said!("Date", "Tanggal"), Kind::Date),
        Column::new("number", said!("Number of evidence", "Nomor Bukti"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
        Column::new("in", said!("Receipts", "Penerimaan"), Kind::Money).summed(),
        Column::new("out", said!("Payments", "Pengeluaran"), Kind::Money).summed(),
        Column::new("balance", said!("Balance", "Saldo"), Kind::Money),
    ]
}

pub(super) fn about(table: &mut Table, view: &View, accounts: &[u64], month: Month) {
    let known = |seq: &u64| view.reading.state.cash.accounts.get(seq).map(|it| (*seq, it));
    let known: Vec<_> = accounts.iter().filter_map(known).collect();
    if let Some((_, first)) = known.first() {
        let name = scope::organisation_name(view, first.organisation);
        table.about.push((said!("Organisation", "SKPD"), name));
    }
    let names = known.iter().map(|(seq, it)| format!("cash-account:{seq} {}", it.name));
    table.about.push((said!("Cash accounts", "Rekening kas"), Said::same(scope::named(names))));
    table.about.push((said!("Month", "Bulan"), both(&month.to_string(), &month.id_id())));
}

pub(super) fn heading(table: &mut Table, what: Said) {
    let mut cells = vec![Cell::empty(); table.columns.len()];
    if let Some(cell) = cells.first_mut() {
        *cell = Cell::text(what);
    }
    table.rows.push(Row { kind: RowKind::Heading, level: 0, cells });
}

/// A row that carries a balance and nothing that is added up.
fn balance_row(table: &mut Table, what: Said, balance: Cell) {
    let (none, text) = (Cell::empty, Cell::text(what));
    table.push(vec![none(), none(), none(), text, none(), none(), balance]);
}

fn sum<'a>(entries: impl IntoIterator<Item = &'a &'a CashEntry>) -> i128 {
    entries.into_iter().map(|entry| i128::from(entry.leg.sen)).sum()
}

fn seqs<'a>(entries: impl IntoIterator<Item = &'a &'a CashEntry>) -> Vec<u64> {
    let mut seqs: Vec<u64> = entries.into_iter().map(|entry| entry.seq).collect();
    seqs.dedup();
    seqs
}

/// Opening balance, the entries of the month, their sums; gives the closing balance.
fn month_of(
    table: &mut Table,
    view: &View,
    month: Month,
    entries: &[&CashEntry],
) -> Result<i128, Unanswered> {
    let (before, mut during): (Vec<&CashEntry>, Vec<&CashEntry>) =
        entries.iter().copied().partition(|entry| entry.month < month);
    during.sort_by_key(|entry| (entry.on, entry.seq));
    let mut balance = sum(&before);
    let opening = Cell::money(balance).from(seqs(&before));
    balance_row(table, said!("Opening balance", "Saldo awal"), opening);
    let first = table.rows.len();
    for (number, entry) in (1_u64..).zip(&during) {
        balance += i128::from(entry.leg.sen);
        let told = told(view, entry.seq)?;
        let (inflow, outflow) = (entry.leg.sen.max(0), entry.leg.sen.min(0).saturating_neg());
        let figure = |sen: i64| match sen {
            0 => Cell::empty(),
            sen => Cell::money(sen).from([entry.seq]),
        };
        table.push(vec![
            Cell::count(number),
            Cell::date(Some(entry.on)),
            Cell::code(told.number),
            Cell::text(told.what),
            figure(inflow),
            figure(outflow),
            Cell::money(balance).calculated(),
        ]);
    }
    let of_month = first..table.rows.len();
    table.subtotal(of_month, 0, said!("Total of the month", "Jumlah bulan ini"));
    Ok(balance)
}

/// Closing balance, and what it consists of.
fn closing(
    table: &mut Table,
    view: &View,
    accounts: &[u64],
    entries: &[&CashEntry],
    balance: i128,
) {
    let all = Cell::money(balance).from(seqs(entries));
    balance_row(table, said!("Closing balance, of which", "Saldo akhir, terdiri dari"), all);
    table.notes.push(terbilang::below(balance));
    let mut of_kind: BTreeMap<&str, (i128, Vec<u64>)> = BTreeMap::new();
    for entry in entries {
        let account = account_of(entry).filter(|account| accounts.contains(account));
        let known = account.and_then(|account| view.reading.state.cash.accounts.get(&account));
        let Some(known) = known else { continue };
        let sums = of_kind.entry(part_of(known.kind)).or_default();
        sums.0 += i128::from(entry.leg.sen);
        sums.1.push(entry.seq);
    }
    let parts = [
        ("cash", said!("a. cash in hand", "a. tunai")),
        ("bank", said!("b. bank", "b. bank")),
        ("paper", said!("c. securities", "c. surat berharga")),
        ("tax", said!("d. tax not yet deposited", "d. pajak belum disetor")),
        ("treasury", said!("e. treasury accounts", "e. rekening kas umum")),
    ];
    for (part, what) in parts {
        match of_kind.remove(part) {
            Some((sen, seqs)) => balance_row(table, what, Cell::money(sen).from(seqs)),
            // No ledger keeps securities of a treasurer; the form asks for the line.
            None if part != "treasury" => balance_row(table, what, Cell::money(0)),
            None => {}
        }
    }
}

fn part_of(kind: CashKind) -> &'static str {
    match kind {
        CashKind::TreasurerCash => "cash",
        CashKind::TreasurerBank | CashKind::Channel => "bank",
        CashKind::TaxHeld => "tax",
        CashKind::Rkud | CashKind::Rkun | CashKind::Donor => "treasury",
    }
}

/// Says that nothing moved in the month.
fn note_empty(table: &mut Table, view: &View, month: Month) {
    let items = table.rows.iter().filter(|row| row.kind == RowKind::Item);
    let numbered = items.filter(|row| row.cells.first() != Some(&Cell::empty()));
    if numbered.count() > 0 {
        return;
    }
    let today = view.today();
    let note = if month.first_day() > today {
        said!(
            "the month begins after {today}, the last day that is known",
            "bulan ini mulai setelah {today}, hari terakhir yang diketahui"
        )
    } else {
        said!("nothing moved in this month", "tidak ada mutasi pada bulan ini")
    };
    table.notes.insert(0, note);
}

/// Petty advances (panjar): given to another account of the treasurer, and given back.
pub(super) fn petty(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let month = scope::month(view, ask)?;
    let accounts = scope::accounts(view, ask, TREASURERS)?;
    let title = said!("Auxiliary book: petty advances (panjar)", "Buku Pembantu Panjar");
    let mut table = Table::new("book-advance", title, columns());
    about(&mut table, view, &accounts, month);
    let panjar = |entry: &&CashEntry| {
        entry.reason == Some(CashMoveReason::Panjar)
            && account_of(entry).is_some_and(|it| accounts.contains(&it))
    };
    let legs: Vec<&CashEntry> =
        view.reading.cash_entries.iter().filter(panjar).filter(|it| it.month <= month).collect();
    // What an account first got as panjar makes it one that holds panjar.
    let mut holds: BTreeMap<u64, bool> = BTreeMap::new();
    for entry in &legs {
        if let Some(account) = account_of(entry) {
            holds.entry(account).or_insert(entry.leg.sen > 0);
        }
    }
    let held = |entry: &&CashEntry| {
        account_of(entry).is_some_and(|it| holds.get(&it).copied().unwrap_or(false))
    };
    for historical in [false, true] {
        let of_book = legs.iter().copied().filter(held);
        let entries: Vec<&CashEntry> =
            of_book.filter(|entry| entry.historical == historical).collect();
        if entries.is_empty() && historical {
            continue;
        }
        if historical {
            heading(&mut table, scope::history());
        }
        let balance = month_of(&mut table, view, month, &entries)?;
        let what = said!("Petty advances not yet given back", "Panjar yang belum kembali");
        balance_row(&mut table, what, Cell::money(balance).from(seqs(&entries)));
    }
    table.notes.push(said!(
        "what was paid out of a petty advance stands in the book of the account that holds it",
        "yang dibayarkan dari panjar ada pada buku rekening yang memegangnya"
    ));
    note_empty(&mut table, view, month);
    table.signed_by = vec![scope::budget_user(), scope::treasurer()];
    Ok(table)
}
