//! Funding sources (SIPD sumber dana) that pay for social assistance, ready to be registered in the
//! ledger of a province.
//!
//! Money outside the APBD has no code in SIPD; here it is numbered under 9. BTT is no source but an
//! account (5.3).
//!
//! Not here: which cash a family of sources may lie in. That is a rule (REF-16), and a test records
//! every row of this table through it.

use jejak_events::SourceCode;
use jejak_events::vocabulary::{CashOrigin, Earmark, SourceFamily};

use super::{Basis, Entry, rows};

/// A funding source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Code.
    pub code: SourceCode,
    /// Name.
    pub name: &'static str,
    /// Budget family, as a province sees it.
    pub family: SourceFamily,
    /// Where its cash lies; money goes back there.
    pub cash_origin: CashOrigin,
    /// Whether it may be used only for what it was given for.
    pub earmark: Earmark,
    /// Where money goes that is left when the year ends.
    pub unspent: &'static str,
    /// Where code and name come from.
    pub basis: Basis,
}

/// Code, name, family, cash, earmark, what is left goes to, basis.
pub(super) const TABLE: &str = "
  1.1 | Pendapatan Asli Daerah (PAD) | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.1.01 | Pajak daerah | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.1.02 | Retribusi daerah | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.1.03 | Hasil pengelolaan kekayaan daerah yang dipisahkan | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.1.04 | Lain-lain PAD yang sah | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.1.04.22 | Zakat dan infak sebagai PAD | apbd-provinsi | rkud | terikat | SiLPA terikat | sipd
  1.2.01.01.01 | DBH umum | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.2.01.01.02 | DAU umum | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.2.02.02 | Bantuan keuangan umum | transfer | rkud | umum | SiLPA | sipd
  1.3.01 | Hibah pusat, daerah, swasta, masyarakat | hibah | rkud | terikat | sesuai NPHD | sipd
  1.4.01 | SiLPA tahun lalu | apbd-provinsi | rkud | umum | SiLPA | sipd
  1.4.01.05 | SiLPA: penghematan belanja | apbd-provinsi | rkud | umum | SiLPA | sipd
  2.2.01.01.01 | DBH khusus | transfer | rkud | terikat | SiLPA terikat | sipd
  2.2.01.01.02 | DAU yang ditentukan penggunaannya | transfer | rkud | terikat | SiLPA terikat | sipd
  2.2.01.01.03.0027 | DAK Fisik-Penyediaan Rumah Swadaya | dak-fisik | rkud | terikat | SiLPA terikat | sipd
  2.2.01.01.03.0050 | DAK Fisik-Bidang Sosial-Reguler | dak-fisik | rkud | terikat | SiLPA terikat | sipd
  2.2.01.01.04.0022 | DAK Nonfisik-Pelayanan PPA | dak-nonfisik | rkud | terikat | SiLPA terikat | sipd
  2.2.01.02 | DID | did | rkud | terikat | SiLPA terikat | sipd
  2.2.01.06 | Insentif Fiskal | did | rkud | terikat | SiLPA terikat | sipd
  2.2.02.02.01 | Bantuan keuangan khusus | transfer | rkud | terikat | pemberi | sipd
  2.3.02 | Dana Darurat | transfer | rkud | terikat | SiLPA terikat | sipd
  9.1 | APBN Kementerian Sosial (DIPA BA 027) | apbn | rkun | terikat | kas negara | buku-ini
  9.2 | Zakat melalui Baznas | zakat | di-luar-anggaran | terikat | Baznas | buku-ini
  9.3 | APBN dekonsentrasi | apbn | rkun | terikat | kas negara | buku-ini
  9.4 | APBN tugas pembantuan | apbn | rkun | terikat | kas negara | buku-ini
  9.5 | CSR/TJSLP | csr | di-luar-anggaran | terikat | sesuai perjanjian | buku-ini
  9.6 | Dana Desa | dana-desa | di-luar-anggaran | terikat | RKD | buku-ini
";

/// All, in the order of their codes.
pub fn all() -> Vec<Source> {
    rows(TABLE).filter_map(read).collect()
}

fn read(cells: [&'static str; 7]) -> Option<Source> {
    let [code, name, family, cash, earmark, unspent, basis] = cells;
    Some(Source {
        code: code.parse().ok()?,
        name,
        family: SourceFamily::from_word(family)?,
        cash_origin: CashOrigin::from_word(cash)?,
        earmark: Earmark::from_word(earmark)?,
        unspent,
        basis: Basis::from_word(basis)?,
    })
}

impl Entry for Source {
    type Code = SourceCode;

    fn code(&self) -> SourceCode {
        self.code
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn lies_below(code: SourceCode, above: SourceCode) -> bool {
        code.starts_with(above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dana_khusus_is_earmarked() {
        for source in all().into_iter().filter(|source| source.code.is_earmarked()) {
            assert_eq!(source.earmark, Earmark::Earmarked, "{}", source.name);
        }
    }

    #[test]
    fn what_is_left_of_state_money_goes_to_the_state() {
        for source in all() {
            let state = source.cash_origin == CashOrigin::Rkun;
            assert_eq!(source.unspent == "kas negara", state, "{}", source.name);
            assert_eq!(source.basis == Basis::Own, source.code.to_string().starts_with("9."));
        }
    }
}
