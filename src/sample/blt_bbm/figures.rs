//! Published figures of Banten's BLT BBM of 2022, and what had to be assumed to turn them into
//! rows.
//!
//! Published by press and agencies in 2022 and 2023, after the audit: both decrees with number,
//! day, recipients and allocation; recipients and duplicates per kabupaten/kota; the number of
//! people that the kabupaten/kota had proposed; what was not distributed and came back. The
//! figures are kept as published, also where they do not agree with each other.
//!
//! Assumed, because nothing was published about it:
//!
//! - The recipients per kabupaten/kota add up to 80,056. The 457 that are missing to 80,513 stand
//!   for region `36`, attributed to no kabupaten/kota.
//! - Rows and duplicates of a region are shared out between the decrees in proportion to rows.
//! - A duplicate is a row that designates a person who already has one in that year; nobody has
//!   three. So there are 80,513 - 4,309 people. Those of the second decree had a row in the first.
//! - The 42,723 proposed are shared out between the kabupaten/kota in proportion to their
//!   recipients. All of them were designated, each by exactly one row. So exactly 37,790 rows name
//!   somebody never proposed, the 8,618 rows of duplicated people among them.
//! - What was not distributed is published as Rp637 million ("bansos", read as DID) and Rp2.8
//!   billion (BTT). The nearest numbers of whole rows are 1,416 x Rp450,000 = Rp637,200,000 and
//!   4,667 x Rp600,000 = Rp2,800,200,000. They are spread evenly over the rows.

use jejak_events::{Region, Rupiah};

use super::super::build::{lit, rp};
use super::super::reference::REGENCIES;

/// People whom the eight kabupaten/kota had proposed.
pub(in crate::sample) const PROPOSED: u32 = 42_723;

/// One of the two decrees, with what the sample makes of it.
pub(super) struct Decree {
    /// By which labels of the sample name it.
    pub(super) name: &'static str,
    /// Number as published.
    pub(super) number: &'static str,
    /// Day of signature.
    pub(super) signed: &'static str,
    /// Rows as published.
    pub(super) rows: u32,
    /// Amount of each row.
    pub(super) amount: Rupiah,
    /// Total that the decree is said to state.
    pub(super) stated: Rupiah,
    /// Rows that never reached their recipient.
    pub(super) undistributed: u32,
}

/// The first decree: Rp150.000 for four months from BTT, Rp45.367.800.000.
pub(super) const FROM_BTT: Decree = Decree {
    name: "btt",
    number: "188.4/21122-DINSOS/2022",
    signed: "2022-09-07",
    rows: 75_613,
    amount: rp(600_000),
    stated: rp(45_367_800_000),
    undistributed: 4_667,
};

/// The second decree: Rp150.000 for three months from DID. The press gives Rp2.205.800.000, which
/// is Rp800.000 more than 4.900 such rows: kept as what the decree states.
pub(super) const FROM_DID: Decree = Decree {
    name: "did",
    number: "188.4/21122.a-DINSOS/2022",
    signed: "2022-11-11",
    rows: 4_900,
    amount: rp(450_000),
    stated: rp(2_205_800_000),
    undistributed: 1_416,
};

/// Number of regions for which rows stand: the kabupaten/kota, and the province for the rest.
const REGIONS: usize = REGENCIES.len() + 1;

/// Rows per kabupaten/kota as published, in the order of [`REGENCIES`]; last the rest.
pub(in crate::sample) const ROWS: [u32; REGIONS] =
    [8_138, 2_179, 27_236, 10_321, 17_021, 4_125, 6_899, 4_137, 457];

/// Duplicates per kabupaten/kota as published; 4,309 in all.
pub(in crate::sample) const DUPLICATES: [u32; REGIONS] =
    [143, 62, 1_722, 340, 1_520, 204, 110, 208, 0];

/// One row: for which region, and which of the people.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) region: Region,
    pub(super) person: u64,
}

