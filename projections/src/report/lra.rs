//! LRA (laporan realisasi anggaran): the budget of a year and what was spent of it, by account with
//! subtotals of every level. Cash basis; own lines only.
//!
//! Not here: revenue and financing, which are no business of a social agency's ledger.

use std::collections::BTreeMap;

use jejak_events::date::FiscalYear;
use jejak_events::vocabulary::CeilingBasis;
use jejak_events::{AccountCode, Event, Stage};

use super::accounts;
use super::asked::{self, money, posted};
use super::catalogue::{Ask, Asked, Report};
use super::table::{Column, Kind, Row, RowKind, Table};
use super::value::{Cell, Value};
use crate::balances::{Book, Dimension};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

pub(super) const REPORTS: &[Report] = &[Report {
    name: "lra",
    en: "Budget realisation report (LRA)",
    id: "Laporan Realisasi Anggaran",
    needs: &[Asked::Year],
    takes: &[Asked::Organisation, Asked::Programme, Asked::Source, Asked::Region],
    make,
}];

/// What is known of an account, or of all below one.
#[derive(Debug, Clone, Default)]
struct Figures {
    /// Sen of ceilings as the first budget set them, and the events that did.
    first: i128,
    set_by: Vec<u64>,
    /// Sen of ceilings in force.
    ceiling: i128,
    /// Sen spent, net of contra-posts.
    realised: i128,
    /// Sen spent in the year before.
    before: i128,
}

impl Figures {
    fn add(&mut self, other: &Figures) {
        self.first += other.first;
        self.set_by.extend(&other.set_by);
        self.ceiling += other.ceiling;
        self.realised += other.realised;
        self.before += other.before;
    }
}

type Accounts = BTreeMap<AccountCode, Figures>;

/// Where the year before is known from; nowhere, if neither the ledger nor an import has it.
struct Before {
    ask: Option<Ask>,
    book: Book,
}

fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = asked::year(ask)?;
    let (accounts, before) = collect(view, ask, year)?;
    let title = said!("Budget realisation report, {year}", "Laporan Realisasi Anggaran {year}");
    let mut table = Table::new("lra", title, columns(year));
    table.about = asked::about(view, ask);
    let report = Lra { ask, before };
    report.level(&mut table, 1, &accounts);
    let mut all = Figures::default();
    accounts.values().for_each(|figures| all.add(figures));
    let mut cells = report.cells(None, &all);
    cells[0] = Cell::text(said!("TOTAL", "JUMLAH"));
    table.rows.push(Row { kind: RowKind::Total, level: 0, cells });
    table.notes = notes(&report.before);
    table.signed_by = vec![said!("Head of the agency (PA)", "Pengguna Anggaran")];
    Ok(table)
}

fn columns(year: FiscalYear) -> Vec<Column> {
    let group = || said!("budget", "anggaran");
    let before = year.year().saturating_sub(1);
    vec![
        Column::new("account", said!("account code", "kode rekening"), Kind::Code),
        Column::new("name", said!("description", "uraian"), Kind::Text),
        Column::new("budget_first", said!("first", "murni"), Kind::Money).summed().under(group()),
        Column::new("budget", said!("amended", "setelah perubahan"), Kind::Money)
            .summed()
            .under(group()),
        Column::new("realised", said!("realised {year}", "realisasi {year}"), Kind::Money).summed(),
        Column::new("over_under", said!("over/(under)", "lebih/(kurang)"), Kind::Money).summed(),
        Column::new("percent", said!("%", "%"), Kind::Percent),
        Column::new(
            "realised_before",
            said!("realised {before}", "realisasi {before}"),
            Kind::Money,
        )
        .summed(),
    ]
}

fn collect(view: &View, ask: &Ask, year: FiscalYear) -> Result<(Accounts, Before), Unanswered> {
    let mut accounts = Accounts::new();
    let by = [Dimension::Line];
    let state = &view.reading.state;
    for row in asked::rows(view, ask, &by).iter().filter(|row| row.book == Book::Own) {
        let line = row.key.first().and_then(|key| key.parse::<u64>().ok());
        let Some((seq, line)) = line.and_then(|seq| Some((seq, state.budget.lines.get(&seq)?)))
        else {
            continue;
        };
        let figures = accounts.entry(line.account).or_default();
        figures.ceiling += row.ceiling();
        figures.realised += row.realised();
        let fact = view.facts.fact(seq)?;
        if let Event::BudgetCeilingSet(body) = &fact.event
            && !is_amended(body.basis)
        {
            figures.first += i128::from(body.amount.sen());
            figures.set_by.push(seq);
        }
    }
    let before = add_before(view, ask, year, &mut accounts);
    Ok((accounts, before))
}

