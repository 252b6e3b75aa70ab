//! Which events a figure sums: the way from a cell back to the chain.
//!
//! What a cell names itself is listed as it is. What it says of postings is found by folding the
//! events again, and the sum of what is found must be the figure: else there is no answer, but an
//! error. A calculated cell rests on other cells, and the events behind all of them are listed.
//!
//! Not here: why a cell rests on what it rests on; the report says so.

mod fold;

use std::str::FromStr;

use jejak_events::Recorded;
use jejak_projections::Unanswered;
use jejak_projections::report::{Cell, Column, Kind, Row, RowKind, Table, Value, Why};

use super::shown;
use crate::ledger::{Ledger, When};
use crate::said::{Said, said};
use fold::Target;

/// A cell: column and row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Key of the column.
    pub column: String,
    /// Row, by its number counted from 1, or by a code in it.
    pub row: String,
}

impl FromStr for Spot {
    type Err = String;

    fn from_str(text: &str) -> Result<Spot, String> {
        let (column, row) = text.split_once('@').unwrap_or_default();
        if column.is_empty() || row.is_empty() {
            return Err(format!("expected a column, `@` and a row, as in paid@3, found `{text}`"));
        }
        Ok(Spot { column: column.to_owned(), row: row.to_owned() })
    }
}

/// A place in a table: row and column.
type Place = (usize, usize);

/// What one event has to do with a cell.
struct Line {
    /// The cell, as it is asked for.
    cell: String,
    seq: u64,
    /// What it adds to the cell; absent where the cell only names it.
    adds: Option<Value>,
    fact: Recorded,
}

