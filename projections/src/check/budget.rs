//! Lines: their sums, sources and accounts (A22-A24).

use super::{Severity, Spec};

mod account;
mod ceiling;
mod source;

pub(super) const CHECKS: &[Spec] = &[
    Spec {
        id: "A22",
        version: 1,
        en: "SPP above SPD, SPD above ceiling, or use above ceiling",
        title_id: "SPP melebihi SPD, SPD melebihi pagu, atau realisasi melebihi pagu",
        severity: Severity::Critical,
        basis: "Permendagri 77/2020",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "released, requested and used sums of each line after every event that moves them",
        make: || Box::<ceiling::Exceeded>::default(),
    },
    Spec {
        id: "A23",
        version: 1,
        en: "another funding source, programme or treasury",
        title_id: "sumber dana, program, atau kas tidak sesuai",
        severity: Severity::High,
        basis: "PP 19/2022 (dekonsentrasi dan tugas pembantuan); Permendagri 77/2020",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "programme and year of lines against decrees, lines of payments against their SP2D, accounts of SP2D and refunds against the source, budget documents, DAK without activity plan, cash of the community without receipt",
        make: || Box::<source::Sources>::default(),
    },
    Spec {
        id: "A24",
        version: 1,
        en: "wrong account",
        title_id: "akun belanja tidak sesuai",
        severity: Severity::High,
        basis: "Permendagri 90/2019; Permendagri 77/2020; PMK 228/2016 (biaya penyaluran)",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "account of each row against kind of recipient and form of aid; requests and receipts that draw aid accounts for something else; goods handed over from an account for money",
        make: || Box::<account::Accounts>::default(),
    },
];
