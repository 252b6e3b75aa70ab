//! Drawing: each item has a rank that only head and nonce decide.

use std::collections::BTreeMap;

use jejak_events::ChainHash;
use jejak_events::codes::Region;
use jejak_events::ids::Bytes32;
use jejak_events::vocabulary::SampleMethod;
use sha2::{Digest, Sha256};

use super::population::Item;

/// First bytes of what the seed is hashed from.
const SEED: &[u8] = b"jejak sample v1\n";

/// SHA-256 over a fixed word, the chain head at the checkpoint, and the nonce.
pub fn seed(head: ChainHash, nonce: Bytes32) -> [u8; 32] {
    Sha256::new().chain_update(SEED).chain_update(head.0).chain_update(nonce.0).finalize().into()
}

/// An item that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// The item.
    pub item: Item,
    /// Taken for certain: as large as the interval of a monetary-unit sample, or larger.
    pub certain: bool,
}

/// Draws `count` items, by sequence number. Fewer only where the population has fewer.
pub fn draw(method: SampleMethod, items: &[Item], count: u32, seed: [u8; 32]) -> Vec<Drawn> {
    let count = usize::try_from(count).unwrap_or(usize::MAX).min(items.len());
    let mut drawn = match method {
        SampleMethod::Simple => plain(least(items.iter().copied(), count, seed)),
        SampleMethod::Stratified => plain(stratified(items, count, seed)),
        SampleMethod::MonetaryUnit => monetary(items, count, seed),
    };
    drawn.sort_unstable_by_key(|drawn| drawn.item.seq);
    drawn
}

fn plain(items: Vec<Item>) -> Vec<Drawn> {
    items.into_iter().map(|item| Drawn { item, certain: false }).collect()
}

/// SHA-256 over seed and sequence number (8 bytes, big-endian).
fn rank(seed: [u8; 32], item: &Item) -> [u8; 32] {
    Sha256::new().chain_update(seed).chain_update(item.seq.to_be_bytes()).finalize().into()
}

/// The items of least rank.
fn least(items: impl Iterator<Item = Item>, count: usize, seed: [u8; 32]) -> Vec<Item> {
    let mut ranked: Vec<([u8; 32], Item)> = items.map(|item| (rank(seed, &item), item)).collect();
    ranked.sort_unstable_by_key(|(rank, item)| (*rank, item.seq));
    ranked.into_iter().take(count).map(|(_, item)| item).collect()
}

/// The same in each kabupaten and kota, in proportion to its items.
fn stratified(items: &[Item], count: usize, seed: [u8; 32]) -> Vec<Item> {
    let mut strata: BTreeMap<Region, Vec<Item>> = BTreeMap::new();
    items.iter().for_each(|item| strata.entry(item.stratum).or_default().push(*item));
    let sizes: Vec<usize> = strata.values().map(Vec::len).collect();
    let shares = allotted(&sizes, count);
    let each = strata.into_values().zip(shares);
    each.flat_map(|(items, share)| least(items.into_iter(), share, seed)).collect()
}

/// How many of `count` each stratum gets: one at least where there are enough, the rest in
/// proportion by largest remainders, earlier strata first where remainders are equal.
fn allotted(sizes: &[usize], count: usize) -> Vec<usize> {
    let floor = usize::from(count >= sizes.len());
    let rest = count - floor * sizes.len();
    let total: usize = sizes.iter().map(|size| size - floor).sum::<usize>().max(1);
    let exact = |size: &usize| {
        let share = (size - floor) as u128 * rest as u128;
        (share / total as u128, share % total as u128)
    };
    let parts: Vec<(u128, u128)> = sizes.iter().map(exact).collect();
    let mut shares: Vec<usize> =
        parts.iter().map(|(whole, _)| floor + usize::try_from(*whole).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(parts[*at].1), *at));
    let left = count.saturating_sub(shares.iter().sum());
    order.iter().take(left).for_each(|at| shares[*at] += 1);
    shares
}

