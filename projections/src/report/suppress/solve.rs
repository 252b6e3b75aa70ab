//! Which suppressed rows can be computed from the sums: linear equations, solved in whole numbers
//! modulo a prime, so that nothing overflows or is rounded.

use super::Group;

/// 2^61 - 1. Coefficients are 1, 0 and -1: that a determinant of theirs is a multiple of this by
/// chance does not happen in tables that people read.
const PRIME: u64 = (1 << 61) - 1;

/// The first suppressed row that has one value only, given everything that is shown.
pub(super) fn determined(groups: &[Group], hidden: &[bool]) -> Option<usize> {
    let unknown: Vec<usize> = (0..hidden.len()).filter(|at| hidden[*at]).collect();
    let place = |at: &usize| unknown.binary_search(at).ok();
    let equation = |group: &Group| {
        let mut row = vec![0_u64; unknown.len()];
        for part in group.parts.iter().filter_map(place) {
            row[part] = 1;
        }
        if let Some(sum) = group.sum.as_ref().and_then(place) {
            row[sum] = PRIME - 1;
        }
        row
    };
    let rows = reduced(groups.iter().map(equation).collect(), unknown.len());
    let alone = |row: &Vec<u64>| {
        let mut places = (0..row.len()).filter(|at| row[*at] != 0);
        places.next().filter(|_| places.next().is_none())
    };
    rows.iter().filter_map(alone).map(|at| unknown[at]).min()
}

/// The reduced echelon form (Gauss and Jordan).
fn reduced(mut rows: Vec<Vec<u64>>, width: usize) -> Vec<Vec<u64>> {
    let mut done = 0;
    for column in 0..width {
        let Some(found) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, found);
        let inverse = power(rows[done][column], PRIME - 2);
        for value in &mut rows[done] {
            *value = times(*value, inverse);
        }
        let pivot = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at == done || factor == 0 {
                continue;
            }
            for (value, of_pivot) in row.iter_mut().zip(&pivot) {
                *value = (*value + PRIME - times(factor, *of_pivot)) % PRIME;
            }
        }
        done += 1;
    }
    rows
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).unwrap_or(0)
}

fn power(base: u64, exponent: u64) -> u64 {
    let (mut result, mut base, mut left) = (1, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        left >>= 1;
    }
    result
}
