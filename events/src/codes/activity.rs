//! Kode sub-kegiatan: what a programme does with its money (Permendagri 90/2019 and its updates).
//!
//! Not here: the names of activities. Numbering changed between editions, so a code means
//! something only together with its fiscal year.

use super::dotted::{Layout, dotted_code, segment};

const LAYOUT: Layout = Layout {
    expected: "an activity code such as \"1.06.05.2.02.0003\"",
    segments: [
        segment(1, 1, 1, 9),
        segment(2, 2, 2, 99),
        segment(2, 2, 2, 99),
        segment(1, 1, 2, 2),
        segment(2, 2, 2, 99),
        segment(4, 2, 4, 9999),
    ],
};

dotted_code! {
    /// A kode sub-kegiatan `U.BB.PP.L.KK.SSSS`: urusan, bidang, program, level of government,
    /// kegiatan, sub-kegiatan; also the levels above, such as the programme `1.06.05`.
    ///
    /// L is 1 for a province and 2 for a regency or city; files that write `02` are read, and so
    /// are sub-kegiatan of two digits as older editions print them (`03` is shown as `0003`).
    ActivityCode, LAYOUT
}

impl ActivityCode {
    /// The programme, `1.06.05`; `None` for a code above programmes.
    pub fn programme(self) -> Option<ActivityCode> {
        self.prefix(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validated::testing::assert_reads;

    #[test]
    fn codes_of_all_levels_and_writings_are_read() {
        assert_reads::<ActivityCode>(&[
            ("1.06", "1.06"),
            ("1.06.05", "1.06.05"),
            ("1.06.05.2", "1.06.05.2"),
            ("1.06.05.1.02.0003", "1.06.05.1.02.0003"),
            ("1.06.05.02.02.0003", "1.06.05.2.02.0003"),
            ("1.06.05.2.02.03", "1.06.05.2.02.0003"),
            ("5.01.01.2.02.0001", "5.01.01.2.02.0001"),
        ]);
        for refused in ["1.6.05", "01.06.05", "1.06.5", "1.06.05.3", "1.06.05.0", "X.XX.01"] {
            assert!(refused.parse::<ActivityCode>().is_err(), "{refused}");
        }
    }

    #[test]
    fn the_programme_is_the_third_level() {
        for (code, programme) in
            [("1.06.05.2.02.0003", Some("1.06.05")), ("1.06.05", Some("1.06.05")), ("1.06", None)]
        {
            let code: ActivityCode = code.parse().expect(code);
            assert_eq!(code.programme().map(|code| code.to_string()).as_deref(), programme);
        }
    }
}
