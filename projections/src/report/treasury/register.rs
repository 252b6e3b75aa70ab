//! Registers of SPP, SPM and SP2D: each paper on the day on which it was issued, by kind of
//! request. What was refused or cancelled later stands again on that day, below zero, so that the
//! register of a month never changes.

use jejak_events::date::Date;
use jejak_events::vocabulary::SppKind;
use jejak_events::{Event, Recorded};

use super::book::heading;
use super::scope;
use super::words::{both, kind_of_request};
use crate::report::{Ask, Cell, Column, Kind, Table};
use crate::said;
use crate::said::Said;
use crate::treasury::Spp;
use crate::view::{Unanswered, View};

/// Which paper a register lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    Spp,
    Spm,
    Sp2d,
}

/// Register of SPP.
pub(super) fn spp(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    register(view, ask, Paper::Spp)
}

/// Register of SPM.
pub(super) fn spm(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    register(view, ask, Paper::Spm)
}

/// Register of SP2D.
pub(super) fn sp2d(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    register(view, ask, Paper::Sp2d)
}

/// One line of a register.
struct Entry {
    on: Date,
    seq: u64,
    spp: u64,
    numbers: [String; 3],
    what: Said,
    kind: SppKind,
    sen: i128,
    historical: bool,
}

/// Columns of kinds of request, in their order.
const KINDS: [(&str, &[SppKind]); 6] = [
    ("up", &[SppKind::Up]),
    ("gu", &[SppKind::Gu, SppKind::GuNil]),
    ("tu", &[SppKind::Tu, SppKind::TuNil]),
    ("ls_payroll", &[SppKind::LsPayroll]),
    ("ls_goods", &[SppKind::LsGoods]),
    ("ls_third_party", &[SppKind::LsThirdParty]),
];

fn register(view: &View, ask: &Ask, paper: Paper) -> Result<Table, Unanswered> {
    let year = scope::year(view, ask)?;
    let organisation = scope::organisation(view, ask);
    let days = scope::days(ask, year);
    let mut entries = Vec::new();
    for (seq, spp) in view.reading.state.treasury.spps.iter() {
        let asked = organisation.is_none_or(|it| spp.organisation == it);
        if spp.fiscal_year == year && asked {
            enter(view, ask, paper, days, (seq, spp), &mut entries)?;
        }
    }
    entries.sort_by_key(|entry| (entry.on, entry.seq));
    let mut table = Table::new(name(paper), title(paper), columns(paper));
    let (from, until) = days;
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    let (first, last) = (from.id_id(), until.id_id());
    let period = both(&format!("{from} to {until}"), &format!("{first} s.d. {last}"));
    table.about.push((said!("Days", "Masa"), period));
    if let Some(seq) = organisation {
        let name = scope::organisation_name(view, seq);
        table.about.push((said!("Organisation", "SKPD"), name));
    }
    for historical in [false, true] {
        let of_book = entries.iter().filter(|entry| entry.historical == historical);
        list(&mut table, of_book.collect());
    }
    scope::explain_empty(&mut table, view, from);
    table.signed_by = vec![scope::budget_user(), scope::treasurer()];
    Ok(table)
}

/// The line of a paper, and that of its end.
fn enter(
    view: &View,
    ask: &Ask,
    paper: Paper,
    (from, until): (Date, Date),
    (seq, spp): (u64, &Spp),
    entries: &mut Vec<Entry>,
) -> Result<(), Unanswered> {
    let papers = view.reading.books.papers_of(seq);
    let issued = match paper {
        Paper::Spp => Some(seq),
        Paper::Spm => papers.spm,
        Paper::Sp2d => papers.sp2d,
    };
    let (Some(issued), sen) = (issued, amount(view, ask, spp)) else { return Ok(()) };
    if sen == 0 && ask.source.is_some() {
        return Ok(());
    }
    for (at, ends) in [(Some(issued), false), (papers.ended, true)] {
        let Some(at) = at else { continue };
        let fact = view.facts.fact(at)?;
        let on = fact.envelope.occurred_on;
        if on < from || until < on {
            continue;
        }
        let what = if ends { ended(&fact, spp.kind) } else { described(spp) };
        entries.push(Entry {
            on,
            seq: at,
            spp: seq,
            numbers: numbers(view, seq, spp)?,
            what,
            kind: spp.kind,
            sen: if ends { -sen } else { sen },
            historical: fact.envelope.historical.is_some(),
        });
    }
    Ok(())
}

