//! What was paid, against what was decided (A14-A16).

use jejak_events::vocabulary::Parameter;

use super::{Severity, Spec};

mod amount;
mod paid;
mod totals;

pub(super) const CHECKS: &[Spec] = &[
    Spec {
        id: "A14",
        version: 1,
        en: "paid outside the decree, or before it",
        title_id: "dibayar di luar SK atau mendahului SK",
        severity: Severity::Critical,
        basis: "Permendagri 32/2011 jo. 99/2019; LHP BPK Kota Tangerang 2021",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "payments without a row of the decree that their SP2D pays, to cancelled rows, credited before the signature; ministry's credits to somebody on no list",
        make: || Box::<paid::NotInDecree>::default(),
    },
    Spec {
        id: "A15",
        version: 2,
        en: "amount differs from decree or rule",
        title_id: "nilai berbeda dari SK atau aturan",
        severity: Severity::Critical,
        basis: "SK penetapan; juknis program",
        parameters: &[
            Parameter::UnitAmount,
            Parameter::AmountCap,
            Parameter::MemberAmount,
            Parameter::StipendTksk,
            Parameter::StipendSaktiPeksos,
            Parameter::StipendCounsellor,
            Parameter::StipendPkhCompanion,
            Parameter::StipendKubeCompanion,
            Parameter::StipendKtkpm,
            Parameter::StipendPsm,
            Parameter::StipendTagana,
            Parameter::StipendYouthBoard,
        ],
        deterministic: true,
        watches: true,
        looks_at: "rows against unit amount, amount per member and cap; instructions against the row; credits against the instruction; ministry's credits against what is due; stipends against what a rule gives the role a month",
        make: || Box::<amount::Amounts>::default(),
    },
    Spec {
        id: "A16",
        version: 1,
        en: "totals of decree, SPP, SPM, SP2D and list disagree",
        title_id: "jumlah SK, SPP, SPM, SP2D, dan daftar bayar tidak sama",
        severity: Severity::Critical,
        basis: "Permendagri 77/2020",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "text of a decree against its rows; requests against the decree; SPM, SP2D and deductions against the request; lists against what they announced and the net; a ministry's report against its credits",
        make: || Box::<totals::Totals>::default(),
    },
];
