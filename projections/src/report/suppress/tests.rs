//! From what is printed no suppressed figure can be computed: the equations are solved.

use proptest::prelude::*;

use super::super::table::{Column, Kind};
use super::*;

const SENSITIVE: Sensitive = Sensitive { people: &["people"], with: &["amount"] };

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
            if let (false, Some(_)) = (hidden.is_empty(), shown[group.sum]) {
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
