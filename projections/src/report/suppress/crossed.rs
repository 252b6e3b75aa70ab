//! Sums of a crossed table that other tables print: by programme in one, by regency in another.

use std::collections::BTreeMap;

use super::super::table::Table;
use super::{Group, few, hide_more, is_item};

/// The sums that other tables show of the items that share a value in one of these columns. What
/// such a table suppresses itself is no group: there the sum is as unknown as its parts.
pub(super) fn groups(table: &Table, places: &[usize], counts: &[Vec<i64>]) -> Vec<Group> {
    places.iter().flat_map(|place| shown(table, *place, counts)).collect()
}

fn shown(table: &Table, place: usize, counts: &[Vec<i64>]) -> Vec<Group> {
    let mut values: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        if let Some(cell) = row.cells.get(place).filter(|_| is_item(&table.rows, at)) {
            values.entry(format!("{:?}", cell.value)).or_default().push(at);
        }
    }
    let columns = counts.first().map_or(0, Vec::len);
    let sum = |parts: &Vec<usize>| -> Vec<i64> {
        let of = |column: usize| parts.iter().map(|at| counts[*at][column]).sum();
        (0..columns).map(of).collect()
    };
    let parts: Vec<Vec<usize>> = values.into_values().collect();
    // The other table: a row for each value, and their sum below.
    let mut sums: Vec<Vec<i64>> = parts.iter().map(sum).collect();
    let all = Group { sum: Some(sums.len()), parts: (0..sums.len()).collect() };
    sums.push(sum(&parts.concat()));
    let mut hidden: Vec<bool> = sums.iter().map(|counts| few(counts)).collect();
    while hide_more(&all, &sums, &mut hidden) {}
    let known = parts.into_iter().zip(hidden).filter(|(_, hidden)| !hidden);
    known.map(|(parts, _)| Group { sum: None, parts }).collect()
}
