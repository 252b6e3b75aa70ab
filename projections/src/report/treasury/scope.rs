//! What a treasury report is asked for, and what there is where that is nothing.

use std::collections::BTreeSet;

use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::vocabulary::{CashKind, Standing};
use jejak_events::{Object, Tag};

use crate::budget::Line;
use crate::report::accounts::described;
pub(super) use crate::report::asked::named;
use crate::report::asked::{known, name_or_unknown};
use crate::report::{Ask, Cell, Table};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// Fiscal years that have budget lines of ours.
fn years(view: &View) -> BTreeSet<FiscalYear> {
    let lines = view.reading.state.budget.lines.iter();
    let own = lines.filter(|(_, line)| line.standing == Standing::Own);
    own.map(|(_, line)| line.fiscal_year).collect()
}

/// The year asked for, or that of the month; one that has budget lines.
pub(super) fn year(view: &View, ask: &Ask) -> Result<FiscalYear, Unanswered> {
    let of_month = || ask.month.map(|month| FiscalYear::of(month.first_day()));
    let years = years(view);
    let known = named(years.iter().map(FiscalYear::to_string));
    let Some(year) = ask.year.or_else(of_month) else {
        return Err(Unanswered::Wrong(said!(
            "--year: expected a fiscal year, found none; years that have budget lines: {known}",
            "--year: seharusnya tahun anggaran, tidak ditemukan; tahun yang memiliki anggaran: \
             {known}"
        )));
    };
    if let Some(month) = ask.month.filter(|month| FiscalYear::of(month.first_day()) != year) {
        return Err(Unanswered::Wrong(said!(
            "--month: expected a month of {year}, found {month}; leave out one of the two",
            "--month: seharusnya bulan dalam {year}, ditemukan {month}; hilangkan salah satunya"
        )));
    }
    if years.contains(&year) {
        return Ok(year);
    }
    Err(Unanswered::Wrong(said!(
        "--year: expected a fiscal year that has budget lines ({known}), found {year}",
        "--year: seharusnya tahun anggaran yang memiliki anggaran ({known}), ditemukan {year}"
    )))
}

/// The month asked for.
pub(super) fn month(view: &View, ask: &Ask) -> Result<Month, Unanswered> {
    ask.month.ok_or_else(|| {
        let now = view.today().month_key();
        Unanswered::Wrong(said!(
            "--month: expected a month such as {now}, found none",
            "--month: seharusnya bulan seperti {now}, tidak ditemukan"
        ))
    })
}

/// The organisation asked for, by the event that registered it.
pub(super) fn organisation(view: &View, ask: &Ask) -> Option<u64> {
    let code = ask.organisation.as_ref()?;
    view.reading.state.reference.organisation_codes.get(code).copied()
}

/// Code of an organisation.
pub(super) fn organisation_code(view: &View, seq: u64) -> String {
    let known = view.reading.state.reference.organisations.get(&seq);
    known.map_or_else(|| "-".to_owned(), |known| known.code.to_string())
}

/// Name of an organisation with its code.
pub(super) fn organisation_name(view: &View, seq: u64) -> Said {
    let known = view.reading.state.reference.organisations.get(&seq);
    Said::same(known.map_or_else(String::new, |it| format!("{} {}", it.code, it.name)))
}

/// A line that a report is about: its number and what it is.
pub(super) type Known<'a> = (u64, &'a Line);

/// Our lines of a year that were asked for, by organisation, activity, account and source.
pub(super) fn lines<'a>(
    view: &View<'a>,
    ask: &Ask,
    year: FiscalYear,
) -> Result<Vec<Known<'a>>, Unanswered> {
    // The cash plan is asked for past the catalogue, which refuses what nobody registered.
    known(view, ask)?;
    let organisation = organisation(view, ask);
    let fits = |line: &Line| {
        line.fiscal_year == year
            && line.standing == Standing::Own
            && organisation.is_none_or(|seq| line.organisation == seq)
            && ask.programme.as_ref().is_none_or(|code| line.programme == *code)
            && ask.source.is_none_or(|source| line.source.starts_with(source))
    };
    let all = view.reading.state.budget.lines.iter();
    let mut lines: Vec<Known<'a>> = all.filter(|(_, line)| fits(line)).collect();
    lines.sort_by_key(|(seq, line)| {
        (line.organisation, line.activity, line.account, line.source, *seq)
    });
    Ok(lines)
}

/// Kode rekening of a line in words.
pub(super) fn account_name(line: &Line) -> Cell {
    name_or_unknown(described(line.account).as_deref())
}

