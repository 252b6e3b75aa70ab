//! Kode akun: what money is budgeted and spent as (Permendagri 90/2019 and its updates, SIPD).
//!
//! Not here: the names of accounts, and which of them exist.

use super::dotted::{Layout, dotted_code, segment};

const LAYOUT: Layout = Layout {
    expected: "an account code such as \"5.1.06.01.01.0001\"",
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
    /// A kode akun `A.B.CC.DD.EE.FFFF`: akun, kelompok, jenis, objek, rincian, sub rincian; also
    /// the levels above a leaf. 4 is revenue, 5 spending, 6 financing.
    ///
    /// Unpadded SIPD codes are read (`5.1.6.1.1.2`) and shown padded (`5.1.06.01.01.0002`).
    AccountCode, LAYOUT
}

/// Belanja Bantuan Sosial.
const BANSOS: AccountCode = AccountCode(510_600_000_000);
/// Belanja Hibah.
const HIBAH: AccountCode = AccountCode(510_500_000_000);
/// Belanja Modal.
const CAPITAL: AccountCode = AccountCode(520_000_000_000);
/// Belanja Tidak Terduga.
const BTT: AccountCode = AccountCode(530_000_000_000);

/// To whom an account of bantuan sosial pays: the objek below 5.1.06.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum RecipientKind {
    /// Individu, 5.1.06.01.
    Individual,
    /// Keluarga, 5.1.06.02.
    Family,
    /// Kelompok masyarakat, 5.1.06.03: a KUBE, a group for house repair.
    Group,
    /// Lembaga non pemerintahan, 5.1.06.04: an LKS.
    Institution,
}

impl AccountCode {
    /// Belanja Bantuan Sosial, 5.1.06 and below.
    pub fn is_bansos(self) -> bool {
        self.starts_with(BANSOS)
    }

    /// Belanja Hibah, 5.1.05 and below.
    pub fn is_hibah(self) -> bool {
        self.starts_with(HIBAH)
    }

    /// Belanja Modal, 5.2 and below.
    pub fn is_capital(self) -> bool {
        self.starts_with(CAPITAL)
    }

    /// Belanja Tidak Terduga, 5.3 and below.
    pub fn is_btt(self) -> bool {
        self.starts_with(BTT)
    }

    /// To whom an account of bantuan sosial pays; `None` above the objek and for other accounts.
    pub fn recipient_kind(self) -> Option<RecipientKind> {
        match self.below_bansos()? {
            (1, _, _) => Some(RecipientKind::Individual),
            (2, _, _) => Some(RecipientKind::Family),
            (3, _, _) => Some(RecipientKind::Group),
            (4, _, _) => Some(RecipientKind::Institution),
            _ => None,
        }
    }

    /// Bantuan sosial in money (uang): rincian 01.
    pub fn is_cash(self) -> bool {
        matches!(self.below_bansos(), Some((_, 1, _)))
    }

    /// Bantuan sosial in goods (barang): rincian 02.
    pub fn is_goods(self) -> bool {
        matches!(self.below_bansos(), Some((_, 2, _)))
    }

    /// Bantuan sosial planned by name and address when the budget was made (direncanakan): the
    /// leaves 0001.
    pub fn is_planned(self) -> bool {
        matches!(self.below_bansos(), Some((_, _, 1)))
    }

    /// Bantuan sosial that could not be planned (tidak direncanakan): the leaves 0002.
    pub fn is_unplanned(self) -> bool {
        matches!(self.below_bansos(), Some((_, _, 2)))
    }

    /// Objek, rincian and sub rincian of an account of bantuan sosial, 0 for a missing one.
    fn below_bansos(self) -> Option<(u64, u64, u64)> {
        if !self.is_bansos() {
            return None;
        }
        let mut values = LAYOUT.values(self.0).skip(3);
        Some((values.next()?, values.next()?, values.next()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validated::testing::{assert_reads, wire};

    #[test]
    fn padded_and_unpadded_codes_are_read() {
        assert_reads::<AccountCode>(&[
            ("5", "5"),
            ("5.1.06", "5.1.06"),
            ("5.1.6", "5.1.06"),
            ("5.1.06.01.01.0001", "5.1.06.01.01.0001"),
            ("5.1.6.1.1.2", "5.1.06.01.01.0002"),
            (" 5.3.01.01.01.0001 ", "5.3.01.01.01.0001"),
        ]);
        for refused in ["0", "10", "5.10", "05.1", "5.1.0", "5.1.006", "5.1.06.01.01.00001"] {
            assert!(refused.parse::<AccountCode>().is_err(), "{refused}");
        }
        assert!("5.1.06.01.01.0001.1".parse::<AccountCode>().is_err(), "seven segments");
    }

    #[test]
    fn kinds_of_spending() {
        let cases = [
            // code, bansos, hibah, capital, btt
            ("5.1.06", [true, false, false, false]),
            ("5.1.06.04.02.0002", [true, false, false, false]),
            ("5.1.05.05.01.0001", [false, true, false, false]),
            ("5.2.03.01.01.0001", [false, false, true, false]),
            ("5.3.01.01.01.0001", [false, false, false, true]),
            ("5.1", [false; 4]),
            ("5", [false; 4]),
        ];
        for (code, expected) in cases {
            let code: AccountCode = code.parse().expect(code);
            let kinds = [code.is_bansos(), code.is_hibah(), code.is_capital(), code.is_btt()];
            assert_eq!(kinds, expected, "{code}");
        }
    }

    #[test]
    fn accounts_of_bansos_say_to_whom_and_what() {
        use RecipientKind::{Family, Group, Individual, Institution};
        let cases = [
            // code, to whom, cash, goods, planned, unplanned
            ("5.1.06.01.01.0001", Some(Individual), [true, false, true, false]),
            ("5.1.06.02.02.0001", Some(Family), [false, true, true, false]),
            ("5.1.06.03.01.0002", Some(Group), [true, false, false, true]),
            ("5.1.06.04.02", Some(Institution), [false, true, false, false]),
            ("5.1.06.05", None, [false; 4]),
            ("5.1.06", None, [false; 4]),
            ("5.1.05.01.01.0001", None, [false; 4]),
        ];
        for (code, kind, expected) in cases {
            let code: AccountCode = code.parse().expect(code);
            assert_eq!(code.recipient_kind(), kind, "{code}");
            let flags = [code.is_cash(), code.is_goods(), code.is_planned(), code.is_unplanned()];
            assert_eq!(flags, expected, "{code}");
        }
    }

    #[test]
    fn the_bytes_are_the_digits_as_a_varint() {
        let code: AccountCode = "5.1.06.01.01.0001".parse().expect("a leaf");
        assert_eq!(code.packed(), 510_601_010_001);
        assert_eq!(wire(&code), [253, 0x51, 0x1b, 0x31, 0xe2, 0x76, 0, 0, 0]);
    }
}
