//! Reports of programmes and people: annexes of decrees, receipts, monitoring, closing reports,
//! stock, findings, and the worksheet of oversight.

mod asked;
mod bnba;
mod findings;
mod kube;
mod oversight;
mod receipts;
mod rtlh;
mod sembako;
mod spent;
mod stock;

use super::catalogue::{Asked, Report};

pub use stock::stock_card;

pub(super) const REPORTS: &[Report] = &[
    Report {
        name: "bnba",
        en: "BNBA: by name by address, the annex of a decree",
        id: "BNBA: daftar nama dan alamat, lampiran SK",
        needs: &[Asked::Of],
        takes: &[Asked::Region],
        make: bnba::make,
    },
    Report {
        name: "receipts",
        en: "List of receipts of a payment list or decree",
        id: "Daftar tanda terima",
        needs: &[Asked::Of],
        takes: &[Asked::Region],
        make: receipts::make,
    },
    Report {
        name: "sembako-monev",
        en: "Monitoring of Program Sembako by village and period",
        id: "Laporan monev penyaluran Program Sembako",
        needs: &[Asked::Month],
        takes: &[Asked::Region, Asked::Programme],
        make: sembako::make,
    },
    Report {
        name: "kube-lpj",
        en: "Closing report (LPJ) of a KUBe grant",
        id: "LPJ hibah KUBe",
        needs: &[Asked::Of],
        takes: &[],
        make: kube::make,
    },
    Report {
        name: "rtlh-lpj",
        en: "Closing report (LPJ) of a house repair (RTLH)",
        id: "LPJ perbaikan RTLH",
        needs: &[Asked::Of],
        takes: &[],
        make: rtlh::make,
    },
    Report {
        name: "stock",
        en: "Report of disaster stock",
        id: "Laporan stok bufferstock bencana",
        needs: &[Asked::Month],
        takes: &[Asked::Of],
        make: stock::make,
    },
    Report {
        name: "findings",
        en: "Findings and their follow-up",
        id: "Daftar temuan dan tindak lanjut (TLRHP)",
        needs: &[],
        takes: &[Asked::Year, Asked::Region, Asked::Organisation],
        make: findings::make,
    },
    Report {
        name: "oversight",
        en: "Worksheet of oversight, by account",
        id: "Kertas kerja pengawasan bantuan sosial",
        needs: &[Asked::Year],
        takes: &[Asked::Organisation],
        make: oversight::make,
    },
];
