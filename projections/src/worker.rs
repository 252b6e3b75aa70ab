//! People who work for social welfare: TKSK, Tagana, PSM, pendamping; reports, certificates, stipends.
//!
//! Not here: the money itself. A stipend names the paper by which it was paid, and is compared.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::{Date, Month};
use jejak_events::field::Field;
use jejak_events::ids::{PersonId, RecipientId, Token};
use jejak_events::vocabulary::{Outcome, Parameter, WorkerCertificate, WorkerRole};
use jejak_events::worker::{StipendPaid, WorkerAppointed};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::integrity::people_of;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// One appointment of a worker.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Worker {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: WorkerRole,
    /// Where.
    pub region: Region,
    /// Who appointed.
    pub organisation: u64,
    /// First day.
    pub from: Date,
    /// Last day, as far as it is known.
    pub until: Option<Date>,
    /// Whether it was ended.
    pub released: bool,
    /// Day from which the worker is a civil servant.
    pub civil_servant: Option<Date>,
    /// The same person as a recipient.
    pub recipient: Option<RecipientId>,
    /// Account to which stipends go.
    pub account: Option<Token>,
    /// Certificates, each with its last day.
    pub certificates: Vec<(WorkerCertificate, Option<Date>)>,
}

impl Worker {
    /// Whether the appointment covers a day.
    pub fn covers(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }

    /// Whether the appointment covers any day from a day on, until another or for good.
    pub fn overlaps(&self, from: Date, until: Option<Date>) -> bool {
        let before = until.is_some_and(|until| until < self.from);
        self.until.is_none_or(|last| from <= last) && !before
    }

    /// Whether the appointment covers any day of a month.
    pub fn active_in(&self, month: Month) -> bool {
        self.overlaps(month.first_day(), Some(month.last_day()))
    }
}

/// How far a monthly report has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum ReportStage {
    Submitted,
    Approved,
    Rejected,
    /// Sent back; the worker submits another.
    Revision,
}

/// A monthly report.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct WorkerReport {
    /// The worker.
    pub worker: u64,
    /// Month.
    pub month: Month,
    /// How far it has come.
    pub stage: ReportStage,
    /// Who submitted it.
    pub submitted_by: Vec<PersonId>,
}

/// A stipend as paid.
#[derive(Debug, Clone, Copy, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Stipend {
    /// Event that recorded it.
    pub seq: u64,
    /// As what it was paid.
    pub role: WorkerRole,
}

/// The paper by which a stipend was paid: payment, receipt or request, by sequence number.
pub type Paper = (Object, u64);

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Workers {
    /// Appointments by sequence number.
    pub workers: Rows<Worker>,
    /// Appointments of each person.
    pub of_person: Table<PersonId, Vec<u64>>,
    /// Appointments of each recipient who is a worker.
    pub of_recipient: Table<RecipientId, Vec<u64>>,
    /// Appointments by the account to which stipends go.
    pub of_account: Table<Token, Vec<u64>>,
    /// TKSK of each region.
    pub tksk: Table<Region, Vec<u64>>,
    /// Reports by sequence number.
    pub reports: Rows<WorkerReport>,
    /// The approved report by worker and month.
    pub approved: Table<(u64, Month), u64>,
    /// Stipends by person, month and source.
    pub stipends: Table<(PersonId, Month, SourceCode), Vec<Stipend>>,
    /// Sen of the stipends that name each paper.
    pub by_paper: Table<Paper, i64>,
}

tables!(Workers {
    workers,
    of_person,
    of_recipient,
    of_account,
    tksk,
    reports,
    approved,
    stipends,
    by_paper,
});

impl Workers {
    /// The first of some appointments that covers a day.
    pub fn serving(&self, seqs: Option<&Vec<u64>>, on: Date) -> Option<u64> {
        let covers = |seq: &u64| self.workers.get(seq).is_some_and(|worker| worker.covers(on));
        seqs.into_iter().flatten().copied().find(covers)
    }
}

/// The paper that a stipend names: the payment before the receipt before the request.
pub fn paper_of(body: &StipendPaid) -> Option<Paper> {
    let payment = body.payment.map(|payment| (Object::Payment, payment.0));
    let tbp = body.tbp.map(|tbp| (Object::Tbp, tbp.0));
    let spp = body.spp.map(|spp| (Object::Spp, spp.0));
    payment.or(tbp).or(spp)
}

