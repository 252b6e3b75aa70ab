//! A46: one person in several duties over the life of one thing.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::ids::PersonId;
use jejak_events::vocabulary::{OutreachManner, Parameter};
use jejak_events::{Event, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::integrity::people_of;
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A46",
    version: 2,
    en: "one person in duties that must be separate",
    title_id: "satu orang memegang tugas yang harus terpisah",
    severity: Severity::High,
    basis: "PP 60/2008 SPIP: pemisahan fungsi; Permendagri 77/2020",
    parameters: &[Parameter::CoerciveTeam],
    deterministic: false,
    watches: true,
    looks_at: "who proposed, verified, decreed, requested, ordered, issued and paid for one payment request; counts, visits, reviews and outreach by those concerned",
    make: || Box::<People>::default(),
}];

/// What somebody did for a thing, in the order of its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Duty {
    Propose,
    Verify,
    Decree,
    Request,
    VerifyRequest,
    Order,
    Issue,
    Pay,
}

impl Duty {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Duty::Propose => ("proposed", "mengusulkan"),
            Duty::Verify => ("verified the proposal", "memverifikasi usulan"),
            Duty::Decree => ("decreed", "menetapkan"),
            Duty::Request => ("requested payment (SPP)", "mengajukan SPP"),
            Duty::VerifyRequest => ("verified the SPP", "memverifikasi SPP"),
            Duty::Order => ("ordered payment (SPM)", "menerbitkan SPM"),
            Duty::Issue => ("issued the SP2D", "menerbitkan SP2D"),
            Duty::Pay => ("drew up the payments", "membuat daftar bayar"),
        }
    }
}

/// Duties that one person must not unite (docs of the roles: who must differ from whom).
const APART: &[(Duty, Duty)] = &[
    (Duty::Propose, Duty::Verify),
    (Duty::Propose, Duty::Decree),
    (Duty::Propose, Duty::Order),
    (Duty::Propose, Duty::Issue),
    (Duty::Propose, Duty::Pay),
    (Duty::Verify, Duty::Decree),
    (Duty::Verify, Duty::Issue),
    (Duty::Decree, Duty::Request),
    (Duty::Decree, Duty::Issue),
    (Duty::Decree, Duty::Pay),
    (Duty::Request, Duty::VerifyRequest),
    (Duty::Request, Duty::Order),
    (Duty::Request, Duty::Issue),
    (Duty::VerifyRequest, Duty::Order),
    (Duty::VerifyRequest, Duty::Issue),
    (Duty::VerifyRequest, Duty::Pay),
    (Duty::Order, Duty::Issue),
    (Duty::Order, Duty::Pay),
    (Duty::Issue, Duty::Pay),
];

/// Who did a duty, and by which event.
type Acts = BTreeMap<Duty, BTreeMap<PersonId, u64>>;

/// Event, the thing that it is about, the event before it, what is wrong.
type Alone = (u64, (Object, u64), Option<u64>, Said);

#[derive(Default)]
struct People {
    /// Duties by what they were done for: proposal, decree or request.
    acts: FxHashMap<(Object, u64), Acts>,
    /// Something that one person did alone or for both sides: event, thing, evidence before, what.
    alone: Vec<Alone>,
    /// Coercive outreach: event, case, officials.
    coerced: Vec<(u64, u64, u8, bool)>,
}

