//! Physical works: stages, progress, photographs, hand-over (BAST).

use jejak_events::date::Date;
use jejak_events::ids::{PersonId, Token};
use jejak_events::text::Code;
use jejak_events::vocabulary::Standing;
use jejak_events::works::*;
use jejak_events::{Event, Object, Recorded, Region, Tag};

use crate::integrity::people_of;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// Where a work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum WorkStatus {
    Running,
    Stopped,
    HandedOver,
    Maintained,
}

/// What a work stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, bincode::Encode, bincode::Decode)]
pub enum WorkBasis {
    /// Nothing that is kept here: the event was unlawful.
    #[default]
    None,
    /// A decree's row.
    Row(u64),
    /// A commitment.
    Commitment(u64),
    /// A budget line.
    Line(u64),
}

impl WorkBasis {
    /// The object, where there is one.
    pub const fn object(self) -> Option<(Object, u64)> {
        match self {
            WorkBasis::None => None,
            WorkBasis::Row(seq) => Some((Object::Designation, seq)),
            WorkBasis::Commitment(seq) => Some((Object::Commitment, seq)),
            WorkBasis::Line(seq) => Some((Object::Line, seq)),
        }
    }
}

/// A stage as planned.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct WorkStage {
    /// Number, from 1.
    pub number: u8,
    /// Share of the value in basis points.
    pub share_bp: u32,
    /// Physical progress needed before, in basis points.
    pub required_bp: u32,
}

/// A physical work.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Work {
    /// What it stands on.
    pub basis: WorkBasis,
    /// Programme, whose rule parameters hold.
    pub programme: Code,
    /// Whether the money is observed only.
    pub observed: bool,
    /// The house.
    pub house: Option<u64>,
    /// The institution.
    pub institution: Option<u64>,
    /// Who executes it.
    pub organisation: u64,
    /// Region.
    pub region: Region,
    /// Stages announced.
    pub stages: u8,
    /// Stages planned.
    pub plan: Vec<WorkStage>,
    /// Number of the last stage released; 0 for none.
    pub released_stages: u8,
    /// Sen of the stages released.
    pub released: i64,
    /// Requests that released stages.
    pub requests: Vec<u64>,
    /// Value in sen.
    pub sen: i64,
    /// Planned day of completion.
    pub finish: Date,
    /// Physical progress in basis points, and the event that recorded it.
    pub physical: (u32, u64),
    /// Day on which physical progress last rose, or the work began.
    pub advanced_on: Date,
    /// Angles of the first photographs, one bit each in the order of the vocabulary.
    pub angles: u8,
    /// Who recorded progress or inspected it.
    pub seen_by: Vec<PersonId>,
    /// Defects found and not repaired, with their due days.
    pub defects: Vec<(u64, Date)>,
    /// Day of hand-over.
    pub handed_over_on: Option<Date>,
    /// Where it stands.
    pub status: WorkStatus,
}

impl Work {
    /// Sum of the shares of the stages planned, in basis points.
    pub fn planned_bp(&self) -> u32 {
        self.plan.iter().map(|stage| stage.share_bp).fold(0, u32::saturating_add)
    }

    /// A stage of the plan.
    pub fn stage(&self, number: u8) -> Option<&WorkStage> {
        self.plan.iter().find(|stage| stage.number == number)
    }

