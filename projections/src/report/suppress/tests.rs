//! From what is printed no suppressed figure can be computed: the equations are solved.

use proptest::prelude::*;

use super::super::table::{Column, Kind};
use super::*;

const SENSITIVE: Sensitive = Sensitive { people: &["people"], with: &["amount"], crossed: &[] };
const CROSSED: Sensitive = Sensitive { crossed: &["programme", "region"], ..SENSITIVE };

/// A table of groups of counts, each with a subtotal, and a total over all.
fn table(sections: &[Vec<i64>]) -> Table {
    let columns = vec![
        Column::new("what", said!("what", "apa"), Kind::Text),
        Column::new("people", said!("people", "orang"), Kind::Count).summed(),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money).summed(),
    ];
    let mut table = Table::new("uji", said!("test", "uji"), columns);
    for section in sections {
        let from = table.rows.len();
        for people in section {
            let amount = i128::from(*people) * 60_000_000;
            table.push(vec![Cell::name("x"), Cell::count(*people), Cell::money(amount)]);
        }
        table.subtotal(from..table.rows.len(), 0, said!("of these", "di antaranya"));
    }
    table.total(said!("TOTAL", "JUMLAH"));
    table
}

fn people(table: &Table) -> Vec<Option<i64>> {
    let shown = |row: &Row| match row.cells[1].value {
        Value::Count(count) => Some(count),
        _ => None,
    };
    table.rows.iter().map(shown).collect()
}

#[test]
fn a_small_row_takes_the_next_smallest_with_it() {
    let mut table = table(&[vec![3, 40, 20]]);
    suppress(&mut table, SENSITIVE);
    // One group: the subtotal and the total are the same sum.
    assert_eq!(people(&table), [None, Some(40), None, Some(63), Some(63)]);
    assert_eq!(table.rows[0].cells[2].value, Value::Suppressed, "the money would tell");
    assert_eq!(table.rows[2].cells[2].value, Value::Suppressed);
    assert_eq!(table.notes.len(), 1);
}

#[test]
fn nothing_small_is_left_as_it_is() {
    let mut table = table(&[vec![10, 0, 20], vec![500]]);
    let before = table.clone();
    suppress(&mut table, SENSITIVE);
    assert_eq!(table, before);
}

#[test]
fn a_row_alone_in_its_group_hides_the_sum_and_a_neighbour_of_the_sum() {
    let mut table = table(&[vec![4], vec![50, 60], vec![70]]);
    suppress(&mut table, SENSITIVE);
    let shown = people(&table);
    assert_eq!(shown[0..2], [None, None]);
    assert!(shown[1..].iter().filter(|count| count.is_none()).count() >= 2, "{shown:?}");
    assert_eq!(shown.last(), Some(&Some(184)), "the total itself tells nothing");
}

/// The equations of a table: each sum less its parts is zero. Of each only the unknown rows are
/// kept, as coefficients.
fn equations(sections: &[Vec<i64>], shown: &[Option<i64>]) -> Vec<Vec<i128>> {
    let unknown: Vec<usize> = (0..shown.len()).filter(|at| shown[*at].is_none()).collect();
    let coefficients = |sum: usize, parts: &[usize]| -> Vec<i128> {
        let of = |at: &usize| match (*at == sum, parts.contains(at)) {
            (true, _) => -1,
            (_, true) => 1,
            _ => 0,
        };
        unknown.iter().map(of).collect()
    };
    let (mut all, mut subtotals, mut next) = (Vec::new(), Vec::new(), 0);
    for section in sections {
        let parts: Vec<usize> = (next..next + section.len()).collect();
        next += section.len();
        all.push(coefficients(next, &parts));
        subtotals.push(next);
        next += 1;
    }
    all.push(coefficients(next, &subtotals));
    all
}

