//! For the council (DPRD): what was planned and realised by programme, source, regency and kind of
//! recipient, and through which door the recipients were proposed. Always for the public: figures of
//! fewer than ten people are suppressed.
//!
//! Not here: who proposed. A recipient's door is that of the first proposal that named it for the
//! programme.

use std::collections::BTreeMap;

use jejak_events::Stage;
use jejak_events::vocabulary::{ProposalChannel, RecipientType, Standing};

use super::asked::{self, money, people, posted};
use super::catalogue::{Ask, Asked, Report};
use super::suppress::{SHOWN_FROM, Sensitive, suppress};
use super::table::{Column, Kind, Table};
use super::value::{Cell, Counted, Value};
use crate::balances::{BalanceRow, Book, Dimension};
use crate::decree::RowStatus;
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

pub(super) const REPORTS: &[Report] = &[Report {
    name: "dprd",
    en: "Programmes for the council (DPRD)",
    id: "Laporan Program untuk DPRD",
    needs: &[Asked::Year],
    takes: &[Asked::Organisation, Asked::Programme, Asked::Source, Asked::Region, Asked::Public],
    make,
}];

/// What a row is of.
const BY: [Dimension; 4] =
    [Dimension::Programme, Dimension::Source, Dimension::Regency, Dimension::RecipientType];

/// Keys of the columns of doors, in the order of `ProposalChannel::ALL`, and of no proposal.
const DOORS: [&str; 9] = [
    "e_hibah",
    "letter",
    "planning_meeting",
    "council",
    "regency_office",
    "village_office",
    "siks_ng",
    "outreach",
    "no_proposal",
];

/// People and sen by door.
type Doors = [(i64, i128); DOORS.len()];

fn make(view: &View, ask: &Ask) -> Result<Table, Unanswered> {
    let year = asked::year(ask)?;
    let title = said!("Programmes for the council, {year}", "Laporan Program untuk DPRD {year}");
    let mut table = Table::new("dprd", title, columns());
    table.about = asked::about(view, ask);
    let doors = doors(view, ask);
    for row in asked::rows(view, ask, &BY).iter().filter(|row| row.book == Book::Own) {
        table.push(cells(view, ask, row, doors.get(&row.key)));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    let with: Vec<&str> = ["designated_amount", "realised"].into_iter().chain(DOORS).collect();
    // The recapitulations print the sums by programme, source and regency.
    let crossed = &["programme", "source", "region"];
    suppress(&mut table, Sensitive { people: &["designated", "paid"], with: &with, crossed });
    table.notes.push(said!(
        "own lines; shares by door are of the amounts designated, and left out where a door had \
         fewer than {SHOWN_FROM} people",
        "baris anggaran sendiri; persentase per pintu usulan dari jumlah yang ditetapkan, dan \
         dikosongkan bila suatu pintu kurang dari {SHOWN_FROM} orang"
    ));
    Ok(table)
}

fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new("programme", said!("programme", "program"), Kind::Code),
        Column::new("source", said!("source", "sumber dana"), Kind::Code),
        Column::new("region", said!("regency", "kab/kota"), Kind::Code),
        Column::new("target", said!("recipients", "sasaran"), Kind::Text),
        Column::new("designated", said!("people", "orang"), Kind::Count).summed(),
        Column::new("designated_amount", said!("designated", "ditetapkan"), Kind::Money).summed(),
        Column::new("paid", said!("payments", "pembayaran"), Kind::Count).summed(),
        Column::new("realised", said!("realised", "realisasi"), Kind::Money).summed(),
    ];
    let door = |(at, key): (usize, &'static str)| {
        let label = ProposalChannel::ALL.get(at).map_or_else(
            || said!("no proposal", "tanpa usulan"),
            |door| Said { id: door.label_id().to_owned(), en: door.label_en().to_owned() },
        );
        Column::new(key, label, Kind::Percent)
            .under(said!("share by door, %", "per pintu usulan, %"))
    };
    columns.extend(DOORS.into_iter().enumerate().map(door));
    columns
}

/// By which doors the designated of each row came.
fn doors(view: &View, ask: &Ask) -> BTreeMap<Vec<String>, Doors> {
    let state = &view.reading.state;
    let mut sums: BTreeMap<Vec<String>, Doors> = BTreeMap::new();
    for (_, row) in state.decree.designations.iter() {
        let Some(decree) = state.decree.decrees.get(&row.decree).filter(|decree| decree.closed)
        else {
            continue;
        };
        let Some(line) = state.budget.lines.get(&row.line) else { continue };
        let counts = line.standing == Standing::Own
            && row.status != RowStatus::Cancelled
            && asked::of_line(view, ask, line, row.region);
        if !counts {
            continue;
        }
        let candidate = (decree.programme_index, row.recipient);
        let proposal = state.proposal.candidates.get(&candidate);
        let proposal = proposal.and_then(|seq| state.proposal.proposals.get(seq));
        let door = proposal.and_then(|proposal| {
            ProposalChannel::ALL.iter().position(|door| *door == proposal.channel)
        });
        let regency = row.region.regency();
        let key = vec![
            line.programme.to_string(),
            line.source.to_string(),
            regency.map_or_else(|| "-".to_owned(), |regency| regency.to_string()),
            row.recipient_type.map_or_else(|| "-".to_owned(), |kind| kind.word().to_owned()),
        ];
        let doors = sums.entry(key).or_default();
        if let Some(sum) = doors.get_mut(door.unwrap_or(DOORS.len() - 1)) {
            sum.0 = sum.0.saturating_add(1);
            sum.1 += i128::from(row.sen);
        }
    }
    sums
}

fn cells(view: &View, ask: &Ask, row: &BalanceRow, doors: Option<&Doors>) -> Vec<Cell> {
    let key = |at: usize| row.key.get(at).map_or("-", String::as_str);
    let only: Vec<(Dimension, &str)> =
        BY.iter().enumerate().map(|(at, dimension)| (*dimension, key(at))).collect();
    let of = |stages: Vec<Stage>| posted(ask, row.book, stages, &only);
    let target = RecipientType::from_word(key(3)).map_or_else(
        || Said::same("-"),
        |kind| Said { id: kind.label_id().to_owned(), en: kind.label_en().to_owned() },
    );
    let mut cells = vec![
        Cell::code(key(0)),
        Cell::code(key(1)),
        Cell::text(Said::same(view.reading.named(Dimension::Regency, key(2)))),
        Cell::text(target),
        people(row.designated, of(Vec::new()), Counted::Designated),
        Cell::money(row.designated_sen).counted(of(Vec::new()), Counted::DesignatedSen),
        people(row.paid, of(Vec::new()), Counted::Paid),
        money(row.realised(), of(asked::realised())),
    ];
    cells.extend(shares(doors));
    cells
}

/// The share of each door; none at all where one of them would tell of few people.
fn shares(doors: Option<&Doors>) -> Vec<Cell> {
    let Some(doors) = doors else { return vec![Cell::empty(); DOORS.len()] };
    let few = doors.iter().any(|(people, _)| (1..SHOWN_FROM).contains(people));
    let whole: i128 = doors.iter().map(|(_, sen)| sen).sum();
    let share = |(_, sen): &(i64, i128)| {
        if few { Cell::of(Value::Suppressed) } else { Cell::share(*sen, whole) }
    };
    doors.iter().map(share).collect()
}
