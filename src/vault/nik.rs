//! What can be said of a NIK by looking at it: `PPKKCC DDMMYY SSSS`.
//!
//! | level | says |
//! |---|---|
//! | L0 | 16 digits |
//! | L1 | the region prefix is known; an unknown one only keeps the level down, because a NIK names the place of first issue |
//! | L2 | a possible birth date; 40 is added to the day for women |
//! | L3 | the serial is not 0000 |
//! | L4 | the declared birth date settles the century |
//! | L5 | the declared birth date and sex are those in the NIK |
//! | L6 | the civil registry said so |

use jejak_events::date::Date;
use jejak_events::vocabulary::{NikFault, NikLevel};
use zeroize::Zeroizing;

use super::person::Sex;

/// What was declared beside the NIK.
#[derive(Debug, Clone, Copy, Default)]
pub struct Declared {
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// What the civil registry said.
    pub registry: Option<bool>,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assessed {
    /// Highest level reached; with an unknown prefix L0, whatever else holds.
    pub level: NikLevel,
    /// What is wrong, the gravest first.
    pub fault: NikFault,
}

/// The 16 digits of a number as people write it: blanks, dots, dashes and the apostrophe of
/// spreadsheets are passed over; anything else is no such number.
pub(super) fn sixteen(text: &str) -> Option<Zeroizing<String>> {
    let mut digits = Zeroizing::new(String::with_capacity(16));
    for c in text.trim().trim_start_matches('\'').chars() {
        match c {
            '0'..='9' if digits.len() < 16 => digits.push(c),
            ' ' | '.' | '-' => {}
            _ => return None,
        }
    }
    (digits.len() == 16).then_some(digits)
}

/// The digits of a NIK that may be one person's: not those of a spreadsheet's making, not repeated
/// or counted up, with a possible birth date and serial. Others are shared by many.
pub(super) fn identifying(text: &str) -> Option<Zeroizing<String>> {
    let digits = sixteen(text)?;
    (grave_fault(&digits) == NikFault::None).then_some(digits)
}

/// Looks at a NIK. `known` tells whether a prefix such as `36.03.12` is a region.
pub fn assess(
    text: &str,
    declared: Declared,
    today: Date,
    known: &dyn Fn(&str) -> bool,
) -> Assessed {
    let Some(digits) = sixteen(text) else {
        let fault = if is_scientific(text) { NikFault::Spreadsheet } else { NikFault::Shape };
        return Assessed { level: NikLevel::None, fault };
    };
    let known = known(&format!("{}.{}.{}", &digits[..2], &digits[2..4], &digits[4..6]));
    let found = |level, fault| Assessed {
        level: if known { level } else { NikLevel::Shape },
        fault: if known || fault != NikFault::None { fault } else { NikFault::Region },
    };
    let birth = Birth::read(&digits);
    match grave_fault(&digits) {
        NikFault::None => {}
        NikFault::Serial => return found(NikLevel::Birthdate, NikFault::Serial),
        fault => return found(NikLevel::Region, fault),
    }
    let (level, fault) = compare(&birth, declared, today);
    match declared.registry {
        Some(false) => found(level, NikFault::NotRegistered),
        // The registry knows its own prefixes.
        Some(true) if fault == NikFault::None => {
            Assessed { level: NikLevel::Registry, fault: NikFault::None }
        }
        _ => found(level, fault),
    }
}

/// What is declared, against what the NIK says.
fn compare(birth: &Birth, declared: Declared, today: Date) -> (NikLevel, NikFault) {
    let date = declared.birth_date.map(|date| date <= today && birth.is(date));
    let sex = declared.sex.map(|sex| birth.sex == sex);
    if date == Some(false) || sex == Some(false) {
        return (NikLevel::Serial, NikFault::Mismatch);
    }
    let level = match (date, sex) {
        (Some(_), Some(_)) => NikLevel::Declared,
        (Some(_), None) => NikLevel::Century,
        _ => NikLevel::Serial,
    };
    (level, NikFault::None)
}

/// `3,60312E+15`: what a spreadsheet makes of a number of 16 digits.
fn is_scientific(text: &str) -> bool {
    let rest = text.trim().trim_start_matches('\'');
    let Some((mantissa, exponent)) = rest.split_once(['e', 'E']) else { return false };
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    mantissa.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && number(exponent.trim_start_matches('+'))
}

/// What makes 16 digits useless whoever they are said to belong to.
fn grave_fault(digits: &str) -> NikFault {
    let bytes = digits.as_bytes();
    let follows = |pair: &[u8]| (pair[0] - b'0' + 1) % 10 == pair[1] - b'0';
    let repeated = bytes.windows(2).all(|pair| pair[0] == pair[1]);
    if repeated || bytes.windows(2).all(follows) {
        NikFault::Repeated
    } else if !Birth::read(digits).possible() {
        NikFault::Birthdate
    } else if digits.ends_with("0000") {
        NikFault::Serial
    } else {
        NikFault::None
    }
}

/// Day, month and two digits of the year, and the sex that the day tells.
struct Birth {
    day: u32,
    month: u32,
    year: u32,
    sex: Sex,
}

impl Birth {
    /// From 16 digits.
    fn read(digits: &str) -> Birth {
        let two = |at: usize| digits[at..at + 2].parse::<u32>().unwrap_or(0);
        let day = two(6);
        let (day, sex) = if day > 40 { (day - 40, Sex::Female) } else { (day, Sex::Male) };
        Birth { day, month: two(8), year: two(10), sex }
    }

    fn dates(&self) -> impl Iterator<Item = Date> + '_ {
        [1900, 2000].into_iter().filter_map(|century| {
            format!("{:04}-{:02}-{:02}", century + self.year, self.month, self.day).parse().ok()
        })
    }

