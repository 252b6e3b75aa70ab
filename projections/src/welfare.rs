//! Authority over services, cases, social insurance, contributions of the community, and counts of
//! people by class.
//!
//! Not here: the class of a person. Matrices, targets and counts speak of classes; cases do not.

use jejak_events::codes::Region;
use jejak_events::date::{Date, FiscalYear};
use jejak_events::field::Field;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::*;
use jejak_events::welfare::CaseOpened;
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A matrix of authority over services.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Matrix {
    /// First day on which it holds.
    pub from: Date,
    /// Rows that it announced.
    pub stated: u32,
    /// Rows recorded.
    pub count: u32,
    /// Whether all rows are in.
    pub closed: bool,
}

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum CaseStage {
    Open,
    Approached,
    Rehabilitating,
    Referred,
    Closed,
}

/// A case.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Case {
    /// Whom it is about.
    pub recipient: RecipientId,
    /// Service.
    pub service: WelfareService,
    /// Region in which the person was met.
    pub region: Region,
    /// Kind of effort.
    pub effort: EffortKind,
    /// How far it has come.
    pub stage: CaseStage,
    /// Day on which it was opened.
    pub opened_on: Date,
    /// First step of rehabilitation.
    pub first_step_on: Option<Date>,
    /// Day on which it was closed.
    pub closed_on: Option<Date>,
}

/// A social insurance of one person.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Insurance {
    /// Who.
    pub recipient: RecipientId,
    /// Scheme.
    pub scheme: InsuranceScheme,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Day on which it ended early.
    pub ended: Option<Date>,
    /// Payment out of which the premium was paid.
    pub payment: Option<u64>,
}

impl Insurance {
    /// The last day on which it covers.
    pub fn last_day(&self) -> Date {
        self.ended.map_or(self.until, |ended| ended.min(self.until))
    }
}

/// A contribution of the community.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Contribution {
    /// What was given.
    pub form: ContributionForm,
    /// Sen that it is worth, where somebody said it.
    pub sen: Option<i64>,
    /// Sen used.
    pub used: i64,
    /// Region for which it is meant.
    pub region: Region,
    /// The giver, where it is registered.
    pub organisation: Option<u64>,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Welfare {
    /// Classes of people that the province serves, or no longer serves.
    pub targets: Table<PpksType, bool>,
    /// People of a class in a region and year.
    pub ppks: Table<(PpksType, Region, FiscalYear), u32>,
    /// Potentials of a kind in a region and year.
    pub psks: Table<(PsksType, Region, FiscalYear), u32>,
    /// Matrices by sequence number.
    pub matrices: Rows<Matrix>,
    /// The level that a matrix gives to a class and service.
    pub authority: Table<(u64, PpksType, WelfareService), AuthorityLevel>,
    /// How many classes a matrix gives to a level, by service.
    pub classes: Table<(u64, WelfareService, AuthorityLevel), u32>,
    /// Cases by sequence number.
    pub cases: Rows<Case>,
    /// The newest case of a person and service that is not closed.
    pub open_cases: Table<(RecipientId, WelfareService), u64>,
    /// Insurances by sequence number.
    pub insurances: Rows<Insurance>,
    /// Insurances of a person in a scheme.
    pub covers: Table<(RecipientId, InsuranceScheme), Vec<u64>>,
    /// Sen of premiums by the payment out of which they were paid.
    pub premiums: Table<u64, i64>,
    /// Contributions by sequence number.
    pub contributions: Rows<Contribution>,
    /// The contribution that a receipt of cash was recorded for.
    pub receipts: Table<u64, u64>,
}

tables!(Welfare {
    targets,
    ppks,
    psks,
    matrices,
    authority,
    classes,
    cases,
    open_cases,
    insurances,
    covers,
    premiums,
    contributions,
    receipts,
});

impl Welfare {
    /// The matrix in force on a day: complete, and of those that hold the one that began last.
    pub fn matrix_on(&self, day: Date) -> Option<u64> {
        let holds = self.matrices.iter().filter(|(_, matrix)| matrix.closed && matrix.from <= day);
        holds.max_by_key(|(seq, matrix)| (matrix.from, *seq)).map(|(seq, _)| seq)
    }