/// What one region contributes.
#[derive(Clone, Copy)]
pub(super) struct Share {
    /// The region.
    pub(super) region: Region,
    /// Number of its first person among all.
    first: u32,
    /// People.
    pub(super) people: u32,
    /// People with two rows; they come first.
    twice: u32,
    /// People proposed.
    pub(super) proposed: u32,
    /// Rows in the second decree.
    did_rows: u32,
    /// Duplicates in the second decree.
    did_twice: u32,
    /// All rows.
    rows: u32,
}

impl Share {
    /// Numbers of its people.
    pub(super) fn everybody(&self) -> impl Iterator<Item = u64> + use<> {
        (self.first..self.first + self.people).map(u64::from)
    }

    /// Numbers of its people who were proposed: spread evenly over those with one row.
    pub(super) fn candidates(&self) -> impl Iterator<Item = u64> + use<> {
        let (proposed, once) = (self.proposed, self.people - self.twice);
        let first = self.first + self.twice;
        (0..once).filter(move |at| chosen(*at, proposed, once)).map(move |at| u64::from(first + at))
    }

    /// The people of its rows in the first decree: each once, then the duplicates.
    fn btt(&self) -> impl Iterator<Item = u32> + use<> {
        let twice = self.twice - self.did_twice;
        let once = self.rows - self.did_rows - twice;
        let first = self.first;
        (first..first + once).chain(first..first + twice)
    }

    /// The people of its rows in the second decree: new ones, then the duplicates.
    fn did(&self) -> impl Iterator<Item = u32> + use<> {
        let new = self.did_rows - self.did_twice;
        let end = self.first + self.people;
        let twice = self.first + self.twice;
        (end - new..end).chain(twice - self.did_twice..twice)
    }
}

/// What each region contributes, in the order of [`REGENCIES`]; last the rest.
pub(super) fn shares() -> Vec<Share> {
    let did = split(FROM_DID.rows, &ROWS);
    let proposed = split(PROPOSED, &ROWS[..REGENCIES.len()]);
    let mut first = 0;
    let mut shares = Vec::with_capacity(REGIONS);
    for (at, (rows, twice)) in ROWS.into_iter().zip(DUPLICATES).enumerate() {
        let did_rows = did.get(at).copied().unwrap_or(0);
        let people = rows - twice;
        shares.push(Share {
            region: lit(REGENCIES.get(at).map_or("36", |regency| regency.code)),
            first,
            people,
            twice,
            proposed: proposed.get(at).copied().unwrap_or(0),
            did_rows,
            did_twice: twice * did_rows / rows,
            rows,
        });
        first += people;
    }
    shares
}

/// The rows of a decree, region by region.
pub(super) fn rows(decree: &Decree) -> Vec<Row> {
    let mut rows = Vec::new();
    for share in shares() {
        let row = |person| Row { region: share.region, person: u64::from(person) };
        if decree.name == FROM_BTT.name {
            rows.extend(share.btt().map(row));
        } else {
            rows.extend(share.did().map(row));
        }
    }
    rows
}

/// People and rows that show what is remarkable about the two decrees.
pub(in crate::sample) struct Examples {
    /// Somebody with one row who was never proposed.
    pub(in crate::sample) never_proposed: u64,
    /// Position of that row in the first decree.
    pub(in crate::sample) never_proposed_row: u64,
    /// Somebody proposed.
    pub(in crate::sample) proposed: u64,
    /// Somebody whose second row is in the second decree.
    pub(in crate::sample) twice: u64,
    /// Position in the first decree of the first row that was not distributed.
    pub(in crate::sample) undistributed: u64,
}

