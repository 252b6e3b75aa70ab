//! Who gets aid: identity, duplicates, exclusion, eligibility (A01-A13).

mod claims;
mod twice;

use super::{Severity, Spec};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A02",
    version: 1,
    en: "one recipient twice in a programme and period",
    title_id: "penerima ganda pada satu program dan periode",
    severity: Severity::High,
    basis: "Permendagri 32/2011 jo. 99/2019 (bansos selektif)",
    parameters: &[],
    deterministic: true,
    watches: false,
    looks_at: "rows of decrees by programme, year and person",
    make: || Box::new(twice::InProgramme),
}];
