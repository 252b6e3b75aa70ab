//! No kind of event is forgotten: its area says what it changes and what it must keep to, or it
//! stands here with the reason why there is nothing to say.
//!
//! Areas need no such list: `State::apply` and `rules::judge` go through all of them by `match`.
//! Within an area the last arm is `_`, because an area sees events of its own alone; a kind that
//! is missing there would silently do nothing, so the sources are read.

use jejak_events::Kind;

use crate::source::{Source, code, files};

/// Kinds that change no state of their area.
const WITHOUT_STATE: &[(Kind, &str)] = &[
    (Kind::ClockGapAccepted, "the clock of every event is kept, whatever its kind"),
    (Kind::PlafondAgreed, "a plafond binds nothing; the ceiling does"),
    (Kind::CashPlanSet, "a plan is compared with, never drawn from"),
    (Kind::DeductionReported, "a report of somebody, flagged where it is recorded"),
    (Kind::CentralDeductionReported, "a report of somebody, flagged where it is recorded"),
    (Kind::CashCounted, "the book stays the book; the difference is flagged"),
    (Kind::BankLineObserved, "what others wrote down, compared when it is recorded"),
    (Kind::Sp2dRowObserved, "what others wrote down, compared when it is recorded"),
    (Kind::ReconciliationRecorded, "its differences are flagged; the book stays the book"),
    (Kind::SilpaComputed, "recomputable from the cash book at any time"),
    (Kind::DakReadinessAssessed, "what somebody found, compared when it is recorded"),
    (Kind::FactCorrected, "both readings stay; balances never rest on a corrected field"),
    (
        Kind::DakReadinessAssessed,
        "an assessment of others; what it says is compared when it is recorded",
    ),
    (Kind::InsuranceClaimed, "what an insurance pays is not our money; the day is looked at"),
];

/// Why the second ledger judges little.
const WHAT_WAS_SEEN: &str = "what the program saw; that it stands in the second ledger is INT-07";

/// Kinds that their area has no rule for.
const WITHOUT_RULE: &[(Kind, &str)] = &[
    (Kind::SignedIn, WHAT_WAS_SEEN),
    (Kind::SignInFailed, WHAT_WAS_SEEN),
    (Kind::SignedOut, WHAT_WAS_SEEN),
    (Kind::TokenRevoked, WHAT_WAS_SEEN),
    (Kind::AttemptRefused, WHAT_WAS_SEEN),
    (Kind::ExportMade, WHAT_WAS_SEEN),
    (Kind::AdministrationDone, WHAT_WAS_SEEN),
    (Kind::VaultAccessed, WHAT_WAS_SEEN),
    (Kind::InvestigationClosed, "whose it is and whether it is open is asked of all kinds alike"),
    (Kind::HolidayDeclared, "a day declared twice is a holiday once"),
    (Kind::AccountOpened, "one person may have several accounts; the envelope looks at the rest"),
    (Kind::CashAccountOpened, "its organisation exists: the envelope looks at references"),
    (Kind::AuthorityMatrixOpened, "its rows and its closing are looked at"),
];

/// The code of an area: its file and the folder of the same name.
fn area_code(sources: &[Source], root: &str, area: &str) -> String {
    let (file, folder) = (format!("{root}/{area}.rs"), format!("{root}/{area}/"));
    let own = sources.iter().filter(|s| s.path == file || s.path.starts_with(&folder));
    let text: String = own.map(|source| code(&source.text)).collect();
    assert!(!text.is_empty(), "{file} is missing: every area has a file there");
    text
}

/// Every kind is handled in its area, or listed; never both.
#[track_caller]
fn check(root: &str, listed: &[(Kind, &str)]) {
    let sources = files(root, "rs");
    let mut problems = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        let handled =
            area_code(&sources, root, kind.area()).contains(&format!("Event::{}(", kind.name()));
        let reason = listed.iter().find(|(known, _)| *known == kind);
        match (handled, reason) {
            (false, None) => problems.push(format!("{kind:?} is forgotten in {root}")),
            (true, Some(_)) => problems.push(format!("{kind:?} is handled in {root} and listed")),
            _ => {}
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_kind_changes_state_or_says_why_not() {
    check("projections/src", WITHOUT_STATE);
}

#[test]
fn every_kind_has_a_rule_or_says_why_not() {
    check("src/ledger/rules", WITHOUT_RULE);
}
