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
