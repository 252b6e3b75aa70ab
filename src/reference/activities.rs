//! Programmes of urusan 1.06 (sosial) and sub-activities below them.
//!
//! Numbering changed between editions: a code means something only with its fiscal year. The
//! sub-activities are those of a kabupaten or kota (L = 2); what a province's (L = 1) are called was
//! not looked up. Names are the short ones that public lists give.

use jejak_events::ActivityCode;

use super::{Basis, Entry, rows};

/// A programme, activity or sub-activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// Code, of any level.
    pub code: ActivityCode,
    /// Name.
    pub name: &'static str,
    /// Where code and name come from.
    pub basis: Basis,
}

/// Code, name, basis.
pub(super) const TABLE: &str = "
  1.06 | Urusan Pemerintahan Bidang Sosial | sipd
  1.06.01 | Program Penunjang Urusan Pemerintahan Daerah | sipd
  1.06.02 | Program Pemberdayaan Sosial | sipd
  1.06.02.2.03.0001 | Pekerja Sosial Masyarakat (PSM) | sipd
  1.06.02.2.03.0002 | Tenaga Kesejahteraan Sosial Kecamatan (TKSK) | sipd
  1.06.02.2.03.0003 | Pemberdayaan sosial keluarga | sipd
  1.06.02.2.03.0004 | Pemberdayaan sosial kelembagaan masyarakat | sipd
  1.06.02.2.03.0005 | Lembaga Konsultasi Kesejahteraan Keluarga (LK3) | sipd
  1.06.03 | Program Penanganan Warga Negara Migran Korban Tindak Kekerasan | sipd
  1.06.04 | Program Rehabilitasi Sosial | sipd
  1.06.04.2.01.0001 | Penyediaan Permakanan | sipd
  1.06.04.2.01.0003 | Penyediaan Alat Bantu | sipd
  1.06.05 | Program Perlindungan dan Jaminan Sosial | sipd
  1.06.05.2.01 | Pemeliharaan anak terlantar | sipd
  1.06.05.2.02.0001 | Pendataan Fakir Miskin | sipd
  1.06.05.2.02.0002 | Pengelolaan Data Fakir Miskin | sipd
  1.06.05.2.02.0003 | Fasilitasi Bantuan Sosial Kesejahteraan Keluarga | sipd
  1.06.05.2.02.0004 | Fasilitasi Bantuan Pengembangan Ekonomi Masyarakat | sipd
  1.06.06 | Program Penanganan Bencana | sipd
  1.06.06.2.01.0001 | Penyediaan Makanan | sipd
  1.06.06.2.01.0002 | Penyediaan Sandang | sipd
  1.06.06.2.01.0003 | Penyediaan Tempat Penampungan Pengungsi | sipd
  1.06.06.2.01.0005 | Pelayanan Dukungan Psikososial | sipd
  1.06.06.2.02.0001 | Kampung Siaga Bencana (KSB) | sipd
  1.06.06.2.02.0002 | Taruna Siaga Bencana (Tagana) | sipd
  1.06.07 | Program Pengelolaan Taman Makam Pahlawan | sipd
";

/// All, in the order of their codes.
pub fn all() -> Vec<Activity> {
    let read = |[code, name, basis]: [&'static str; 3]| {
        Some(Activity { code: code.parse().ok()?, name, basis: Basis::from_word(basis)? })
    };
    rows(TABLE).filter_map(read).collect()
}

impl Entry for Activity {
    type Code = ActivityCode;

    fn code(&self) -> ActivityCode {
        self.code
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn lies_below(code: ActivityCode, above: ActivityCode) -> bool {
        code.starts_with(above)
    }
}