/// The parameter that says how much a role is paid a month, in rupiah.
pub const fn stipend_of(role: WorkerRole) -> Parameter {
    match role {
        WorkerRole::Tksk => Parameter::StipendTksk,
        WorkerRole::SaktiPeksos => Parameter::StipendSaktiPeksos,
        WorkerRole::Counsellor => Parameter::StipendCounsellor,
        WorkerRole::PkhCompanion => Parameter::StipendPkhCompanion,
        WorkerRole::KubeCompanion => Parameter::StipendKubeCompanion,
        WorkerRole::Ktkpm => Parameter::StipendKtkpm,
        WorkerRole::Psm => Parameter::StipendPsm,
        WorkerRole::Tagana => Parameter::StipendTagana,
        WorkerRole::YouthBoard => Parameter::StipendYouthBoard,
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.worker;
    match &fact.event {
        Event::WorkerAppointed(body) => appoint(area, fact.seq, body),
        Event::WorkerReleased(body) => {
            let Some(worker) = area.workers.edit(&body.worker.0) else { return };
            worker.until = Some(body.until);
            worker.released = true;
        }
        Event::WorkerCertified(body) => {
            let Some(worker) = area.workers.edit(&body.worker.0) else { return };
            worker.certificates.push((body.certificate, body.until));
        }
        Event::WorkerFoundCivilServant(body) => {
            let Some(worker) = area.workers.edit(&body.worker.0) else { return };
            let since = worker.civil_servant.map_or(body.since, |known| known.min(body.since));
            worker.civil_servant = Some(since);
        }
        Event::WorkerReportSubmitted(body) => area.reports.insert(
            fact.seq,
            WorkerReport {
                worker: body.worker.0,
                month: body.month,
                stage: ReportStage::Submitted,
                submitted_by: people_of(&fact.envelope),
            },
        ),
        Event::WorkerReportReviewed(body) => review(area, body.report.0, body.outcome),
        Event::StipendPaid(body) => pay(area, fact.seq, body),
        _ => {}
    }
}

fn appoint(area: &mut Workers, seq: u64, body: &WorkerAppointed) {
    area.of_person.edit_or_default(&body.person).push(seq);
    if let Some(recipient) = body.recipient {
        area.of_recipient.edit_or_default(&recipient).push(seq);
    }
    if let Some(account) = body.account {
        area.of_account.edit_or_default(&account).push(seq);
    }
    if body.role == WorkerRole::Tksk {
        area.tksk.edit_or_default(&body.region).push(seq);
    }
    let worker = Worker {
        person: body.person,
        role: body.role,
        region: body.region,
        organisation: body.organisation.0,
        from: body.from,
        until: body.until,
        released: false,
        civil_servant: None,
        recipient: body.recipient,
        account: body.account,
        certificates: Vec::new(),
    };
    area.workers.insert(seq, worker);
}

fn review(area: &mut Workers, seq: u64, outcome: Outcome) {
    let Some(report) = area.reports.edit(&seq) else { return };
    report.stage = match outcome {
        Outcome::Accepted => ReportStage::Approved,
        Outcome::Rejected => ReportStage::Rejected,
        Outcome::Returned => ReportStage::Revision,
    };
    if outcome == Outcome::Accepted {
        area.approved.insert((report.worker, report.month), seq);
    }
}

fn pay(area: &mut Workers, seq: u64, body: &StipendPaid) {
    if let Some(paper) = paper_of(body) {
        let paid = area.by_paper.edit_or_default(&paper);
        *paid = paid.saturating_add(body.amount.sen());
    }
    let Some(worker) = area.workers.get(&body.worker.0) else { return };
    let stipend = Stipend { seq, role: worker.role };
    let key = (worker.person, body.month, body.source);
    area.stipends.edit_or_default(&key).push(stipend);
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    match object {
        Object::Worker => {
            let Some(worker) = state.worker.workers.get(&seq) else { return };
            tag(Tag::Person(worker.person.0));
            worker.region.tags(tag);
            if let Some(recipient) = worker.recipient {
                tag(Tag::Recipient(recipient.0));
            }
            tag(Tag::Object(Object::Organisation, worker.organisation));
        }
        Object::WorkerReport => {
            let Some(report) = state.worker.reports.get(&seq) else { return };
            tag(Tag::Object(Object::Worker, report.worker));
        }
        _ => {}
    }
}

/// The state of each object that others rest on, for the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, worker) in state.worker.workers.iter() {
        add(Object::Worker, seq, u8::from(worker.released));
    }
    for (seq, report) in state.worker.reports.iter() {
        add(Object::WorkerReport, seq, report.stage as u8);
    }
}