/// What a line is for: the programme that it serves.
pub(super) fn line_name(view: &View, line: &Line) -> Said {
    let known = view.reading.state.reference.programmes.get(&line.programme);
    Said::same(known.map_or_else(|| line.programme.to_string(), |known| known.name.clone()))
}

/// The request asked for.
pub(super) fn request(view: &View, ask: &Ask) -> Result<u64, Unanswered> {
    let spps = &view.reading.state.treasury.spps;
    match &ask.of {
        Some(Tag::Object(Object::Spp, seq)) if spps.contains(seq) => Ok(*seq),
        asked => {
            let found = asked.as_ref().map_or_else(|| "-".to_owned(), Tag::to_string);
            let recent: Vec<u64> = spps.iter().map(|(seq, _)| seq).collect();
            let recent = named(recent.iter().rev().take(5).map(|seq| format!("spp:{seq}")));
            Err(Unanswered::Wrong(said!(
                "--of: expected a payment request such as {recent}, found {found}; see `jejak \
                 report register-sp2d`",
                "--of: seharusnya SPP seperti {recent}, ditemukan {found}; lihat `jejak report \
                 register-sp2d`"
            )))
        }
    }
}

/// The cash account asked for.
pub(super) fn account(view: &View, ask: &Ask) -> Result<Option<u64>, Unanswered> {
    let accounts = &view.reading.state.cash.accounts;
    match &ask.of {
        None => Ok(None),
        Some(Tag::Object(Object::CashAccount, seq)) if accounts.contains(seq) => Ok(Some(*seq)),
        Some(found) => {
            let known = accounts.iter().map(|(seq, it)| format!("cash-account:{seq} {}", it.name));
            let known = named(known);
            Err(Unanswered::Wrong(said!(
                "--of: expected a cash account ({known}), found {found}",
                "--of: seharusnya rekening kas ({known}), ditemukan {found}"
            )))
        }
    }
}

/// Accounts of some kinds: the one asked for, or those of the organisation asked for; of the only
/// organisation that has such, where none was asked for.
pub(super) fn accounts(view: &View, ask: &Ask, kinds: &[CashKind]) -> Result<Vec<u64>, Unanswered> {
    if let Some(account) = account(view, ask)? {
        return Ok(vec![account]);
    }
    let organisation = organisation(view, ask);
    let all = || {
        let accounts = view.reading.state.cash.accounts.iter();
        accounts.filter(|(_, account)| kinds.contains(&account.kind))
    };
    let owners: BTreeSet<u64> = all().map(|(_, account)| account.organisation).collect();
    let owner = organisation.or_else(|| owners.first().copied().filter(|_| owners.len() == 1));
    let of_owner = all().filter(|(_, account)| Some(account.organisation) == owner);
    let found: Vec<u64> = of_owner.map(|(seq, _)| seq).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let known = named(owners.iter().map(|seq| organisation_code(view, *seq)));
    Err(Unanswered::Wrong(said!(
        "--organisation: expected one that keeps such a cash account ({known}), or --of with a \
         cash account",
        "--organisation: seharusnya yang memiliki rekening kas seperti itu ({known}), atau --of \
         dengan rekening kas"
    )))
}

/// Days that a report covers: those asked for, else the month, else the year.
pub(super) fn days(ask: &Ask, year: FiscalYear) -> (Date, Date) {
    let of_month = ask.month.map(|month| (month.first_day(), month.last_day()));
    ask.days.or(of_month).unwrap_or((year.first_day(), year.last_day()))
}

/// Says why a table is empty.
pub(super) fn explain_empty(table: &mut Table, view: &View, first: Date) {
    if !table.rows.is_empty() {
        return;
    }
    let today = view.today();
    table.notes.push(if first > today {
        said!(
            "nothing: the period begins after {today}, the last day that is known",
            "tidak ada: masa ini mulai setelah {today}, hari terakhir yang diketahui"
        )
    } else {
        said!("nothing was recorded for this period", "tidak ada catatan untuk masa ini")
    });
}

/// An amount in a sentence.
pub(super) fn rupiah(sen: i128) -> String {
    i64::try_from(sen)
        .map_or_else(|_| sen.to_string(), |sen| jejak_events::Rupiah::from_sen(sen).id_id())
}

/// Heading of rows that were taken over from other books.
pub(super) fn history() -> Said {
    said!("History taken over from other books", "Riwayat yang diambil alih dari buku lain")
}

/// Offices that sign, by what they are.
pub(super) fn budget_user() -> Said {
    said!("Budget user (PA/KPA)", "Pengguna Anggaran/Kuasa Pengguna Anggaran")
}

/// The treasurer who signs.
pub(super) fn treasurer() -> Said {
    said!("Spending treasurer", "Bendahara Pengeluaran")
}