/// Items as large as the interval for certain, the rest by equal steps through their rupiah from a
/// start that the seed decides.
fn monetary(items: &[Item], count: usize, seed: [u8; 32]) -> Vec<Drawn> {
    let mut rest = items.to_vec();
    rest.sort_unstable_by_key(|item| (std::cmp::Reverse(item.sen), item.seq));
    let (mut left, mut total, mut certain) = (count, sum(&rest), 0);
    while let Some(item) = rest.get(certain).filter(|_| left > 0)
        && i128::from(item.sen) * left as i128 >= total
    {
        (left, total, certain) = (left - 1, total - i128::from(item.sen), certain + 1);
    }
    let mut by_steps = rest.split_off(certain);
    by_steps.sort_unstable_by_key(|item| item.seq);
    let mut drawn: Vec<Drawn> =
        rest.into_iter().map(|item| Drawn { item, certain: true }).collect();
    if left > 0 && total > 0 {
        // Positions are counted in sen times `left`, so that the interval is whole.
        let (high, _) = seed.split_at(16);
        let start = high.iter().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
        let total = total.unsigned_abs();
        let (mut hit, mut reached) = (start % total, 0_u128);
        for item in by_steps {
            reached += u128::from(item.sen.unsigned_abs()) * left as u128;
            if hit < reached {
                drawn.push(Drawn { item, certain: false });
                hit += total;
            }
        }
    }
    drawn
}

fn sum(items: &[Item]) -> i128 {
    items.iter().map(|item| i128::from(item.sen)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn items(sens: &[i64]) -> Vec<Item> {
        let item = |(seq, sen): (u64, &i64)| {
            let at = usize::try_from(seq % 3).unwrap();
            let region: Region = ["36.01", "36.02", "36.71"][at].parse().unwrap();
            Item { seq, sen: *sen, stratum: region, recipient: None, region }
        };
        (0u64..).zip(sens).map(item).collect()
    }

    #[test]
    fn the_draw_is_the_one_that_the_document_describes() {
        let seed = seed(ChainHash([7; 32]), Bytes32([9; 32]));
        let drawn = draw(SampleMethod::Simple, &items(&[100; 50]), 3, seed);
        let seqs: Vec<u64> = drawn.iter().map(|drawn| drawn.item.seq).collect();
        // Made by hashlib of Python from the same words.
        assert_eq!(seqs, KNOWN);
    }

    const KNOWN: [u64; 3] = [37, 40, 49];

    #[test]
    fn strata_get_their_share_and_one_at_least() {
        assert_eq!(allotted(&[100, 1, 1], 10), [8, 1, 1]);
        assert_eq!(allotted(&[50, 30, 20], 10), [5, 3, 2]);
        assert_eq!(allotted(&[3, 3, 3], 2), [1, 1, 0]);
        assert_eq!(allotted(&[5, 1], 6), [5, 1]);
    }

    #[test]
    fn what_is_as_large_as_the_interval_is_taken_for_certain() {
        let drawn = draw(SampleMethod::MonetaryUnit, &items(&[1, 1, 1_000, 1, 1, 500]), 3, [3; 32]);
        let certain: Vec<u64> =
            drawn.iter().filter(|drawn| drawn.certain).map(|drawn| drawn.item.seq).collect();
        assert_eq!((certain, drawn.len()), (vec![2, 5], 3));
    }

    proptest! {
        #[test]
        fn as_many_are_drawn_as_were_asked(
            sens in proptest::collection::vec(1_i64..1_000_000, 1..60),
            asked in 1_u32..80, byte in any::<u8>(),
        ) {
            let items = items(&sens);
            for method in [SampleMethod::Simple, SampleMethod::Stratified, SampleMethod::MonetaryUnit] {
                let drawn = draw(method, &items, asked, [byte; 32]);
                prop_assert_eq!(drawn.len(), items.len().min(asked as usize));
                prop_assert!(drawn.windows(2).all(|pair| pair[0].item.seq < pair[1].item.seq));
            }
        }
    }
}
