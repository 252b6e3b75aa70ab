//! Kartu kendali kegiatan: ceiling, realisation and what is left, line by line of each sub-activity.

use std::collections::BTreeMap;

use jejak_events::ActivityCode;
use jejak_events::Stage;
use jejak_events::date::Month;

use super::book::heading;
use super::scope::{self, Known};
use super::spent::{self, Key, Sum, Way};
use crate::balances::{Book, Dimension};
use crate::report::{Ask, Cell, Column, Kind, Posted, Table};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// What a line has spent, by way.
type Spent = BTreeMap<Key, BTreeMap<Way, Sum>>;

/// The card.
pub(super) fn card(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = scope::year(view, ask)?;
    let lines = scope::lines(view, ask, year)?;
    let ceilings = spent::ceilings(view, year, ask.month);
    let mut paid = Spent::new();
    for one in spent::by_treasury(view, year, ask.month) {
        let of_line = paid.entry((one.line, one.historical)).or_default();
        of_line.entry(Way::of(one.kind)).or_default().add(one);
    }
    let title = said!("Control card of activities", "Kartu Kendali Kegiatan");
    let mut table = Table::new("activity-card", title, columns());
    table.about.push((said!("Fiscal year", "Tahun anggaran"), Said::same(year)));
    if let Some(month) = ask.month {
        let until = super::words::both(&month.to_string(), &month.id_id());
        table.about.push((said!("Up to the month", "Sampai dengan bulan"), until));
    }
    for historical in [false, true] {
        let has = |line: &&Known| {
            let key = (line.0, historical);
            ceilings.contains_key(&key) || paid.contains_key(&key)
        };
        let of_book: Vec<Known> = lines.iter().filter(has).copied().collect();
        if of_book.is_empty() {
            continue;
        }
        if historical {
            heading(&mut table, scope::history());
        }
        let from = table.rows.len();
        for activity in of_book.chunk_by(|(_, a), (_, b)| same_activity(a, b)) {
            list(&mut table, view, activity, historical, &ceilings, &paid, ask.month);
        }
        let label = said!("TOTAL", "JUMLAH");
        with_share(&mut table, from, 0, label);
    }
    note_advances(&mut table, view, &lines);
    scope::explain_empty(&mut table, view, year.first_day());
    table.signed_by = vec![
        scope::budget_user(),
        said!("Technical activity officer (PPTK)", "Pejabat Pelaksana Teknis Kegiatan"),
    ];
    Ok(table)
}

fn same_activity(a: &crate::budget::Line, b: &crate::budget::Line) -> bool {
    (a.organisation, a.activity) == (b.organisation, b.activity)
}

fn columns() -> Vec<Column> {
    let realised = || said!("Realised", "Realisasi");
    let money = |key, label| Column::new(key, label, Kind::Money).summed();
    vec![
        Column::new("no", said!("No", "No"), Kind::Count),
        Column::new("account", said!("Account", "Kode Rekening"), Kind::Code),
        Column::new("what", said!("Description", "Uraian Belanja"), Kind::Text),
        Column::new("programme", said!("Programme", "Program"), Kind::Text),
        Column::new("source", said!("Source", "Sumber Dana"), Kind::Code),
        money("ceiling", said!("Ceiling", "Pagu")),
        money("up_gu", said!("UP/GU", "UP/GU")).under(realised()),
        money("tu", said!("TU", "TU")).under(realised()),
        money("ls", said!("LS", "LS")).under(realised()),
        money("unknown", said!("Not known", "Tidak diketahui")).under(realised()),
        money("left", said!("Left", "Sisa")),
        Column::new("share", said!("Absorbed %", "Serapan %"), Kind::Percent),
    ]
}

/// The lines of one sub-activity with their heading and sum.
fn list(
    table: &mut Table,
    view: &View,
    lines: &[Known],
    historical: bool,
    ceilings: &BTreeMap<Key, i128>,
    paid: &Spent,
    until: Option<Month>,
) {
    let Some((_, first)) = lines.first() else { return };
    heading(table, activity_name(view, first.organisation, first.activity));
    let from = table.rows.len();
    for (number, (seq, line)) in (1_u64..).zip(lines) {
        let key = (*seq, historical);
        let none = BTreeMap::new();
        let ways = paid.get(&key).unwrap_or(&none);
        let of = |way: Way| ways.get(&way).cloned().unwrap_or_default();
        let sums = [
            of(Way::Advance),
            of(Way::Additional),
            of(Way::Payroll).and(&of(Way::Direct)),
            of(Way::Unknown),
        ];
        let ceiling = ceilings.get(&key).copied().unwrap_or(0);
        let realised: i128 = sums.iter().map(|sum| sum.sen).sum();
        let mut cells = vec![
            Cell::count(number),
            Cell::code(line.account),
            scope::account_name(line),
            Cell::text(scope::line_name(view, line)),
            Cell::code(line.source),
            Cell::money(ceiling).posted(of_ceiling(*seq, historical, until)),
        ];
        cells.extend(sums.iter().map(Sum::cell));
        cells.push(Cell::money(ceiling - realised).calculated());
        cells.push(Cell::share(realised, ceiling));
        table.push(cells);
    }
    with_share(table, from, 1, said!("Total of the sub-activity", "Jumlah sub kegiatan"));
}

/// Where a ceiling comes from.
pub(super) fn of_ceiling(line: u64, historical: bool, until: Option<Month>) -> Posted {
    Posted {
        book: Some(if historical { Book::Historical } else { Book::Own }),
        stages: vec![Stage::Ceiling],
        only: vec![(Dimension::Line, line.to_string())],
        days: spent::days_until(until),
        ..Posted::default()
    }
}

/// Organisation, programme, activity and sub-activity by their codes.
pub(super) fn activity_name(view: &View, organisation: u64, activity: ActivityCode) -> Said {
    let organisation = scope::organisation_code(view, organisation);
    let programme = activity.programme().map_or_else(String::new, |code| code.to_string());
    said!(
        "{organisation}: programme {programme}, sub-activity {activity}",
        "{organisation}: program {programme}, sub kegiatan {activity}"
    )
}

/// Sums of the items from a row on, with what part of the ceiling was spent.
fn with_share(table: &mut Table, from: usize, level: u8, label: Said) {
    table.subtotal(from..table.rows.len(), level, label);
    let places = ["ceiling", "up_gu", "tu", "ls", "unknown"].map(|key| table.column(key));
    let share = table.column("share");
    let Some(row) = table.rows.last_mut() else { return };
    let at = |place: &Option<usize>| {
        let cell = place.and_then(|place| row.cells.get(place));
        match cell.map(|cell| &cell.value) {
            Some(crate::report::Value::Money(sen)) => *sen,
            _ => 0,
        }
    };
    let (ceiling, spent) = (at(&places[0]), places.iter().skip(1).map(at).sum());
    if let Some(cell) = share.and_then(|place| row.cells.get_mut(place)) {
        *cell = Cell::share(spent, ceiling);
    }
}

/// What the treasurer spent and no SP2D has refilled is not realised yet.
fn note_advances(table: &mut Table, view: &View, lines: &[Known]) {
    let open = |seq: u64| i128::from(view.reading.state.budget.at(seq, Stage::Advanced));
    let open: i128 = lines.iter().map(|(seq, _)| open(*seq)).sum();
    if open != 0 {
        let sen = scope::rupiah(open);
        table.notes.push(said!(
            "{sen} were spent from the advance and are in no SP2D yet; they are not realised",
            "{sen} dibelanjakan dari UP dan belum ada SP2D-nya; belum termasuk realisasi"
        ));
    }
}
