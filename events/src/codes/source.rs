//! Kode sumber dana: where money comes from (SIPD). It travels with every rupiah.
//!
//! Not here: what each source may finance and where its unspent money returns to; those are rules.

use super::dotted::{Layout, dotted_code, segment};

const LAYOUT: Layout = Layout {
    expected: "a funding source code such as \"2.2.01.01.03.0050\"",
    segments: [
        segment(1, 1, 1, 9),
        segment(1, 1, 1, 9),
        segment(2, 1, 2, 99),
        segment(2, 1, 2, 99),
        segment(2, 1, 2, 99),
        segment(4, 1, 4, 9999),
    ],
};

dotted_code! {
    /// A kode sumber dana of one to six segments, `A.B.CC.DD.EE.FFFF`: below 1 general funds (dana
    /// umum), below 2 earmarked funds (dana khusus). `1.1` is own revenue (PAD),
    /// `2.2.01.01.03.0050` the regular social DAK Fisik.
    ///
    /// Unpadded codes are read (`1.1.1`) and shown padded (`1.1.01`). What a spreadsheet makes of
    /// `1.1.01`, the time `01:01:01`, is refused.
    SourceCode, LAYOUT
}

impl SourceCode {
    /// Earmarked funds (dana khusus): 2 and below.
    pub fn is_earmarked(self) -> bool {
        self.starts_with(SourceCode(200_000_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validated::testing::assert_reads;

    #[test]
    fn codes_of_the_standard_list_are_read() {
        assert_reads::<SourceCode>(&[
            ("1", "1"),
            ("1.1", "1.1"),
            ("1.1.01", "1.1.01"),
            ("1.1.1", "1.1.01"),
            ("1.1.04.22", "1.1.04.22"),
            ("1.2.01.01.01", "1.2.01.01.01"),
            ("1.4.01.05", "1.4.01.05"),
            ("2.2.01.01.03.0050", "2.2.01.01.03.0050"),
            ("2.2.1.1.3.50", "2.2.01.01.03.0050"),
            ("2.3.02", "2.3.02"),
        ]);
        for refused in ["01.01.01", "1.0", "1.1.001", "1.1.100", "1.10.01"] {
            assert!(refused.parse::<SourceCode>().is_err(), "{refused}");
        }
    }

    #[test]
    fn funds_below_2_are_earmarked() {
        for (code, expected) in [("1.2.01.01.02", false), ("2.2.01.01.02", true), ("2", true)] {
            assert_eq!(code.parse::<SourceCode>().expect(code).is_earmarked(), expected, "{code}");
        }
    }
}