    /// Share of the value that the released stages are, in basis points, rounded down.
    pub fn released_bp(&self) -> u32 {
        let share = i128::from(self.released).saturating_mul(10_000);
        let share = share.checked_div(i128::from(self.sen)).unwrap_or(0);
        u32::try_from(share).unwrap_or(0)
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Works {
    /// Works by sequence number.
    pub works: Rows<Work>,
    /// Sen of the works on one row, commitment or line.
    pub bases: Table<(Object, u64), i64>,
    /// Sen of stages that one payment or request released.
    pub released: Table<(Object, u64), i64>,
    /// Pictures, of works and of what their subjects were like before, with the event that showed
    /// each first.
    pub photos: Table<Token, u64>,
}

tables!(Works { works, bases, released, photos });

impl Works {
    /// Remembers which event showed a picture first.
    pub(crate) fn show(&mut self, photos: &[WorkPhoto], event: u64) {
        for photo in photos {
            if !self.photos.contains(&photo.image) {
                self.photos.insert(photo.image, event);
            }
        }
    }

    /// The event that first showed one of the pictures.
    pub fn shown(&self, photos: &[WorkPhoto]) -> Option<u64> {
        photos.iter().find_map(|photo| self.photos.get(&photo.image)).copied()
    }
}

/// The bits of the angles of photographs.
pub fn angles_of(photos: &[WorkPhoto]) -> u8 {
    photos.iter().fold(0, |angles, photo| angles | 1u8.checked_shl(photo.angle as u32).unwrap_or(0))
}

impl State {
    /// What a work that starts would stand on: the first that it names.
    pub fn basis_of_work(&self, body: &WorkStarted) -> WorkBasis {
        match (body.designation, body.commitment, body.line) {
            (Some(row), ..) => WorkBasis::Row(row.0),
            (None, Some(commitment), _) => WorkBasis::Commitment(commitment.0),
            (None, None, Some(line)) => WorkBasis::Line(line.0),
            (None, None, None) => WorkBasis::None,
        }
    }

    /// Sen of the stages released that accepted reports cover; taxes withheld need no report. None
    /// where that cannot be known here.
    pub fn accounted_of_work(&self, work: &Work) -> Option<i64> {
        match work.basis {
            _ if work.observed => None,
            WorkBasis::None => None,
            WorkBasis::Row(row) => self.decree.designations.get(&row).map(|row| row.accounted),
            WorkBasis::Commitment(_) | WorkBasis::Line(_) => {
                let spps = work.requests.iter().filter_map(|spp| self.treasury.spps.get(spp));
                let covered = spps.map(|spp| spp.accounted.saturating_add(spp.withheld));
                Some(covered.fold(0, i64::saturating_add))
            }
        }
    }

    /// The line that pays for a work on this basis.
    pub fn line_of_work(&self, basis: WorkBasis) -> Option<u64> {
        match basis {
            WorkBasis::None => None,
            WorkBasis::Row(row) => self.decree.designations.get(&row).map(|row| row.line),
            WorkBasis::Commitment(seq) => self.budget.commitments.get(&seq).map(|c| c.line),
            WorkBasis::Line(line) => Some(line),
        }
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    match &fact.event {
        Event::WorkStarted(body) => start(state, fact, body),
        Event::WorkStagePlanned(body) => {
            let Some(work) = state.works.works.edit(&body.work.0) else { return };
            let (number, share_bp) = (body.stage, body.share_bp);
            work.plan.push(WorkStage { number, share_bp, required_bp: body.required_bp });
        }
        Event::WorkStageReleased(body) => release(state, body),
        Event::WorkProgressRecorded(body) => progress(state, fact, body),
        Event::WorkHandedOver(body) => {
            let Some(work) = state.works.works.edit(&body.work.0) else { return };
            work.status = WorkStatus::HandedOver;
            work.handed_over_on = Some(fact.envelope.occurred_on);
        }
        Event::WorkMaintenanceEnded(body) => {
            become_status(state, body.work.0, WorkStatus::Maintained);
        }
        Event::WorkStopped(body) => become_status(state, body.work.0, WorkStatus::Stopped),
        Event::WorkResumed(body) => {
            become_status(state, body.work.0, WorkStatus::Running);
            let Some(work) = state.works.works.edit(&body.work.0) else { return };
            work.finish = body.finish;
            work.advanced_on = fact.envelope.occurred_on;
        }
        Event::WorkDefectFound(body) => {
            let Some(work) = state.works.works.edit(&body.work.0) else { return };
            work.defects.push((fact.seq, body.due));
        }
        Event::WorkDefectRepaired(body) => {
            let Some(work) = state.works.works.edit(&body.work.0) else { return };
            work.defects.retain(|(seq, _)| *seq != body.defect.0);
        }
        _ => {}
    }
}

fn become_status(state: &mut State, work: u64, status: WorkStatus) {
    if let Some(work) = state.works.works.edit(&work) {
        work.status = status;
    }
}

fn start(state: &mut State, fact: &Recorded, body: &WorkStarted) {
    let basis = state.basis_of_work(body);
    let line = state.line_of_work(basis).and_then(|line| state.budget.lines.get(&line));
    let Some(programme) = line.map(|line| line.programme.clone()) else { return };
    let observed = line.is_some_and(|line| line.standing == Standing::Observed);
    if let Some(key) = basis.object() {
        let sum = state.works.bases.edit_or_default(&key);
        *sum = sum.saturating_add(body.amount.sen());
    }
    let work = Work {
        basis,
        programme,
        observed,
        house: body.house.map(|house| house.0),
        institution: body.institution.map(|institution| institution.0),
        organisation: body.organisation.0,
        region: body.region,
        stages: body.stages,
        plan: Vec::new(),
        released_stages: 0,
        released: 0,
        requests: Vec::new(),
        sen: body.amount.sen(),
        finish: body.finish,
        physical: (0, fact.seq),
        advanced_on: fact.envelope.occurred_on,
        angles: 0,
        seen_by: Vec::new(),
        defects: Vec::new(),
        handed_over_on: None,
        status: WorkStatus::Running,
    };
    state.works.works.insert(fact.seq, work);
}

fn release(state: &mut State, body: &WorkStageReleased) {
    let sen = body.amount.sen();
    let payment = body.payment.map(|payment| (Object::Payment, payment.0));
    for key in payment.into_iter().chain(body.spp.map(|spp| (Object::Spp, spp.0))) {
        let sum = state.works.released.edit_or_default(&key);
        *sum = sum.saturating_add(sen);
    }
    let Some(work) = state.works.works.edit(&body.work.0) else { return };
    work.released_stages = work.released_stages.max(body.stage);
    work.released = work.released.saturating_add(sen);
    work.requests.extend(body.spp.map(|spp| spp.0));
}

fn progress(state: &mut State, fact: &Recorded, body: &WorkProgressRecorded) {
    state.works.show(&body.photos, fact.seq);
    let Some(work) = state.works.works.edit(&body.work.0) else { return };
    if body.physical_bp > work.physical.0 {
        work.advanced_on = fact.envelope.occurred_on;
    }
    work.physical = (body.physical_bp, fact.seq);
    if work.angles == 0 {
        work.angles = angles_of(&body.photos);
    }
    let people = people_of(&fact.envelope).into_iter().chain([body.inspector]);
    for person in people {
        if !work.seen_by.contains(&person) {
            work.seen_by.push(person);
        }
    }
}

/// What an object of this area belongs to: its basis, house, institution, executor and region.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let work = state.works.works.get(&seq).filter(|_| object == Object::Work);
    let Some(work) = work else { return };
    let basis = work.basis.object().map(|(object, seq)| Tag::Object(object, seq));
    basis.into_iter().for_each(&mut *tag);
    let of = |object: Object, seq: Option<u64>| seq.map(|seq| Tag::Object(object, seq));
    let parts = [
        of(Object::House, work.house),
        of(Object::Institution, work.institution),
        of(Object::Organisation, Some(work.organisation)),
    ];
    parts.into_iter().flatten().for_each(&mut *tag);
    jejak_events::field::Field::tags(&work.region, tag);
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, work) in state.works.works.iter() {
        add(Object::Work, seq, work.status as u8);
    }
}
