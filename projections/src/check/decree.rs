//! Decrees and what led to them: quotas, proposals, replacements, signatures (A17-A21).

use jejak_events::vocabulary::Parameter;

use super::{Severity, Spec};

mod proposed;
mod quota;
mod replaced;
mod signatory;

pub(super) const CHECKS: &[Spec] = &[
    Spec {
        id: "A17",
        version: 1,
        en: "above the quota",
        title_id: "melebihi kuota",
        severity: Severity::High,
        basis: "SK kuota Kemensos; Permendagri 32/2011 jo. 99/2019",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "rows and held places against the quota of their region and of every region above, when each was recorded; quotas set below what was there",
        make: || Box::<quota::OverQuota>::default(),
    },
    Spec {
        id: "A18",
        version: 1,
        en: "recipients exceed proposals",
        title_id: "penerima melebihi usulan",
        severity: Severity::High,
        basis: "Permendagri 32/2011 jo. 99/2019 (usulan tertulis)",
        parameters: &[],
        deterministic: true,
        watches: false,
        looks_at: "rows for people whom no proposal of the programme named",
        make: || Box::new(proposed::NeverProposed),
    },
    Spec {
        id: "A19",
        version: 1,
        en: "replaced without minutes or amendment",
        title_id: "penggantian tanpa berita acara atau SK perubahan",
        severity: Severity::High,
        basis: "pedoman Program Sembako (musyawarah desa/kelurahan, pengesahan, penetapan)",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "papers of each replacement in a row or place, and whether the new person was ever proposed",
        make: || Box::<replaced::WithoutPapers>::default(),
    },
    Spec {
        id: "A20",
        version: 1,
        en: "proposal after the deadline",
        title_id: "usulan lewat batas waktu",
        severity: Severity::Medium,
        basis: "Permendagri 32/2011 jo. 99/2019",
        parameters: &[Parameter::ProposalDeadline],
        deterministic: true,
        watches: true,
        looks_at: "day of the year of each proposal",
        make: || Box::<proposed::AfterDeadline>::default(),
    },
    Spec {
        id: "A21",
        version: 1,
        en: "signatory not authorised on that day",
        title_id: "penanda tangan tidak berwenang pada tanggal itu",
        severity: Severity::High,
        basis: "Permendagri 77/2020 (pejabat pengelola keuangan); Permendagri 32/2011 jo. 99/2019 (SK penetapan)",
        parameters: &[],
        deterministic: true,
        watches: true,
        looks_at: "appointments of those who signed decrees, SPD, SPP, SPM and SP2D, on the day of the document",
        make: || Box::<signatory::Signatories>::default(),
    },
];