/// Which unknowns have one value only: after Gauss and Jordan, alone in a row. Fractions are kept
/// by multiplying rows.
fn determined(mut rows: Vec<Vec<i128>>) -> Vec<usize> {
    let width = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, pivot);
        let pivot = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at == done || factor == 0 {
                continue;
            }
            for (cell, of_pivot) in row.iter_mut().zip(&pivot) {
                *cell = *cell * pivot[column] - factor * of_pivot;
            }
        }
        done += 1;
    }
    let alone = |row: &Vec<i128>| {
        let mut places = (0..width).filter(|at| row[*at] != 0);
        places.next().filter(|_| places.next().is_none())
    };
    rows.iter().filter_map(alone).collect()
}

fn count() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(0_i64), 4 => 1_i64..10, 4 => 10_i64..40, 3 => 40_i64..5_000]
}

proptest! {
    #[test]
    fn no_suppressed_count_can_be_computed(
        sections in prop::collection::vec(prop::collection::vec(count(), 1..6), 1..5)
    ) {
        let mut table = table(&sections);
        let truth: Vec<i64> = people(&table).into_iter().map(|count| count.unwrap_or(0)).collect();
        suppress(&mut table, SENSITIVE);
        let shown = people(&table);
        for (count, truth) in shown.iter().zip(&truth) {
            prop_assert!(count.is_none() || !(1..SHOWN_FROM).contains(truth), "{shown:?}");
        }
        let found = determined(equations(&sections, &shown));
        prop_assert!(found.is_empty(), "unknown {found:?} of {shown:?} has one value only");
        for group in groups(&table.rows) {
            let hidden: Vec<_> = group.parts.iter().filter(|at| shown[**at].is_none()).collect();
            if let (false, Some(_)) = (hidden.is_empty(), group.sum.and_then(|sum| shown[sum])) {
                let together: i64 = hidden.iter().map(|at| truth[**at]).sum();
                prop_assert!(together >= SHOWN_FROM, "{together} people in {hidden:?} of {truth:?}");
            }
        }
        for row in &table.rows {
            prop_assert_eq!(
                row.cells[1].value == Value::Suppressed,
                row.cells[2].value == Value::Suppressed
            );
        }
    }

    #[test]
    fn the_solver_finds_what_can_be_computed(section in prop::collection::vec(10_i64..90, 2..5)) {
        let mut shown: Vec<Option<i64>> = people(&table(std::slice::from_ref(&section)));
        shown[0] = None;
        prop_assert_eq!(determined(equations(&[section], &shown)), [0]);
    }
}

/// Counts by programme (down) and regency (across); nothing where the two do not meet.
type Grid = Vec<Vec<Option<i64>>>;

fn grid_table(grid: &Grid) -> Table {
    let columns = vec![
        Column::new("programme", said!("programme", "program"), Kind::Code),
        Column::new("region", said!("region", "wilayah"), Kind::Code),
        Column::new("people", said!("people", "orang"), Kind::Count).summed(),
        Column::new("amount", said!("amount", "jumlah"), Kind::Money).summed(),
    ];
    let mut table = Table::new("uji", said!("test", "uji"), columns);
    for (down, across, people) in cells(grid) {
        let (programme, region) =
            (Cell::code(format!("P{down}")), Cell::code(format!("R{across}")));
        table.push(vec![programme, region, Cell::count(people), Cell::money(people)]);
    }
    table.total(said!("TOTAL", "JUMLAH"));
    table
}

/// What a grid holds, as programme, regency and people, in the order of the rows.
fn cells(grid: &Grid) -> Vec<(usize, usize, i64)> {
    let row = |(down, row): (usize, &Vec<Option<i64>>)| {
        let cell =
            move |(across, people): (usize, &Option<i64>)| people.map(|it| (down, across, it));
        row.iter().enumerate().filter_map(cell).collect::<Vec<_>>()
    };
    grid.iter().enumerate().flat_map(row).collect()
}