impl Examples {
    /// The first of each kind in the most populous region, Kabupaten Tangerang.
    pub(in crate::sample) fn find() -> Examples {
        let shares = shares();
        let share = shares.iter().max_by_key(|share| share.rows);
        let candidates: Vec<u64> =
            share.map_or_else(Vec::new, |share| share.candidates().collect());
        let mut once = share.into_iter().flat_map(Share::everybody).skip_while(|person| {
            share.is_some_and(|share| *person < u64::from(share.first + share.twice))
        });
        let never_proposed = once.find(|person| !candidates.contains(person)).unwrap_or(0);
        let position = rows(&FROM_BTT).iter().position(|row| row.person == never_proposed);
        let undistributed =
            (0..FROM_BTT.rows).find(|at| chosen(*at, FROM_BTT.undistributed, FROM_BTT.rows));
        Examples {
            never_proposed,
            never_proposed_row: position.and_then(|at| u64::try_from(at).ok()).unwrap_or(0),
            proposed: candidates.first().copied().unwrap_or(0),
            twice: share.map_or(0, |share| u64::from(share.first + share.twice - share.did_twice)),
            undistributed: u64::from(undistributed.unwrap_or(0)),
        }
    }
}

/// Whether the item at a position is one of `count`, spread evenly over `total`.
pub(super) fn chosen(at: u32, count: u32, total: u32) -> bool {
    let before = |at: u32| u64::from(at) * u64::from(count) / u64::from(total);
    before(at + 1) > before(at)
}

/// Shares a total out in proportion to weights, to the last one: what rounding leaves goes to the
/// largest remainders.
fn split(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    let exact = |weight: u32| u64::from(total) * u64::from(weight);
    let mut shares: Vec<u32> = Vec::with_capacity(weights.len());
    for weight in weights {
        shares.push(u32::try_from(exact(*weight) / sum).unwrap_or(0));
    }
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(weights[*at]) % sum));
    let left = total - shares.iter().sum::<u32>();
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_figures_are_what_they_are() {
        assert_eq!(FROM_BTT.rows + FROM_DID.rows, 80_513);
        assert_eq!(ROWS.iter().sum::<u32>(), 80_513);
        assert_eq!(ROWS[..8].iter().sum::<u32>(), 80_056, "457 fewer than both decrees");
        assert_eq!(DUPLICATES.iter().sum::<u32>(), 4_309);
        assert_eq!(80_513 - PROPOSED, 37_790);
        let sum = |decree: &Decree| decree.amount.sen() * i64::from(decree.rows);
        assert_eq!(sum(&FROM_BTT), FROM_BTT.stated.sen());
        assert_eq!(FROM_DID.stated.sen() - sum(&FROM_DID), rp(800_000).sen());
    }

    #[test]
    fn rounded_refunds_are_met_by_the_nearest_number_of_rows() {
        for (decree, published) in [(FROM_BTT, rp(2_800_000_000)), (FROM_DID, rp(637_000_000))] {
            let off = |rows: u32| (decree.amount.sen() * i64::from(rows) - published.sen()).abs();
            assert!(off(decree.undistributed) < off(decree.undistributed - 1), "{}", decree.name);
            assert!(off(decree.undistributed) < off(decree.undistributed + 1), "{}", decree.name);
        }
    }

    #[test]
    fn everybody_gets_the_rows_that_the_assumptions_say() {
        let (btt, did) = (rows(&FROM_BTT), rows(&FROM_DID));
        assert_eq!((btt.len(), did.len()), (75_613, 4_900));
        let mut times = vec![0u32; 80_513 - 4_309];
        for row in btt.iter().chain(&did) {
            times[usize::try_from(row.person).unwrap()] += 1;
        }
        assert!(times.iter().all(|times| (1..=2).contains(times)));
        assert_eq!(times.iter().filter(|times| **times == 2).count(), 4_309);
        let candidates: Vec<u64> = shares().iter().flat_map(Share::candidates).collect();
        assert_eq!(candidates.len(), 42_723);
        assert!(candidates.iter().all(|person| times[usize::try_from(*person).unwrap()] == 1));
    }

    #[test]
    fn shares_add_up() {
        assert_eq!(split(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(split(7, &[5, 0, 5]), [4, 0, 3]);
        assert_eq!((0..10).filter(|at| chosen(*at, 3, 10)).count(), 3);
    }
}