/// Whether a ceiling was set by the amended budget: such a line was not in the first.
fn is_amended(basis: CeilingBasis) -> bool {
    basis == CeilingBasis::Dppa
}

/// The year before: from own lines, else from history that was taken over.
fn add_before(view: &View, ask: &Ask, year: FiscalYear, accounts: &mut Accounts) -> Before {
    let Some(last) = FiscalYear::new(year.year().saturating_sub(1)) else {
        return Before { ask: None, book: Book::Own };
    };
    let of_last = Ask { year: Some(last), ..ask.clone() };
    let rows = asked::rows(view, &of_last, &[Dimension::Account]);
    let known = |book| rows.iter().any(|row| row.book == book);
    let Some(book) = [Book::Own, Book::Historical].into_iter().find(|book| known(*book)) else {
        return Before { ask: None, book: Book::Own };
    };
    for row in rows.iter().filter(|row| row.book == book) {
        let Some(account) = row.key.first().and_then(|key| key.parse().ok()) else { continue };
        accounts.entry(account).or_default().before += row.realised();
    }
    Before { ask: Some(of_last), book }
}

struct Lra<'a> {
    ask: &'a Ask,
    before: Before,
}

impl Lra<'_> {
    /// Adds the accounts of a level with all below them, each above its parts.
    fn level(&self, table: &mut Table, level: u8, accounts: &Accounts) {
        let mut groups: BTreeMap<AccountCode, Accounts> = BTreeMap::new();
        for (account, figures) in accounts {
            let above = account.prefix(level).unwrap_or(*account);
            groups.entry(above).or_default().insert(*account, figures.clone());
        }
        for (code, below) in groups {
            let mut sum = Figures::default();
            below.values().for_each(|figures| sum.add(figures));
            let place = table.rows.len();
            let depth = level.saturating_sub(1);
            let cells = self.cells(Some(code), &sum);
            table.rows.push(Row { kind: RowKind::Item, level: depth, cells });
            if below.len() == 1 && below.contains_key(&code) {
                continue;
            }
            self.level(table, level.saturating_add(1), &below);
            let parts = place.saturating_add(1)..table.rows.len();
            if let Some(row) = table.rows.get_mut(place) {
                row.kind = RowKind::Subtotal(parts);
            }
        }
    }

    /// The cells of an account with all below it, or of all accounts.
    fn cells(&self, code: Option<AccountCode>, figures: &Figures) -> Vec<Cell> {
        let text = code.map(|code| code.to_string());
        let only: Vec<(Dimension, &str)> =
            text.as_deref().map(|code| (Dimension::Account, code)).into_iter().collect();
        let of = |ask: &Ask, book, stages: Vec<Stage>| posted(ask, book, stages, &only);
        let before = match &self.before.ask {
            Some(ask) => money(figures.before, of(ask, self.before.book, asked::realised())),
            None => Cell::of(Value::Unknown),
        };
        let name = code.and_then(accounts::name_of);
        vec![
            code.map_or_else(Cell::empty, Cell::code),
            if code.is_some() { asked::name_or_unknown(name) } else { Cell::empty() },
            Cell::money(figures.first).from(figures.set_by.iter().copied()),
            money(figures.ceiling, of(self.ask, Book::Own, vec![Stage::Ceiling])),
            money(figures.realised, of(self.ask, Book::Own, asked::realised())),
            Cell::money(figures.realised - figures.ceiling).calculated(),
            Cell::share(figures.realised, figures.ceiling),
            before,
        ]
    }
}

fn notes(before: &Before) -> Vec<Said> {
    let mut notes = vec![said!(
        "own lines only; over/(under) is what was realised less the amended budget; spending is \
         net of contra-posts",
        "baris anggaran sendiri saja; lebih/(kurang) adalah realisasi dikurangi anggaran setelah \
         perubahan; belanja setelah dikurangi kontra-pos"
    )];
    match (&before.ask, before.book) {
        (None, _) => notes.push(said!(
            "the year before is unknown: neither recorded here nor taken over",
            "tahun sebelumnya tidak diketahui: tidak dicatat di sini dan tidak diambil alih"
        )),
        (Some(_), Book::Historical) => notes.push(said!(
            "the year before is history taken over from other books",
            "tahun sebelumnya adalah riwayat yang diambil alih dari buku lain"
        )),
        _ => {}
    }
    notes
}
