//! Findings of checks as proposed events: `FindingOpened` for each that nobody opened before.
//!
//! A finding is the same as one that was opened when check and version are the same, the opened one
//! is about the same recipient or has the event that brought its subject into being among its
//! evidence, and all of its evidence is still part of what proves it: evidence grows, subjects do
//! not change. A finding that was closed is not opened again by this: people reopen it.

use std::collections::BTreeMap;

use jejak_events::finding::FindingOpened;
use jejak_events::ids::{EventRef, RecipientId};
use jejak_events::vocabulary::{FindingSource, Severity};
use jejak_events::{Date, Event, Object, Rupiah, Tag};
use jejak_projections::check::{self, Found, Spec};
use jejak_projections::{State, Unanswered, View, said};

use crate::ledger::Draft;

/// Events of evidence that one `FindingOpened` names: at nine bytes each they leave half of an
/// entry's 65,535 bytes. The first ones are named; the check gives all of them again.
const EVIDENCE_MAX: usize = 3_600;

/// A finding that was opened before.
struct Opened {
    version: u16,
    evidence: Vec<u64>,
    recipient: Option<RecipientId>,
}

/// Findings that were opened before, by check.
pub struct Known(BTreeMap<String, Vec<Opened>>);

impl Known {
    /// Those of a view.
    pub fn of(view: &View) -> Result<Known, Unanswered> {
        let mut known: BTreeMap<String, Vec<Opened>> = BTreeMap::new();
        for (seq, finding) in view.reading.state.finding.findings.iter() {
            let Event::FindingOpened(body) = view.facts.fact(seq)?.event else { continue };
            if body.source == FindingSource::Check {
                known.entry(finding.check.to_string()).or_default().push(Opened {
                    version: body.check_version,
                    evidence: body.evidence.iter().map(|event| event.0).collect(),
                    recipient: body.recipient,
                });
            }
        }
        Ok(Known(known))
    }

    /// Whether a finding was opened before.
    fn has(&self, spec: &Spec, found: &Found) -> bool {
        let same = |opened: &Opened| {
            let about = match &found.subject {
                Tag::Object(_, seq) => opened.evidence.contains(seq),
                Tag::Recipient(id) => opened.recipient == Some(RecipientId(*id)),
                _ => opened.evidence == found.evidence,
            };
            let within = |seq: &u64| found.evidence.binary_search(seq).is_ok();
            opened.version == spec.version && about && opened.evidence.iter().all(within)
        };
        self.0.get(spec.id).is_some_and(|opened| opened.iter().any(same))
    }
}

/// Drafts for the findings of a check that nobody opened before, on the day of the proposal; those
/// about `only` these subjects, where some are named.
pub fn drafts(
    view: &View,
    known: &Known,
    (spec, found): (&'static Spec, &[Found]),
    only: &[Tag],
    today: Date,
) -> Result<Vec<Draft>, Unanswered> {
    let state = &view.reading.state;
    let asked = |one: &&Found| only.is_empty() || only.contains(&one.subject);
    let new = found.iter().filter(asked).filter(|one| !known.has(spec, one));
    let check = spec
        .id
        .parse()
        .map_err(|_| Unanswered::Wrong(said!("`{}` is no code", "`{}` bukan kode", spec.id)))?;
    let draft = |one: &Found| {
        let region = one.region.filter(|region| state.reference.regions.contains(region));
        let evidence = one.evidence.iter().take(EVIDENCE_MAX).map(|seq| EventRef(*seq));
        let body = FindingOpened {
            source: FindingSource::Check,
            check: jejak_events::Code::clone(&check),
            check_version: spec.version,
            severity: severity(spec.severity),
            amount: Rupiah::from_sen(one.at_risk.max(0)),
            as_of_size: view.stamp.size,
            evidence: evidence.collect(),
            recipient: recipient_of(state, &one.subject),
            region,
            organisation: None,
        };
        Draft::new(today, body)
    };
    Ok(new.map(draft).collect())
}

fn severity(of: check::Severity) -> Severity {
    match of {
        check::Severity::Critical => Severity::Critical,
        check::Severity::High => Severity::High,
        check::Severity::Medium => Severity::Medium,
        check::Severity::Low => Severity::Low,
    }
}

/// The recipient that a subject is about, where it is about one.
fn recipient_of(state: &State, subject: &Tag) -> Option<RecipientId> {
    match subject {
        Tag::Recipient(id) => Some(RecipientId(*id)),
        Tag::Object(Object::Designation, seq) => {
            state.decree.designations.get(seq).map(|row| row.recipient)
        }
        Tag::Object(Object::Payment, seq) => state.payment.payments.get(seq)?.recipient,
        Tag::Object(Object::KpmPlace, seq) => {
            Some(state.sembako.places.get(seq)?.holder?.recipient)
        }
        Tag::Object(Object::CentralCredit, seq) => {
            state.central.credits.get(seq).map(|credit| credit.recipient)
        }
        _ => None,
    }
}