    /// An insurance of the same person and scheme that covers one of the days.
    pub fn overlapping(
        &self,
        recipient: RecipientId,
        scheme: InsuranceScheme,
        (from, until): (Date, Date),
    ) -> Option<u64> {
        let known = self.covers.get(&(recipient, scheme))?.iter().copied();
        known.into_iter().find(|seq| {
            let other = self.insurances.get(seq);
            other.is_some_and(|other| other.from <= until && from <= other.last_day())
        })
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let area = &mut state.welfare;
    match &fact.event {
        Event::ServiceTargetSet(body) => area.targets.insert(body.ppks, body.served),
        Event::PpksCounted(body) => {
            area.ppks.insert((body.ppks, body.region, body.fiscal_year), body.count);
        }
        Event::PsksCounted(body) => {
            area.psks.insert((body.psks, body.region, body.fiscal_year), body.count);
        }
        Event::AuthorityMatrixOpened(body) => {
            let matrix = Matrix { from: body.from, stated: body.count, count: 0, closed: false };
            area.matrices.insert(fact.seq, matrix);
        }
        Event::ServiceAuthoritySet(body) => {
            let Some(matrix) = area.matrices.edit(&body.matrix.0) else { return };
            matrix.count = matrix.count.saturating_add(1);
            area.authority.insert((body.matrix.0, body.ppks, body.service), body.level);
            let classes = area.classes.edit_or_default(&(body.matrix.0, body.service, body.level));
            *classes = classes.saturating_add(1);
        }
        Event::AuthorityMatrixClosed(body) => {
            let Some(matrix) = area.matrices.edit(&body.matrix.0) else { return };
            matrix.closed = true;
        }
        Event::CaseOpened(body) => open_case(area, fact, body),
        Event::OutreachDone(body) => go_on(area, body.case.0, CaseStage::Approached),
        Event::RehabilitationStepDone(body) => {
            go_on(area, body.case.0, CaseStage::Rehabilitating);
            let Some(case) = area.cases.edit(&body.case.0) else { return };
            let day = fact.envelope.occurred_on;
            case.first_step_on = Some(case.first_step_on.map_or(day, |first| first.min(day)));
        }
        Event::CaseReferred(body) => go_on(area, body.case.0, CaseStage::Referred),
        Event::CaseClosed(body) => {
            go_on(area, body.case.0, CaseStage::Closed);
            let Some(case) = area.cases.edit(&body.case.0) else { return };
            case.closed_on = Some(fact.envelope.occurred_on);
            let key = (case.recipient, case.service);
            if area.open_cases.get(&key) == Some(&body.case.0) {
                area.open_cases.remove(&key);
            }
        }
        _ => apply_support(area, fact),
    }
}

fn open_case(area: &mut Welfare, fact: &Recorded, body: &CaseOpened) {
    area.open_cases.insert((body.recipient, body.service), fact.seq);
    area.cases.insert(
        fact.seq,
        Case {
            recipient: body.recipient,
            service: body.service,
            region: body.region,
            effort: body.effort,
            stage: CaseStage::Open,
            opened_on: fact.envelope.occurred_on,
            first_step_on: None,
            closed_on: None,
        },
    );
}

/// A case comes further, never back: a step recorded late does not open it again.
fn go_on(area: &mut Welfare, case: u64, stage: CaseStage) {
    let Some(case) = area.cases.edit(&case) else { return };
    case.stage = case.stage.max(stage);
}

/// Insurance, and what the community gives.
fn apply_support(area: &mut Welfare, fact: &Recorded) {
    match &fact.event {
        Event::InsuranceCovered(body) => {
            let payment = body.payment.map(|payment| payment.0);
            if let Some(payment) = payment {
                let premiums = area.premiums.edit_or_default(&payment);
                *premiums = premiums.saturating_add(body.premium.sen());
            }
            area.covers.edit_or_default(&(body.recipient, body.scheme)).push(fact.seq);
            area.insurances.insert(
                fact.seq,
                Insurance {
                    recipient: body.recipient,
                    scheme: body.scheme,
                    from: body.from,
                    until: body.until,
                    ended: None,
                    payment,
                },
            );
        }
        Event::InsuranceEnded(body) => {
            let Some(insurance) = area.insurances.edit(&body.insurance.0) else { return };
            insurance.ended = Some(fact.envelope.occurred_on);
        }
        Event::CommunityContributionRecorded(body) => {
            if let Some(receipt) = body.receipt {
                area.receipts.insert(receipt.0, fact.seq);
            }
            area.contributions.insert(
                fact.seq,
                Contribution {
                    form: body.form,
                    sen: body.value.map(jejak_events::Rupiah::sen),
                    used: 0,
                    region: body.region,
                    organisation: body.organisation.map(|organisation| organisation.0),
                },
            );
        }
        Event::ContributionUsed(body) => {
            let Some(given) = area.contributions.edit(&body.contribution.0) else { return };
            given.used = given.used.saturating_add(body.value.sen());
        }
        _ => {}
    }
}

/// What an object of this area belongs to.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let area = &state.welfare;
    match object {
        Object::Case => {
            let Some(case) = area.cases.get(&seq) else { return };
            case.recipient.tags(tag);
            case.region.tags(tag);
        }
        Object::Insurance => {
            let Some(insurance) = area.insurances.get(&seq) else { return };
            insurance.recipient.tags(tag);
            let payment = insurance.payment.into_iter();
            payment.for_each(|payment| tag(Tag::Object(Object::Payment, payment)));
        }
        Object::Contribution => {
            let Some(given) = area.contributions.get(&seq) else { return };
            given.region.tags(tag);
            let giver = given.organisation.into_iter();
            giver.for_each(|giver| tag(Tag::Object(Object::Organisation, giver)));
        }
        _ => {}
    }
}

/// The objects of this area that have a life of their own, and how far each has come: part of
/// the state root.
pub(crate) fn states(state: &State, add: &mut dyn FnMut(Object, u64, u8)) {
    for (seq, matrix) in state.welfare.matrices.iter() {
        add(Object::AuthorityMatrix, seq, u8::from(matrix.closed));
    }
    for (seq, case) in state.welfare.cases.iter() {
        add(Object::Case, seq, case.stage as u8);
    }
    for (seq, insurance) in state.welfare.insurances.iter() {
        add(Object::Insurance, seq, u8::from(insurance.ended.is_some()));
    }
}
