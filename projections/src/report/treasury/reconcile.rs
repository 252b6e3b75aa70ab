//! Berita acara rekonsiliasi: our books of a month beside those of others. What was compared at the
//! time stands as it was recorded; below it the same, from what is known now.

use std::collections::BTreeMap;

use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::vocabulary::{CashKind, Register};
use jejak_events::{DocumentNumber, Event};

use super::scope;
use super::words::both;
use crate::books::{Observed, Sight};
use crate::report::{Ask, Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// The minutes of a month.
pub(super) fn minutes(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let month = scope::month(view, ask)?;
    let account = scope::account(view, ask)?;
    let title = said!("Minutes of reconciliation", "Berita Acara Rekonsiliasi");
    let mut table = Table::new("reconciliation-minutes", title, columns());
    table.about.push((said!("Month", "Bulan"), both(&month.to_string(), &month.id_id())));
    let observed = view.reading.books.observed.iter();
    let of_month: Vec<&Observed> = observed.filter(|it| it.month == month).collect();
    if account.is_none() {
        compared(&mut table, &of_month);
        registers(&mut table, view, month, &of_month)?;
    }
    banks(&mut table, view, month, account, &of_month);
    counts(&mut table, view, account, &of_month);
    scope::explain_empty(&mut table, view, month.first_day());
    table.signed_by =
        vec![scope::treasurer(), said!("Regional finance manager (PPKD)", "PPKD/BUD")];
    Ok(table)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("what", said!("Item", "Pos"), Kind::Text),
        Column::new("ours", said!("According to this ledger", "Menurut buku ini"), Kind::Money),
        Column::new("theirs", said!("According to SIPD or bank", "Menurut SIPD/bank"), Kind::Money),
        Column::new("difference", said!("Difference", "Selisih"), Kind::Money),
        Column::new("explained", said!("Explanation", "Penjelasan"), Kind::Text),
    ]
}

/// An amount with the events behind it.
type Figure = (i128, Vec<u64>);

fn row(table: &mut Table, what: Said, ours: Figure, theirs: Figure, explained: Said) {
    let difference = ours.0 - theirs.0;
    table.push(vec![
        Cell::text(what),
        Cell::money(ours.0).from(ours.1),
        Cell::money(theirs.0).from(theirs.1),
        Cell::money(difference).calculated(),
        Cell::text(explained),
    ]);
}

/// What was compared and recorded then.
fn compared(table: &mut Table, observed: &[&Observed]) {
    for it in observed {
        let Sight::Compared(register, ours, theirs) = it.what else { continue };
        let name = register_name(register);
        let what = said!(with name; "{name}, as recorded", "{name}, sebagaimana dicatat");
        let seq = vec![it.seq];
        let same = if ours == theirs { said!("agrees", "cocok") } else { differs() };
        row(table, what, (ours.into(), seq.clone()), (theirs.into(), seq), same);
    }
}

fn register_name(register: Register) -> Said {
    both(register.label_en(), register.label_id())
}

fn differs() -> Said {
    said!("to be explained", "belum dijelaskan")
}

/// SP2D of the month here and in the other system: together, and those that only one side knows.
fn registers(
    table: &mut Table,
    view: &View,
    month: Month,
    observed: &[&Observed],
) -> Result<(), Unanswered> {
    let mut theirs: Rows = BTreeMap::new();
    for it in observed.iter().filter(|it| matches!(it.what, Sight::Sp2d(_))) {
        if let Event::Sp2dRowObserved(body) = view.facts.fact(it.seq)?.event {
            let (sen, shown) = (body.amount.sen().into(), body.number.to_string());
            theirs.insert(body.number.normalised(), (sen, it.seq, shown));
        }
    }
    if theirs.is_empty() {
        return Ok(());
    }
    let (ours, elsewhere) = our_sp2d(view, month, &theirs)?;
    let sum = |all: &Rows| -> Figure {
        let sen = all.values().map(|(sen, ..)| *sen).sum();
        (sen, all.values().map(|(_, seq, _)| *seq).collect())
    };
    let what = said!("SP2D issued in the month", "SP2D terbit bulan ini");
    let same = ours.len() == theirs.len()
        && ours.iter().all(|(number, row)| theirs.get(number).is_some_and(|it| it.0 == row.0));
    let told = if same { said!("agrees", "cocok") } else { below() };
    row(table, what, sum(&ours), sum(&theirs), told);
    for (number, (sen, seq, shown)) in &theirs {
        let here = ours.get(number);
        if here.is_some_and(|(ours, ..)| ours == sen) {
            continue;
        }
        let known = elsewhere.get(number).filter(|_| here.is_none());
        let told = match (here, known) {
            (Some(_), _) => said!("other amount", "nilai berbeda"),
            (None, Some(day)) => said!("issued here on {day}", "di sini terbit {day}"),
            (None, None) => said!("unknown to this ledger", "tidak dikenal buku ini"),
        };
        let ours = here.map_or((0, Vec::new()), |(sen, seq, _)| (*sen, vec![*seq]));
        row(table, Said::same(format!("SP2D {shown}")), ours, (*sen, vec![*seq]), told);
    }
    let missing = ours.iter().filter(|(number, _)| !theirs.contains_key(*number));
    for (_, (sen, seq, shown)) in missing {
        let told = said!("not in their register", "tidak ada di register mereka");
        row(table, Said::same(format!("SP2D {shown}")), (*sen, vec![*seq]), (0, vec![]), told);
    }
    Ok(())
}