/// Sen of a request that are of the source asked for. The closing of a TU moves no money: what it
/// accounts for left the treasury with the TU.
fn amount(view: &View, ask: &Ask, spp: &Spp) -> i128 {
    if spp.kind == SppKind::TuNil {
        return 0;
    }
    let Some(source) = ask.source else { return i128::from(spp.sen) };
    if spp.lines.is_empty() {
        let fits = spp.source.is_some_and(|it| it.starts_with(source));
        return if fits { i128::from(spp.sen) } else { 0 };
    }
    let lines = &view.reading.state.budget.lines;
    let fits = |line: &u64| lines.get(line).is_some_and(|it| it.source.starts_with(source));
    spp.lines.iter().filter(|(line, _)| fits(line)).map(|(_, sen)| i128::from(*sen)).sum()
}

fn described(spp: &Spp) -> Said {
    let kind = kind_of_request(spp.kind);
    if spp.kind != SppKind::TuNil {
        return kind;
    }
    let sen = scope::rupiah(spp.sen.into());
    said!(with kind; "{kind}: {sen}, no money moves", "{kind}: {sen}, tanpa pergerakan kas")
}

fn ended(fact: &Recorded, kind: SppKind) -> Said {
    let label = both(fact.event.kind().label_en(), fact.event.kind().label_id());
    let kind = kind_of_request(kind);
    said!(with label, kind; "{label}: {kind}", "{label}: {kind}")
}

/// Numbers of SPP, SPM and SP2D.
pub(super) fn numbers(view: &View, seq: u64, spp: &Spp) -> Result<[String; 3], Unanswered> {
    let requested = match view.facts.fact(seq)?.event {
        Event::SppSubmitted(body) => body.number.to_string(),
        _ => String::new(),
    };
    let ordered = view.reading.books.papers_of(seq).spm.map(|spm| view.facts.fact(spm));
    let ordered = match ordered.transpose()?.map(|fact| fact.event) {
        Some(Event::SpmIssued(body)) => body.number.to_string(),
        _ => String::new(),
    };
    Ok([requested, ordered, spp.sp2d_number.clone().unwrap_or_default()])
}

fn name(paper: Paper) -> &'static str {
    match paper {
        Paper::Spp => "register-spp",
        Paper::Spm => "register-spm",
        Paper::Sp2d => "register-sp2d",
    }
}

fn title(paper: Paper) -> Said {
    match paper {
        Paper::Spp => said!("Register of SPP", "Register SPP"),
        Paper::Spm => said!("Register of SPM", "Register SPM"),
        Paper::Sp2d => said!("Register of SP2D", "Register SP2D"),
    }
}

fn columns(paper: Paper) -> Vec<Column> {
    let dated = match paper {
        Paper::Spp => said!("Date of SPP", "Tanggal SPP"),
        Paper::Spm => said!("Date of SPM", "Tanggal SPM"),
        Paper::Sp2d => said!("Date of SP2D", "Tanggal SP2D"),
    };
    let mut columns = vec![
        Column::new("no", said!("No", "No Urut"), Kind::Count),
        Column::new("date", dated, Kind::Date),
        Column::new("spp_number", said!("Number of SPP", "Nomor SPP"), Kind::Code),
        Column::new("spm_number", said!("Number of SPM", "Nomor SPM"), Kind::Code),
        Column::new("sp2d_number", said!("Number of SP2D", "Nomor SP2D"), Kind::Code),
        Column::new("what", said!("Description", "Uraian"), Kind::Text),
    ];
    let labels = [
        said!("UP", "UP"),
        said!("GU", "GU"),
        said!("TU", "TU"),
        said!("LS payroll", "LS-Gaji"),
        said!("LS goods and services", "LS-Barang&Jasa"),
        said!("LS other third parties", "LS-Pihak Ketiga Lainnya"),
    ];
    for ((key, _), label) in KINDS.iter().zip(labels) {
        let column = Column::new(key, label, Kind::Money).summed();
        columns.push(column.under(said!("Amount", "Jumlah")));
    }
    columns
}

fn list(table: &mut Table, entries: Vec<&Entry>) {
    let Some(first) = entries.first() else { return };
    let historical = first.historical;
    if historical {
        heading(table, scope::history());
    }
    let from = table.rows.len();
    for (number, entry) in (1_u64..).zip(entries) {
        let mut cells = vec![Cell::count(number), Cell::date(Some(entry.on))];
        cells.extend(entry.numbers.iter().map(Cell::code));
        cells.push(Cell::text(entry.what.clone()));
        for (_, kinds) in KINDS {
            cells.push(if kinds.contains(&entry.kind) {
                Cell::money(entry.sen).from([entry.spp, entry.seq])
            } else {
                Cell::empty()
            });
        }
        table.push(cells);
    }
    let label = said!("TOTAL", "JUMLAH");
    table.subtotal(from..table.rows.len(), 0, label);
}