/// The events behind a figure, as a table. `when` is the time at which the table was asked for.
pub fn explain(
    ledger: &Ledger,
    when: When,
    table: &Table,
    spot: &Spot,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Table, Unanswered> {
    let place = find(table, spot)?;
    let behind = behind(table, place);
    let mut lines = Vec::new();
    let mut targets = Vec::new();
    for place in behind {
        let Some(cell) = cell_at(table, place) else { continue };
        let name = name_of(table, place);
        match &cell.why {
            Why::Seqs(seqs) => lines.extend(named(ledger, &name, seqs)?),
            Why::Posted(posted) => targets.push(Target::of(name, posted, None, &cell.value)),
            Why::Counted(posted, what) => {
                targets.push(Target::of(name, posted, Some(*what), &cell.value));
            }
            Why::Nothing | Why::Calculated => {}
        }
    }
    lines.extend(fold::found(ledger, when, targets, progress)?);
    if lines.is_empty() {
        let shown = name_of(table, place);
        return Err(Unanswered::Wrong(said!(
            "--explain: {shown} rests on no event: it is set, or nothing was posted to it; ask for \
             a figure",
            "--explain: {shown} tidak bertumpu pada kejadian: nilainya ditetapkan, atau tidak ada \
             yang dibukukan; tanyakan suatu angka"
        )));
    }
    Ok(listed(table, place, lines))
}

/// The place of a cell by its column and row.
fn find(table: &Table, spot: &Spot) -> Result<Place, Unanswered> {
    let keys: Vec<&str> = table.columns.iter().map(|column| column.key).collect();
    let column = table.column(&spot.column).ok_or_else(|| {
        let (keys, found) = (keys.join(", "), &spot.column);
        Unanswered::Wrong(said!(
            "--explain: expected one of the columns {keys}, found `{found}`",
            "--explain: seharusnya salah satu kolom {keys}, ditemukan `{found}`"
        ))
    })?;
    let says = |cell: &Cell| match &cell.value {
        Value::Code(code) => *code == spot.row,
        Value::Tag(tag) => tag.to_string() == spot.row,
        _ => false,
    };
    let begins = |row: &Row| match row.cells.first().map(|cell| &cell.value) {
        Some(Value::Text(text)) => text.en == spot.row || text.id == spot.row,
        _ => false,
    };
    let by_code = table.rows.iter().position(|row| begins(row) || row.cells.iter().any(says));
    let by_number = || spot.row.parse::<usize>().ok()?.checked_sub(1);
    let row = by_code.or_else(by_number).filter(|row| *row < table.rows.len());
    let row = row.ok_or_else(|| {
        let (last, found) = (table.rows.len(), &spot.row);
        Unanswered::Wrong(said!(
            "--explain: expected a row from 1 to {last}, or a code in it, found \
             `{found}`",
            "--explain: seharusnya baris 1 sampai {last}, atau kode di dalamnya, ditemukan \
             `{found}`"
        ))
    })?;
    Ok((row, column))
}

fn cell_at(table: &Table, (row, column): Place) -> Option<&Cell> {
    table.rows.get(row)?.cells.get(column)
}

/// A cell in the words in which it is asked for.
fn name_of(table: &Table, (row, column): Place) -> String {
    let key = table.columns.get(column).map_or("", |column| column.key);
    format!("{key}@{}", row.saturating_add(1))
}

/// The cells that a cell rests on and that rest on events.
fn behind(table: &Table, place: Place) -> Vec<Place> {
    let Some(cell) = cell_at(table, place) else { return Vec::new() };
    if cell.why != Why::Calculated {
        return vec![place];
    }
    let (row, column) = place;
    let rows = match table.rows.get(row).map(|row| &row.kind) {
        Some(RowKind::Subtotal(rows)) => rows.clone(),
        Some(RowKind::Total) => 0..table.rows.len(),
        _ => 0..0,
    };
    let items = rows.filter(|at| is_item(table.rows.get(*at))).map(|at| (at, column));
    let of_column: Vec<Place> = items.flat_map(|at| directly(table, at)).collect();
    if of_column.is_empty() { directly(table, place) } else { of_column }
}

/// A cell that rests on events, or for a calculated one the others of its row that do.
fn directly(table: &Table, place: Place) -> Vec<Place> {
    let rests = |place: &Place| {
        cell_at(table, *place).is_some_and(|cell| {
            matches!(cell.why, Why::Seqs(_) | Why::Posted(_) | Why::Counted(..))
        })
    };
    if rests(&place) {
        return vec![place];
    }
    let columns = 0..table.columns.len();
    columns.map(|column| (place.0, column)).filter(rests).collect()
}

fn is_item(row: Option<&Row>) -> bool {
    row.is_some_and(|row| row.kind == RowKind::Item)
}

/// The events that a cell names.
fn named(ledger: &Ledger, cell: &str, seqs: &[u64]) -> Result<Vec<Line>, Unanswered> {
    let line = |seq: &u64| {
        let read = ledger.event(*seq).map_err(|error| Unanswered::Unreadable(Said::same(error)))?;
        let missing = || {
            Unanswered::Unreadable(said!(
                "event {seq} is not in the ledger; run `jejak verify`",
                "kejadian {seq} tidak ada di buku besar; jalankan `jejak verify`"
            ))
        };
        let fact = read.ok_or_else(missing)?;
        Ok(Line { cell: cell.to_owned(), seq: *seq, adds: stated(&fact), fact })
    };
    seqs.iter().map(line).collect()
}

/// The amount that an event states, where it states one.
fn stated(fact: &Recorded) -> Option<Value> {
    let body = fact.event.to_json();
    let named = ["amount", "total", "requested", "gross", "to_amount", "spent"];
    let text = named.iter().find_map(|name| body.get(name)?.as_str())?;
    let amount: jejak_events::Rupiah = text.parse().ok()?;
    Some(Value::Money(amount.sen().into()))
}

/// The answer: one row for each cell and event.
fn listed(table: &Table, place: Place, lines: Vec<Line>) -> Table {
    let columns = vec![
        Column::new("cell", said!("cell", "sel"), Kind::Code),
        Column::new("seq", said!("seq", "nomor"), Kind::Seq),
        Column::new("on", said!("on", "tanggal"), Kind::Date),
        Column::new("kind", said!("kind", "jenis"), Kind::Text),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money),
        Column::new("count", said!("count", "banyak"), Kind::Count),
    ];
    let name = name_of(table, place);
    let title = said!("Events behind {name} of {}", "Kejadian di balik {name} dari {}", table.name);
    let mut listed = Table::new("explain", title, columns);
    listed.about.push((said!("report", "laporan"), table.title.clone()));
    let column = table.columns.get(place.1);
    let figure = cell_at(table, place).map(|cell| figure_of(&cell.value)).unwrap_or_default();
    let label = column.map_or_else(|| Said::same(""), |column| column.label.clone());
    listed.about.push((label, Said::same(figure)));
    if lines.iter().all(|line| line.adds.is_some()) {
        listed.notes.push(said!(
            "the events were folded again, or are named by the cell itself",
            "kejadian diputar ulang, atau disebut oleh sel itu sendiri"
        ));
    }
    for line in lines {
        let kind = line.fact.event.kind();
        let (amount, count) = match line.adds {
            Some(Value::Money(sen)) => (Cell::money(sen), Cell::empty()),
            Some(Value::Count(count)) => (Cell::empty(), Cell::count(count)),
            _ => (Cell::empty(), Cell::empty()),
        };
        listed.push(vec![
            Cell::code(line.cell),
            Cell::of(Value::Seq(line.seq)),
            Cell::date(Some(line.fact.envelope.occurred_on)),
            Cell::text(Said { id: kind.label_id().to_owned(), en: kind.label_en().to_owned() }),
            amount,
            count,
        ]);
    }
    summed(&mut listed);
    listed
}

