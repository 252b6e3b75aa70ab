//! The checks that there are.

use jejak_events::vocabulary::Parameter;

use super::Check;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Kritis.
    Critical,
    /// Tinggi.
    High,
    /// Sedang.
    Medium,
    /// Rendah: for information.
    Low,
}

impl Severity {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Critical => "critical",
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
        }
    }

    /// The word of the field.
    pub const fn word_id(self) -> &'static str {
        match self {
            Severity::Critical => "kritis",
            Severity::High => "tinggi",
            Severity::Medium => "sedang",
            Severity::Low => "rendah",
        }
    }
}

/// A check: what it is, and how one is made.
pub struct Spec {
    /// `A01` to `A51`.
    pub id: &'static str,
    /// Raised whenever the same ledger could give another result.
    pub version: u16,
    /// Title in English.
    pub en: &'static str,
    /// Title in Bahasa Indonesia.
    pub title_id: &'static str,
    /// How grave.
    pub severity: Severity,
    /// Law or guideline behind it.
    pub basis: &'static str,
    /// Rule parameters that it reads.
    pub parameters: &'static [Parameter],
    /// Whether its findings follow from the events alone, with no threshold of taste: lawful events
    /// never give one.
    pub deterministic: bool,
    /// Whether it watches events go by ([`Check::see`]); without, a folded state is enough.
    pub watches: bool,
    /// What it looks at, for the page of checks; English.
    pub looks_at: &'static str,
    /// One at the start of a pass.
    pub make: fn() -> Box<dyn Check>,
}

/// The rooms that have checks, one line each.
const ROOMS: &[&[Spec]] = &[
    super::recipients::CHECKS,
    super::decree::CHECKS,
    super::payment::CHECKS,
    super::budget::CHECKS,
    super::order::CHECKS,
    super::split::CHECKS,
    super::yearend::CHECKS,
    super::advance::CHECKS,
    super::service::CHECKS,
    super::twice::CHECKS,
    super::account::CHECKS,
    super::idle::CHECKS,
    super::returned::CHECKS,
    super::unspent::CHECKS,
    super::deduction::CHECKS,
    super::terminal::CHECKS,
    super::report_due::CHECKS,
    super::evidence::CHECKS,
    super::works::CHECKS,
    super::kube::CHECKS,
    super::institution::CHECKS,
    super::stock::CHECKS,
    super::worker::CHECKS,
    super::undistributed::CHECKS,
    super::time::CHECKS,
    super::people::CHECKS,
    super::completeness::CHECKS,
    super::finding::CHECKS,
    super::lump_sum::CHECKS,
    super::screening::CHECKS,
    super::authority::CHECKS,
];

/// Every check, by id.
pub fn all() -> Vec<&'static Spec> {
    let mut specs: Vec<&Spec> = ROOMS.iter().copied().flatten().collect();
    specs.sort_by_key(|spec| spec.id);
    specs
}

/// A check by its id, in any case.
pub fn by_id(id: &str) -> Option<&'static Spec> {
    all().into_iter().find(|spec| spec.id.eq_ignore_ascii_case(id))
}
