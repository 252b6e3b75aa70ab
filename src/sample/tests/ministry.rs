//! What the sample shows of places and of a ministry's payments.

use jejak_projections::central::Sums;

use super::*;

/// Quota, places held, unfilled, in excess.
fn filled(region: &str, month: &str) -> (Option<u32>, u32, u32, u32) {
    let (desk, _) = recorded();
    let programme = "SEMBAKO".parse().unwrap();
    let region: Region = region.parse().unwrap();
    let rates = desk.state.fill_rates(&programme, month.parse().unwrap(), Some(region));
    let rate = rates.into_iter().find(|rate| rate.region == region).expect("a quota");
    let (unfilled, excess) = rate.unfilled().zip(rate.excess()).expect("a quota");
    (rate.quota, rate.active, unfilled, excess)
}

#[test]
fn places_are_filled_as_the_story_tells() {
    let expected = [
        (("36.02", "2026-03"), (Some(10_000), 301, 9_699, 0)),
        (("36.02", "2026-09"), (Some(9_950), 300, 9_650, 0)),
        (("36.02.01", "2026-03"), (Some(320), 301, 19, 0)),
        (("36.02.01.2001", "2026-04"), (Some(100), 98, 2, 0)),
        // One gave up its place.
        (("36.02.01.2001", "2026-05"), (Some(100), 97, 3, 0)),
        // Too many, until the share of the desa that has too few goes there.
        (("36.02.01.2002", "2026-08"), (Some(80), 82, 0, 2)),
        (("36.02.01.2002", "2026-09"), (Some(90), 82, 8, 0)),
        (("36.02.01.2004", "2026-08"), (Some(60), 45, 15, 0)),
        (("36.02.01.2004", "2026-09"), (Some(50), 45, 5, 0)),
        (("36.03", "2026-09"), (Some(10_000), 0, 10_000, 0)),
        (("36.03", "2026-10"), (Some(9_400), 0, 9_400, 0)),
    ];
    for ((region, month), figures) in expected {
        assert_eq!(filled(region, month), figures, "{region} {month}");
    }
}

#[test]
fn what_was_credited_was_used_is_left_or_went_back() {
    let (desk, _) = recorded();
    let central = &desk.state.central;
    let totals: Vec<(String, Sums)> = central
        .periods
        .iter()
        .map(|(seq, period)| (format!("{} {}", period.code, period.first), central.total(seq)))
        .collect();
    let sums = |count, [credited, transacted, returned]: [i64; 3]| Sums {
        count,
        credited: credited * 100,
        transacted: transacted * 100,
        returned: returned * 100,
    };
    let expected = [
        ("SEMBAKO 2026-02", sums(301, [120_200_000, 119_000_000, 800_000])),
        ("PKH 2026-01", sums(36, [29_450_000, 28_850_000, 600_000])),
        ("SEMBAKO 2026-04", sums(300, [120_000_000, 120_000_000, 0])),
        ("PKH 2026-04", sums(35, [29_225_000, 0, 0])),
    ];
    assert_eq!(totals, expected.map(|(period, sums)| (period.to_owned(), sums)));
    assert_eq!(totals[0].1.balance(), 40_000_000, "Rp400.000 did not go back");
    // The sums of a region are those of its credits.
    for (seq, _) in central.periods.iter() {
        let standing = central.credits.iter().map(|(_, credit)| credit);
        let standing = standing.filter(|credit| {
            credit.period == seq
                && credit.stage != jejak_projections::central::CreditStage::Cancelled
        });
        let left: i64 = standing.map(jejak_projections::central::Credit::balance).sum();
        let province = central.sums_of(seq, "36".parse().unwrap());
        assert_eq!((province, province.balance()), (central.total(seq), left), "{seq}");
    }
}
