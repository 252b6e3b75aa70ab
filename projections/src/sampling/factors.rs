//! Poisson confidence factors: how many errors there may be where `k` were found.

use super::evaluate::Confidence;

/// Factors in millionths for 0, 1, 2, ... errors, as printed in sampling tables of auditors.
const TABLE_90: [i128; 11] = [
    2_302_585, 3_889_720, 5_322_320, 6_680_783, 7_993_590, 9_274_674, 10_532_072, 11_770_914,
    12_994_712, 14_205_990, 15_406_641,
];
const TABLE_95: [i128; 11] = [
    2_995_732, 4_743_865, 6_295_794, 7_753_657, 9_153_519, 10_513_035, 11_842_396, 13_148_114,
    14_434_650, 15_705_216, 16_962_219,
];
const TABLE_99: [i128; 11] = [
    4_605_170, 6_638_352, 8_405_947, 10_045_118, 11_604_626, 13_108_481, 14_570_624, 16_000_000,
    17_402_653, 18_783_120, 20_144_681,
];

/// One, in millionths.
pub const ONE: i128 = 1_000_000;

/// The upper limit of the mean of a Poisson count of which `errors` were seen, in millionths.
pub fn poisson(confidence: Confidence, errors: usize) -> i128 {
    let table = match confidence {
        Confidence::Ninety => &TABLE_90,
        Confidence::NinetyFive => &TABLE_95,
        Confidence::NinetyNine => &TABLE_99,
    };
    table.get(errors).copied().unwrap_or_else(|| wilson_hilferty(confidence, errors))
}

/// The approximation of Wilson and Hilferty, good to a thousandth from ten errors on:
/// `a (1 - 1/9a + z/3 sqrt a)^3` with `a = errors + 1`.
fn wilson_hilferty(confidence: Confidence, errors: usize) -> i128 {
    let a = i128::try_from(errors).unwrap_or(i128::MAX >> 64) + 1;
    let root = (a * ONE * ONE).isqrt();
    let x = ONE - ONE / (9 * a) + normal(confidence) * ONE / (3 * root);
    a * x * x / ONE * x / ONE
}

/// One-sided quantile of the normal distribution, in millionths.
pub const fn normal(confidence: Confidence) -> i128 {
    match confidence {
        Confidence::Ninety => 1_281_552,
        Confidence::NinetyFive => 1_644_854,
        Confidence::NinetyNine => 2_326_348,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_grow_and_the_approximation_goes_on_where_the_table_ends() {
        for confidence in [Confidence::Ninety, Confidence::NinetyFive, Confidence::NinetyNine] {
            for errors in 0..100 {
                let step = poisson(confidence, errors + 1) - poisson(confidence, errors);
                assert!(step > ONE && step < 3 * ONE, "{confidence:?} {errors} {step}");
            }
            let (table, near) = (poisson(confidence, 10), wilson_hilferty(confidence, 10));
            assert!((table - near).abs() * 1_000 < table, "{confidence:?} {table} {near}");
        }
        // A published value: 20 errors at 95 percent are 29.06.
        assert_eq!(poisson(Confidence::NinetyFive, 20) / 10_000, 2_905);
    }
}