/// Items of each programme and each regency whose sum the table of programmes or of regencies shows:
/// those tables are made and suppressed as any other.
fn known_sums(grid: &Grid) -> Vec<Vec<usize>> {
    let cells = cells(grid);
    let mut known = Vec::new();
    for key in [|cell: &(usize, usize, i64)| cell.0, |cell: &(usize, usize, i64)| cell.1] {
        let values: std::collections::BTreeSet<usize> = cells.iter().map(key).collect();
        let of = |value: usize| -> Vec<usize> {
            (0..cells.len()).filter(|at| key(&cells[*at]) == value).collect()
        };
        let parts: Vec<Vec<usize>> = values.into_iter().map(of).collect();
        let sum = |parts: &Vec<usize>| parts.iter().map(|at| cells[*at].2).sum();
        let mut other = table(&[parts.iter().map(sum).collect()]);
        suppress(&mut other, SENSITIVE);
        let shown = people(&other);
        known.extend(parts.into_iter().zip(shown).filter(|(_, sum)| sum.is_some()).map(|it| it.0));
    }
    known
}

/// Which of the suppressed rows can be computed from the total and the sums of both directions.
fn computed(grid: &Grid, sensitive: Sensitive) -> (Vec<usize>, Vec<Option<i64>>) {
    let mut table = grid_table(grid);
    suppress(&mut table, sensitive);
    let shown: Vec<Option<i64>> = table
        .rows
        .iter()
        .map(|row| match row.cells[2].value {
            Value::Count(count) => Some(count),
            _ => None,
        })
        .collect();
    let unknown: Vec<usize> = (0..shown.len()).filter(|at| shown[*at].is_none()).collect();
    let total = shown.len() - 1;
    let mut rows = vec![unknown.iter().map(|at| if *at == total { -1 } else { 1 }).collect()];
    for parts in known_sums(grid) {
        rows.push(unknown.iter().map(|at| i128::from(parts.contains(at))).collect());
    }
    (determined(rows).into_iter().map(|at| unknown[at]).collect(), shown)
}

fn grid() -> impl Strategy<Value = Grid> {
    (1_usize..5).prop_flat_map(|wide| {
        prop::collection::vec(
            prop::collection::vec(prop::option::weighted(0.8, count()), wide),
            1..5,
        )
    })
}

#[test]
fn a_small_cell_hides_a_rectangle_of_cells() {
    let grid: Grid =
        [[4, 50, 60], [30, 40, 90], [80, 70, 20]].map(|row| row.map(Some).to_vec()).to_vec();
    let (told, _) = computed(&grid, SENSITIVE);
    assert_eq!(told, [0, 8], "one direction alone: what was hidden is the rest of its regency");
    let (told, shown) = computed(&grid, CROSSED);
    assert!(told.is_empty(), "{shown:?}");
    let hidden: Vec<usize> = (0..9).filter(|at| shown[*at].is_none()).collect();
    for line in [0, 1, 2] {
        for key in [|at: &usize| at / 3, |at: &usize| at % 3] {
            let of_line = hidden.iter().filter(|at| key(at) == line).count();
            assert_ne!(of_line, 1, "one unknown in a line: {hidden:?}");
        }
    }
    assert_eq!(shown[9], Some(444), "the total tells nothing");
}

proptest! {
    #[test]
    fn no_suppressed_cell_can_be_computed_from_rows_and_columns(grid in grid()) {
        let (told, shown) = computed(&grid, CROSSED);
        let truth = cells(&grid);
        let all_hidden =
            truth.iter().zip(&shown).all(|((_, _, people), shown)| *people == 0 || shown.is_none());
        // Where nothing is left to suppress, this table tells nothing: only the others do.
        prop_assert!(told.is_empty() || all_hidden, "{told:?} of {shown:?} can be computed");
        for ((_, _, people), shown) in truth.iter().zip(&shown) {
            prop_assert!(shown.is_none() || !(1..SHOWN_FROM).contains(people));
        }
    }
}