impl Check for People {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let of = match &fact.event {
            Event::ProposalOpened(_) => ((Object::Proposal, fact.seq), Duty::Propose),
            Event::ProposalVerified(body) => ((Object::Proposal, body.proposal.0), Duty::Verify),
            Event::DecreeOpened(_) => ((Object::Decree, fact.seq), Duty::Decree),
            Event::SppSubmitted(_) => ((Object::Spp, fact.seq), Duty::Request),
            Event::SppVerified(body) => ((Object::Spp, body.spp.0), Duty::VerifyRequest),
            Event::SpmIssued(body) => ((Object::Spp, body.spp.0), Duty::Order),
            Event::Sp2dIssued(body) => ((Object::Spp, body.spp.0), Duty::Issue),
            Event::PaymentListOpened(body) => ((Object::Spp, body.spp.0), Duty::Pay),
            _ => return self.both_sides(state, fact),
        };
        // Who takes history over did none of it.
        if fact.envelope.historical.is_some() {
            return;
        }
        let did = self.acts.entry(of.0).or_default().entry(of.1).or_default();
        for person in people_of(&fact.envelope) {
            did.entry(person).or_insert(fact.seq);
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        self.lives(state, &mut verdict);
        for (event, subject, before, what) in &self.alone {
            let evidence = [*event].into_iter().chain(*before);
            verdict.add(*subject, evidence, 0, Place::default(), what.clone());
        }
        for (event, case, team, alone) in &self.coerced {
            let Some(known) = state.welfare.cases.get(case) else { continue };
            let rule = Parameter::CoerciveTeam;
            let least = rules.number(rule, None, known.opened_on, *event);
            if least.is_none() {
                verdict.lacks_rule(rule);
            }
            if !alone && least.is_none_or(|least| i64::from(*team) >= least) {
                continue;
            }
            let what = said!(
                "coercive outreach by {team}, or without a second official",
                "penjangkauan koersif oleh {team} petugas, atau tanpa petugas kedua"
            );
            let place = Place::of_region(known.region);
            verdict.add((Object::Case, *case), [*case, *event], 0, place, what);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl People {
    /// Duties around one event, whose two sides one person must not be.
    fn both_sides(&mut self, state: &State, fact: &Recorded) {
        // Who takes history over did none of it; what an event says of itself stays.
        let taken_over = fact.envelope.historical.is_some();
        let acting = if taken_over { Vec::new() } else { people_of(&fact.envelope) };
        let among = |others: &[PersonId]| acting.iter().any(|person| others.contains(person));
        let seq = fact.seq;
        let mut note = |wrong: bool, subject: (Object, u64), what: Said| {
            if wrong {
                self.alone.push((seq, subject, Some(subject.1), what));
            }
        };
        match &fact.event {
            Event::StockCounted(body) => {
                let kept = state.stock.warehouses.get(&body.warehouse.0);
                let wrong = kept.is_some_and(|warehouse| among(&warehouse.kept_by));
                let what = said!(
                    "the keeper of the warehouse counted it",
                    "opname dilakukan oleh pencatat mutasi gudang itu"
                );
                note(wrong, (Object::Event, seq), what);
            }
            Event::MentoringVisited(body) => {
                let what =
                    said!("a member signs as mentor", "anggota menandatangani sebagai pendamping");
                note(body.mentor_is_member, (Object::Event, seq), what);
            }
            Event::SpjVerified(body) => {
                let spj = state.accountability.spjs.get(&body.spj.0);
                let wrong = spj.is_some_and(|spj| among(&spj.submitted_by));
                let what = said!(
                    "who submitted the report verified it",
                    "SPJ diverifikasi oleh penyusunnya"
                );
                note(wrong, (Object::Spj, body.spj.0), what);
            }
            Event::WorkerReportReviewed(body) => {
                let report = state.worker.reports.get(&body.report.0);
                let wrong = report.is_some_and(|report| among(&report.submitted_by));
                let what = said!(
                    "who submitted the report reviewed it",
                    "laporan diperiksa oleh penyusunnya"
                );
                note(wrong, (Object::WorkerReport, body.report.0), what);
            }
            Event::ComplaintAppealDecided(body) => {
                let complaint = state.complaint.complaints.get(&body.complaint.0);
                let wrong = complaint.is_some_and(|complaint| among(&complaint.examined_by));
                let what = said!(
                    "who examined the complaint decided the appeal",
                    "keberatan diputus oleh pemeriksa pengaduan"
                );
                note(wrong, (Object::Complaint, body.complaint.0), what);
            }
            Event::WorkStageReleased(body) => {
                let work = state.works.works.get(&body.work.0);
                // Others' works are observed: one clerk records what several people did.
                let wrong = work.is_some_and(|work| !work.observed && among(&work.seen_by));
                let what = said!(
                    "who inspected the work released its money",
                    "pencairan tahap oleh pemeriksa pekerjaan"
                );
                note(wrong, (Object::Work, body.work.0), what);
            }
            Event::OutreachDone(body) if body.manner == OutreachManner::Coercive => {
                let alone = body.second.is_none_or(|second| acting.contains(&second));
                self.coerced.push((seq, body.case.0, body.team, alone));
            }
            _ => {}
        }
    }

    /// The life of a payment request: its own duties, those of its decree, and of the proposals
    /// that named the decree's recipients.
    fn lives(&self, state: &State, verdict: &mut Verdict) {
        let proposals = proposals_of(state);
        for (seq, spp) in state.treasury.spps.iter() {
            let mut parts = vec![(Object::Spp, seq)];
            if let Some(decree) = spp.decree {
                parts.push((Object::Decree, decree));
                let of = proposals.get(&decree).into_iter().flatten();
                parts.extend(of.map(|proposal| (Object::Proposal, *proposal)));
            }
            let place = || Place::of_spp(state, spp);
            self.united((Object::Spp, seq), &parts, spp.sen, place, verdict);
        }
        let drawn: BTreeSet<u64> =
            state.treasury.spps.iter().filter_map(|(_, spp)| spp.decree).collect();
        for (seq, decree) in state.decree.decrees.iter().filter(|(seq, _)| !drawn.contains(seq)) {
            let mut parts = vec![(Object::Decree, seq)];
            let of = proposals.get(&seq).into_iter().flatten();
            parts.extend(of.map(|proposal| (Object::Proposal, *proposal)));
            let place = || Place { programme: Some(decree.programme.clone()), ..Place::default() };
            self.united((Object::Decree, seq), &parts, decree.sen, place, verdict);
        }
    }

    fn united(
        &self,
        subject: (Object, u64),
        parts: &[(Object, u64)],
        sen: i64,
        place: impl Fn() -> Place,
        verdict: &mut Verdict,
    ) {
        let mut all: Acts = BTreeMap::new();
        for acts in parts.iter().filter_map(|part| self.acts.get(part)) {
            for (duty, people) in acts {
                let known = all.entry(*duty).or_default();
                people.iter().for_each(|(person, seq)| {
                    known.entry(*person).or_insert(*seq);
                });
            }
        }
        for (one, other) in APART {
            let (Some(one_did), Some(other_did)) = (all.get(one), all.get(other)) else { continue };
            for (person, first) in one_did {
                let Some(second) = other_did.get(person) else { continue };
                let ((one_en, one_id), (other_en, other_id)) = (one.words(), other.words());
                let what = Said {
                    en: format!("one person {one_en} and {other_en}"),
                    id: format!("satu orang {one_id} dan {other_id}"),
                };
                verdict.add(subject, [subject.1, *first, *second], sen, place(), what);
            }
        }
    }
}

/// The proposals that named the recipients of each decree.
fn proposals_of(state: &State) -> FxHashMap<u64, BTreeSet<u64>> {
    let mut of: FxHashMap<u64, BTreeSet<u64>> = FxHashMap::default();
    if state.proposal.candidates.is_empty() {
        return of;
    }
    for (_, row) in state.decree.designations.iter() {
        let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
        let key = (decree.programme_index, row.recipient);
        if let Some(proposal) = state.proposal.candidates.get(&key) {
            of.entry(row.decree).or_default().insert(*proposal);
        }
    }
    of
}
