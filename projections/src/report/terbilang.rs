//! Terbilang: an amount in Indonesian words, as receipts and SP2D must have it. Exact to the sen.

use crate::said;
use crate::said::Said;

const DIGITS: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
];
/// Words for powers of a thousand, up to 10^36.
const POWERS: [&str; 13] = [
    "",
    "ribu",
    "juta",
    "miliar",
    "triliun",
    "kuadriliun",
    "kuintiliun",
    "sekstiliun",
    "septiliun",
    "oktiliun",
    "noniliun",
    "desiliun",
    "undesiliun",
];

/// An amount in words: `tiga puluh tujuh miliar rupiah`, with sen `satu rupiah lima puluh sen`.
pub fn terbilang(sen: i128) -> String {
    let size = sen.unsigned_abs();
    let mut words = vec![number(size / 100), "rupiah".to_owned()];
    if !size.is_multiple_of(100) {
        words.extend([number(size % 100), "sen".to_owned()]);
    }
    if sen < 0 {
        words.insert(0, "minus".to_owned());
    }
    words.join(" ")
}

/// The line that stands below the sum of a paper. The words are Indonesian in both languages: it is
/// they that are signed.
pub fn below(sen: i128) -> Said {
    let words = terbilang(sen);
    said!("in words: {words}", "terbilang: {words}")
}

/// A whole number in words: 1,000 is `seribu`, 1,000,000 `satu juta`.
pub fn number(number: u128) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut groups = Vec::new();
    let (mut rest, mut power) = (number, 0);
    while rest > 0 {
        let group = rest % 1_000;
        if group > 0 {
            groups.push(match (group, power) {
                (1, 1) => "seribu".to_owned(),
                (_, 0) => hundreds(group),
                _ => format!("{} {}", hundreds(group), POWERS.get(power).unwrap_or(&"")),
            });
        }
        rest /= 1_000;
        power += 1;
    }
    groups.reverse();
    groups.join(" ")
}

/// A number from 1 to 999.
fn hundreds(number: u128) -> String {
    let small = |number: u128| {
        let index = usize::try_from(number).unwrap_or(0);
        DIGITS.get(index).copied().unwrap_or_default()
    };
    let with = |head: String, rest: u128| {
        if rest == 0 { head } else { format!("{head} {}", hundreds(rest)) }
    };
    match number {
        0..=11 => small(number).to_owned(),
        12..=19 => format!("{} belas", small(number - 10)),
        20..=99 => with(format!("{} puluh", small(number / 10)), number % 10),
        100..=199 => with("seratus".to_owned(), number - 100),
        _ => with(format!("{} ratus", small(number / 100)), number % 100),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_said_as_on_receipts() {
        let table = [
            (0, "nol rupiah"),
            (1, "nol rupiah satu sen"),
            (100, "satu rupiah"),
            (1_000, "sepuluh rupiah"),
            (1_100, "sebelas rupiah"),
            (1_200, "dua belas rupiah"),
            (2_150, "dua puluh satu rupiah lima puluh sen"),
            (10_000, "seratus rupiah"),
            (11_100, "seratus sebelas rupiah"),
            (100_000, "seribu rupiah"),
            (1_100_000, "sebelas ribu rupiah"),
            (10_100_000, "seratus satu ribu rupiah"),
            (100_000_000, "satu juta rupiah"),
            (100_100_000, "satu juta seribu rupiah"),
            (3_700_000_000_000, "tiga puluh tujuh miliar rupiah"),
            (60_000_000, "enam ratus ribu rupiah"),
            (-20_000, "minus dua ratus rupiah"),
            (100_000_000_000_000_000_000, "satu kuintiliun rupiah"),
        ];
        for (sen, words) in table {
            assert_eq!(terbilang(sen), words);
        }
    }

    /// Reads words back, by other means: a running sum that `ratus`, `puluh` and powers multiply.
    fn read(words: &str) -> u128 {
        let (mut total, mut group, mut digit) = (0_u128, 0_u128, 0_u128);
        for word in words.split(' ') {
            if let Some(value) = DIGITS.iter().position(|known| *known == word) {
                group += digit;
                digit = value as u128;
                continue;
            }
            match word {
                "belas" => digit += 10,
                "puluh" => digit *= 10,
                "ratus" => digit *= 100,
                "seratus" => digit += 100,
                "seribu" => total += 1_000,
                power => {
                    let power = POWERS.iter().position(|known| *known == power).expect(power);
                    total += (group + digit) * 1_000_u128.pow(u32::try_from(power).expect("small"));
                    (group, digit) = (0, 0);
                }
            }
        }
        total + group + digit
    }

    proptest! {
        #[test]
        fn words_read_back(sen in 0_i128..=9_999_999_999_999_999_999_999) {
            let words = terbilang(sen);
            let (rupiah, rest) = words.split_once(" rupiah").expect("rupiah");
            let sen_words = rest.trim().trim_end_matches(" sen");
            let part = if sen_words.is_empty() { 0 } else { read(sen_words) };
            prop_assert_eq!(read(rupiah) * 100 + part, sen.unsigned_abs());
            prop_assert!(!words.contains("  "));
        }

        #[test]
        fn every_small_number_reads_back(value in 1_u128..2_000_000) {
            prop_assert_eq!(read(&number(value)), value);
        }
    }
}