/// A total for each cell that is explained, so that it can be compared with its figure.
fn summed(listed: &mut Table) {
    let mut sums: Vec<(String, i128, i64, usize)> = Vec::new();
    for row in &listed.rows {
        let [cell, _, _, _, amount, count] = row.cells.as_slice() else { continue };
        let Value::Code(name) = &cell.value else { continue };
        if sums.last().is_none_or(|last| last.0 != *name) {
            sums.push((name.clone(), 0, 0, 0));
        }
        let Some(last) = sums.last_mut() else { continue };
        last.3 += 1;
        match (&amount.value, &count.value) {
            (Value::Money(sen), _) => last.1 = last.1.saturating_add(*sen),
            (_, Value::Count(more)) => last.2 = last.2.saturating_add(*more),
            _ => {}
        }
    }
    for (name, sen, count, events) in sums {
        let figure = if count == 0 { figure_of(&Value::Money(sen)) } else { count.to_string() };
        listed.notes.push(said!(
            "{name}: {events} events, together {figure}",
            "{name}: {events} kejadian, seluruhnya {figure}"
        ));
    }
}

fn figure_of(value: &Value) -> String {
    match value {
        Value::Money(sen) => shown::money(*sen),
        Value::Count(count) => shown::count_of(*count),
        Value::Percent(points) => shown::percent(*points),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_a_column_and_a_row() {
        let spot: Spot = "realised@5.1.06".parse().expect("a spot");
        assert_eq!((spot.column.as_str(), spot.row.as_str()), ("realised", "5.1.06"));
        for wrong in ["realised", "@1", "realised@", ""] {
            assert!(wrong.parse::<Spot>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_total_rests_on_the_items_above_it_and_a_share_on_its_row() {
        let columns = vec![
            Column::new("code", said!("code", "kode"), Kind::Code),
            Column::new("a", said!("a", "a"), Kind::Money).summed(),
            Column::new("b", said!("b", "b"), Kind::Money).summed(),
            Column::new("share", said!("%", "%"), Kind::Percent),
        ];
        let mut table = Table::new("uji", said!("test", "uji"), columns);
        for (code, seq) in [("1", 10), ("2", 20)] {
            table.push(vec![
                Cell::code(code),
                Cell::money(5).from([seq]),
                Cell::money(9).from([seq + 1]),
                Cell::share(5, 9),
            ]);
        }
        table.total(said!("TOTAL", "JUMLAH"));
        let at = |text: &str| find(&table, &text.parse().expect("a spot")).expect("a cell");
        assert_eq!(behind(&table, at("a@TOTAL")), [(0, 1), (1, 1)]);
        assert_eq!(behind(&table, at("a@2")), [(1, 1)], "the code wins over the number");
        assert_eq!(behind(&table, at("share@1")), [(0, 1), (0, 2)]);
        assert!(find(&table, &"c@1".parse().expect("a spot")).is_err());
        assert!(find(&table, &"a@4".parse().expect("a spot")).is_err());
    }
}