    /// Whether there is such a day in one of the two centuries.
    fn possible(&self) -> bool {
        self.dates().next().is_some()
    }

    fn is(&self, date: Date) -> bool {
        self.dates().any(|found| found == date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A NIK as written, what was declared (`1990-01-02 L registered`), level, fault.
    const TABLE: &[(&str, &str, &str, &str)] = &[
        // Shapes.
        ("3603120201900001", "", "nomor-urut", "tidak-ada"),
        (" '3603.1202 0190-0001 ", "", "nomor-urut", "tidak-ada"),
        ("360312020190000", "", "tanpa-nik", "bentuk"),
        ("36031202019000011", "", "tanpa-nik", "bentuk"),
        ("360312020190000A", "", "tanpa-nik", "bentuk"),
        ("", "", "tanpa-nik", "bentuk"),
        ("٣٦٠٣١٢٠٢٠١٩٠٠٠٠١", "", "tanpa-nik", "bentuk"),
        // What spreadsheets make of it.
        ("3,60312E+15", "", "tanpa-nik", "rusak-lembar-kerja"),
        ("3.60312020190000e15", "", "tanpa-nik", "rusak-lembar-kerja"),
        ("'3,60312E+15", "", "tanpa-nik", "rusak-lembar-kerja"),
        ("E+15x", "", "tanpa-nik", "bentuk"),
        // 16 digits that end in 0: the tenth of its day, or a lost last digit; 0000 is none.
        ("3603120201900010", "", "nomor-urut", "tidak-ada"),
        ("3603120201900000", "", "tanggal-lahir", "nomor-urut"),
        // Nobody's.
        ("1111111111111111", "", "bentuk", "angka-berulang"),
        ("0000000000000000", "", "bentuk", "angka-berulang"),
        ("1234567890123456", "", "bentuk", "angka-berulang"),
        // Birth dates.
        ("3603124201900001", "", "nomor-urut", "tidak-ada"),
        ("3603120001900001", "", "wilayah", "tanggal-lahir"),
        ("3603124001900001", "", "wilayah", "tanggal-lahir"),
        ("3603123201900001", "", "wilayah", "tanggal-lahir"),
        ("3603127201900001", "", "wilayah", "tanggal-lahir"),
        ("3603120200900001", "", "wilayah", "tanggal-lahir"),
        ("3603120213900001", "", "wilayah", "tanggal-lahir"),
        ("3603123104900001", "", "wilayah", "tanggal-lahir"),
        // Leap days: 2000, 1996 and 1928 had one, 1990, 1930 and 2030 none.
        ("3603122902000001", "", "nomor-urut", "tidak-ada"),
        ("3603126902960001", "", "nomor-urut", "tidak-ada"),
        ("3603122902900001", "", "wilayah", "tanggal-lahir"),
        ("3603122902280001", "", "nomor-urut", "tidak-ada"),
        ("3603122902300001", "", "wilayah", "tanggal-lahir"),
        // An unknown prefix is only a lower level; what is graver wins.
        ("9903120201900001", "", "bentuk", "wilayah"),
        ("9903123201900001", "", "bentuk", "tanggal-lahir"),
        ("9903120201900001", "1990-01-02 L", "bentuk", "wilayah"),
        // What was declared.
        ("3603120201900001", "1990-01-02", "abad", "tidak-ada"),
        ("3603120201900001", "1990-01-02 L", "cocok", "tidak-ada"),
        ("3603120201900001", "L", "nomor-urut", "tidak-ada"),
        ("3603120201900001", "P", "nomor-urut", "tidak-cocok"),
        ("3603124201900001", "1990-01-02 P", "cocok", "tidak-ada"),
        ("3603120201900001", "1990-02-01 L", "nomor-urut", "tidak-cocok"),
        ("3603120201150001", "1915-01-02 L", "cocok", "tidak-ada"),
        ("3603120201150001", "2015-01-02 L", "cocok", "tidak-ada"),
        ("3603120201300001", "2030-01-02 L", "nomor-urut", "tidak-cocok"),
        // The registry.
        ("3603120201900001", "registered", "padan", "tidak-ada"),
        ("9903120201900001", "registered", "padan", "tidak-ada"),
        ("3603120201900001", "P registered", "nomor-urut", "tidak-cocok"),
        ("3603120201900001", "1990-01-02 L unregistered", "cocok", "tidak-terdaftar"),
    ];

    fn declared(words: &str) -> Declared {
        words.split_whitespace().fold(Declared::default(), |known, word| match word {
            "L" => Declared { sex: Some(Sex::Male), ..known },
            "P" => Declared { sex: Some(Sex::Female), ..known },
            "registered" => Declared { registry: Some(true), ..known },
            "unregistered" => Declared { registry: Some(false), ..known },
            date => Declared { birth_date: Some(date.parse().expect("a date")), ..known },
        })
    }

    #[test]
    fn each_nik_has_its_level_and_its_fault() {
        let today: Date = "2026-11-22".parse().expect("a date");
        for (text, words, level, fault) in TABLE {
            let found = assess(text, declared(words), today, &|prefix| prefix == "36.03.12");
            let found = (found.level.word(), found.fault.word());
            assert_eq!(found, (*level, *fault), "{text} {words}");
        }
    }

    #[test]
    fn a_nik_that_many_share_finds_nobody() {
        for (text, _, _, fault) in TABLE {
            let shared = ["bentuk", "rusak-lembar-kerja", "angka-berulang", "nomor-urut"];
            let expected = shared.contains(fault) || *fault == "tanggal-lahir";
            assert_eq!(identifying(text).is_none(), expected, "{text}");
        }
    }
}