fn below() -> Said {
    said!("see the rows below", "lihat baris di bawah")
}

/// SP2D by normalised number: sen, event, number as written.
type Rows = BTreeMap<String, (i128, u64, String)>;

/// Our SP2D of the month, and the days of others in its year or in their register.
type Ours = (Rows, BTreeMap<String, Date>);

fn our_sp2d(view: &View, month: Month, theirs: &Rows) -> Result<Ours, Unanswered> {
    let (mut of_month, mut others) = (BTreeMap::new(), BTreeMap::new());
    let year = FiscalYear::of(month.first_day());
    for (seq, spp) in view.reading.state.treasury.spps.iter() {
        let number = spp.sp2d_number.as_deref().and_then(|it| it.parse::<DocumentNumber>().ok());
        let known = number.is_some_and(|number| theirs.contains_key(&number.normalised()));
        if spp.fiscal_year != year && !known {
            continue;
        }
        let papers = view.reading.books.papers_of(seq);
        let Some(issued) = papers.sp2d.filter(|_| papers.ended.is_none()) else { continue };
        let fact = view.facts.fact(issued)?;
        let Event::Sp2dIssued(body) = fact.event else { continue };
        let (on, number) = (fact.envelope.occurred_on, body.number.normalised());
        if on.month_key() == month {
            of_month.insert(number, (i128::from(spp.sen), issued, body.number.to_string()));
        } else {
            others.insert(number, on);
        }
    }
    Ok((of_month, others))
}

/// What moved in an account of a bank, here and on the bank's statement.
fn banks(
    table: &mut Table,
    view: &View,
    month: Month,
    account: Option<u64>,
    observed: &[&Observed],
) {
    let mut theirs: BTreeMap<(u64, bool), Figure> = BTreeMap::new();
    for it in observed {
        let Sight::Bank(at, sen) = it.what else { continue };
        if account.is_none_or(|account| account == at) {
            let figure = theirs.entry((at, sen < 0)).or_default();
            figure.0 += i128::from(sen.saturating_abs());
            figure.1.push(it.seq);
        }
    }
    for ((at, out), figure) in theirs {
        let Some(known) = view.reading.state.cash.accounts.get(&at) else { continue };
        let entries = view.reading.cash_entries.iter().filter(|entry| {
            let kept = super::book::account_of(entry) == Some(at);
            kept && entry.on.month_key() == month && (entry.leg.sen < 0) == out
        });
        let ours = entries.fold((0, Vec::new()), |mut ours: Figure, entry| {
            ours.0 += i128::from(entry.leg.sen).abs();
            ours.1.push(entry.seq);
            ours
        });
        let name = &known.name;
        let what = if out {
            said!("{name}: out", "{name}: keluar")
        } else {
            said!("{name}: in", "{name}: masuk")
        };
        let told = if ours.0 == figure.0 { said!("agrees", "cocok") } else { differs() };
        row(table, what, ours, figure, told);
    }
}

/// Cash counted beside what the book said.
fn counts(table: &mut Table, view: &View, account: Option<u64>, observed: &[&Observed]) {
    for it in observed {
        let Sight::Count(at, counted, book) = it.what else { continue };
        if account.is_some_and(|account| account != at) {
            continue;
        }
        let known = view.reading.state.cash.accounts.get(&at);
        let name = known.map_or_else(String::new, |known| known.name.clone());
        let kind = known.map_or(CashKind::TreasurerCash, |known| known.kind);
        let kind = both(kind.label_en(), kind.label_id());
        let what = said!(with kind; "{name} ({kind}): counted", "{name} ({kind}): kas opname");
        let seq = vec![it.seq];
        let told = if counted == book { said!("agrees", "cocok") } else { differs() };
        row(table, what, (book.into(), seq.clone()), (counted.into(), seq), told);
    }
}
