//! Berita acara rekonsiliasi: our books of a month beside those of others. What was compared at the
//! time stands as it was recorded; below it the same, from what is known now.

use jejak_events::Event;
use jejak_events::date::Month;
use jejak_events::vocabulary::{CashKind, Register};

use super::scope;
use super::words::both;
use crate::books::{Observed, Sight};
use crate::reconcile::{self, Class, Line, Pair};
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
        registers(&mut table, view, month)?;
    }
    banks(&mut table, view, month, account)?;
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

/// SP2D of the month here and in the other system: together, and each that does not agree.
fn registers(table: &mut Table, view: &View, month: Month) -> Result<(), Unanswered> {
    if !reconcile::served(view, &[])?.contains_key(&month) {
        return Ok(());
    }
    let made = reconcile::sp2d(view, &[])?.of_month(month);
    let what = said!("SP2D issued in the month", "SP2D terbit bulan ini");
    sums(table, what, &made.pairs, 1);
    for pair in &made.pairs {
        let written = |line: &Line| match view.facts.fact(line.seq())?.event {
            Event::Sp2dRowObserved(body) => Ok(body.number.to_string()),
            Event::Sp2dIssued(body) => Ok(body.number.to_string()),
            _ => Ok(line.number.clone()),
        };
        if let Some(line) = pair.theirs.as_ref().or(pair.ours.as_ref()) {
            let number = written(line)?;
            one(table, Said::same(format!("SP2D {number}")), pair, 1);
        }
    }
    Ok(())
}

/// What moved in an account of a bank, here and on the bank's statement: together by direction, and
/// each line that does not agree.
fn banks(
    table: &mut Table,
    view: &View,
    month: Month,
    account: Option<u64>,
) -> Result<(), Unanswered> {
    let asked = |it: &u64| account.is_none_or(|account| account == *it);
    for at in reconcile::accounts_of_statements(view).into_iter().filter(asked) {
        let Some(known) = view.reading.state.cash.accounts.get(&at) else { continue };
        let made = reconcile::bank(view, at, &[])?.of_month(month);
        if made.pairs.iter().all(|pair| pair.theirs.is_none()) {
            continue;
        }
        let leaves = |pair: &Pair| {
            pair.theirs.as_ref().or(pair.ours.as_ref()).is_some_and(|line| line.sen < 0)
        };
        let (out, into): (Vec<Pair>, Vec<Pair>) = made.pairs.into_iter().partition(leaves);
        let name = &known.name;
        for (pairs, sign) in [(into, 1), (out, -1)] {
            let what = match sign {
                1 => said!("{name}: in", "{name}: masuk"),
                _ => said!("{name}: out", "{name}: keluar"),
            };
            if !pairs.is_empty() {
                sums(table, what.clone(), &pairs, sign);
            }
            for pair in &pairs {
                let line = pair.theirs.as_ref().or(pair.ours.as_ref());
                let on = line.map_or_else(String::new, |line| line.on.to_string());
                one(table, said!(with what; "{what}, {on}", "{what}, {on}"), pair, sign);
            }
        }
    }
    Ok(())
}

/// Both sums of some pairs; `sign` is -1 where what left is to be shown above zero.
fn sums(table: &mut Table, what: Said, pairs: &[Pair], sign: i128) {
    let sum = |side: fn(&Pair) -> Option<&Line>| -> Figure {
        let lines = || pairs.iter().filter_map(side);
        let sen: i128 = lines().map(|line| i128::from(line.sen)).sum();
        (sen * sign, lines().flat_map(|line| line.seqs.iter().copied()).collect())
    };
    let same = pairs.iter().all(|pair| pair.class == Class::Matched);
    let told = if same { said!("agrees", "cocok") } else { below() };
    row(table, what, sum(|pair| pair.ours.as_ref()), sum(|pair| pair.theirs.as_ref()), told);
}

/// A pair, unless both sides say the same.
fn one(table: &mut Table, what: Said, pair: &Pair, sign: i128) {
    let day = pair.elsewhere.as_ref().map(|line| line.on);
    let told = match (pair.class, day) {
        (Class::Matched, _) => return,
        (Class::Differs, _) => said!("other amount", "nilai berbeda"),
        (Class::MissingHere, Some(day)) => said!("here on {day}", "di sini {day}"),
        (Class::MissingThere, Some(day)) => said!("there on {day}", "di sana {day}"),
        (Class::MissingHere, None) => said!("unknown to this ledger", "tidak dikenal buku ini"),
        (Class::MissingThere, None) => {
            said!("not in their register", "tidak ada di register mereka")
        }
        (Class::Double, _) => said!("stands twice", "tercatat ganda"),
    };
    let figure = |line: Option<&Line>| -> Figure {
        line.map_or((0, Vec::new()), |line| (i128::from(line.sen) * sign, line.seqs.clone()))
    };
    row(table, what, figure(pair.ours.as_ref()), figure(pair.theirs.as_ref()), told);
}

fn below() -> Said {
    said!("see the rows below", "lihat baris di bawah")
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
