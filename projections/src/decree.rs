//! Decrees, their rows, and what they bind.

use std::num::NonZeroU64;

use jejak_events::codes::Region;
use jejak_events::date::{Date, FiscalYear};
use jejak_events::ids::{HouseholdId, PersonId, RecipientId};
use jejak_events::text::Code;
use jejak_events::vocabulary::RecipientType;
use jejak_events::{Event, Recorded, Stage};

use crate::integrity::people_of;
use crate::posting::{Count, Place, Postings};
use crate::quota;
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A decree.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Decree {
    /// Programme.
    pub programme: Code,
    /// Number of the programme within this ledger.
    pub programme_index: u16,
    /// Number as printed.
    pub number: String,
    /// Day of signature.
    pub signed_on: Date,
    /// Fiscal year.
    pub fiscal_year: FiscalYear,
    /// Rows that its text states.
    pub stated_count: u32,
    /// Sen that its text states.
    pub stated_sen: i64,
    /// Rows recorded.
    pub count: u32,
    /// Sen of the rows recorded.
    pub sen: i64,
    /// Whether all rows are in.
    pub closed: bool,
    /// Who drafted and signed it.
    pub drawn_by: Vec<PersonId>,
    /// Sum of the rows per line, in the order in which lines first appeared.
    pub per_line: Vec<(u64, i64)>,
}

/// Where a row of a decree stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum RowStatus {
    Designated,
    Instructed,
    Paid,
    HandedOver,
    AccountedFor,
    Cancelled,
}

/// One row of a decree.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Designation {
    /// The decree.
    pub decree: u64,
    /// The recipient.
    pub recipient: RecipientId,
    /// Event that registered the recipient.
    pub registered: Option<NonZeroU64>,
    /// The line that pays.
    pub line: u64,
    /// Sen over all tranches.
    pub sen: i64,
    /// Sen instructed.
    pub instructed: i64,
    /// Sen resting with the recipient and neither used nor accounted for.
    pub credited: i64,
    /// Sen used and not yet accounted for.
    pub transacted: i64,
    /// Sen accounted for.
    pub accounted: i64,
    /// Tranches that are under way, as bits from tranche 1.
    pub tranches_taken: u64,
    /// Number of tranches.
    pub tranches: u8,
    /// Where it stands.
    pub status: RowStatus,
    /// Region of the row.
    pub region: Region,
    /// Kind of recipient.
    pub recipient_type: Option<RecipientType>,
    /// Whether its pakta integritas is signed.
    pub pact_signed: bool,
    /// Whether its NPHD is signed.
    pub agreement_signed: bool,
}

impl Designation {
    /// Moves on; what is cancelled stays so, whatever is still under way.
    pub(crate) fn become_status(&mut self, status: RowStatus) {
        if self.status != RowStatus::Cancelled {
            self.status = status;
        }
    }
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Decrees {
    /// Decrees by sequence number.
    pub decrees: Rows<Decree>,
    /// Rows by sequence number.
    pub designations: Rows<Designation>,
    /// How often a programme designated a recipient in a year.
    pub times: Table<(u16, FiscalYear, RecipientId), u32>,
    /// Which recipient a programme designated first in a household in a year.
    pub households: Table<(u16, FiscalYear, HouseholdId), RecipientId>,
    /// When a programme's aid last reached a recipient, and by which event.
    pub received: Table<(u16, RecipientId), (Date, u64)>,
}

tables!(Decrees { decrees, designations, times, households, received });

impl State {
    /// The context of a decree's row: its line, decree, region and kind of recipient.
    pub fn place_of_row(&self, row: &Designation) -> Place {
        Place {
            line: row.line,
            decree: Some(row.decree),
            region: Some(row.region),
            recipient_type: row.recipient_type,
        }
    }

    /// Notes that aid of a row reached its recipient, or who was its recipient before. Gives the
    /// receipt that stood there.
    pub(crate) fn note_received(
        &mut self,
        row: u64,
        was: Option<RecipientId>,
        fact: &Recorded,
    ) -> Option<(Date, u64)> {
        let key = self.receipt_key(row, was)?;
        let before = self.decree.received.get(&key).copied();
        self.decree.received.insert(key, (fact.envelope.occurred_on, fact.seq));
        before
    }

    /// Forgets that an event brought aid of a row: what stood `before` stands again.
    pub(crate) fn forget_received(
        &mut self,
        row: u64,
        was: Option<RecipientId>,
        event: u64,
        before: Option<(Date, u64)>,
    ) {
        let Some(key) = self.receipt_key(row, was) else { return };
        if self.decree.received.get(&key).is_none_or(|(_, seq)| *seq != event) {
            return;
        }
        match before {
            Some(before) => self.decree.received.insert(key, before),
            None => self.decree.received.remove(&key),
        }
    }

    fn receipt_key(&self, row: u64, was: Option<RecipientId>) -> Option<(u16, RecipientId)> {
        let row = self.decree.designations.get(&row)?;
        let decree = self.decree.decrees.get(&row.decree)?;
        Some((decree.programme_index, self.proposal.one(was.unwrap_or(row.recipient))))
    }

    /// The context of a decree on one of its lines.
    pub fn place_of_decree(&self, decree: Option<u64>, line: u64) -> Place {
        Place { decree, ..self.budget.place(line) }
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::DecreeOpened(body) => {
            let index = state.reference.programmes.get(&body.programme).map_or(0, |p| p.index);
            state.decree.decrees.insert(
                fact.seq,
                Decree {
                    programme: body.programme.clone(),
                    programme_index: index,
                    number: body.number.as_str().to_owned(),
                    signed_on: body.signed_on,
                    fiscal_year: fact.envelope.fiscal_year,
                    stated_count: body.count,
                    stated_sen: body.total.sen(),
                    count: 0,
                    sen: 0,
                    closed: false,
                    drawn_by: people_of(&fact.envelope),
                    per_line: Vec::new(),
                },
            );
        }
        Event::RecipientDesignated(body) => designate(state, fact.seq, body, post),
        Event::DecreeClosed(body) => close(state, body.decree.0, post),
        Event::RecipientReplaced(body) => replace(state, body.designation.0, body.recipient),
        Event::DesignationCancelled(body) => cancel(state, body.designation.0, post),
        Event::IntegrityPactSigned(body) => {
            if let Some(row) = state.decree.designations.edit(&body.designation.0) {
                row.pact_signed = true;
            }
        }
        Event::GrantAgreementSigned(body) => {
            if let Some(row) = state.decree.designations.edit(&body.designation.0) {
                row.agreement_signed = true;
            }
        }
        _ => {}
    }
}

fn designate(
    state: &mut State,
    seq: u64,
    body: &jejak_events::decree::RecipientDesignated,
    post: &mut Postings,
) {
    let sen = body.amount.sen();
    let Some(decree) = state.decree.decrees.edit(&body.decree.0) else { return };
    decree.count = decree.count.saturating_add(1);
    decree.sen = decree.sen.saturating_add(sen);
    match decree.per_line.iter_mut().find(|(line, _)| *line == body.line.0) {
        Some((_, sum)) => *sum = sum.saturating_add(sen),
        None => decree.per_line.push((body.line.0, sen)),
    }
    let (programme, year) = (decree.programme_index, decree.fiscal_year);
    let recipient = state.proposal.recipients.get(&body.recipient);
    let recipient_type = recipient.map(|recipient| recipient.recipient_type);
    let registered = recipient.and_then(|recipient| NonZeroU64::new(recipient.seq));
    name(state, (programme, year), body.recipient);
    quota::count(state, (programme, body.region, year), true);
    let row = Designation {
        decree: body.decree.0,
        recipient: body.recipient,
        registered,
        line: body.line.0,
        sen,
        instructed: 0,
        credited: 0,
        transacted: 0,
        accounted: 0,
        tranches_taken: 0,
        tranches: body.tranches,
        status: RowStatus::Designated,
        region: body.region,
        recipient_type,
        pact_signed: false,
        agreement_signed: false,
    };
    post.counts.push((state.place_of_row(&row), Count::Designated(sen)));
    state.decree.designations.insert(seq, row);
}

/// Counts a recipient, and the household, as named by a programme in a year.
fn name(state: &mut State, (programme, year): (u16, FiscalYear), recipient: RecipientId) {
    let household = state.proposal.recipients.get(&recipient).and_then(|known| known.household);
    if let Some(household) = household {
        let key = (programme, year, household);
        if !state.decree.households.contains(&key) {
            state.decree.households.insert(key, recipient);
        }
    }
    let one = state.proposal.one(recipient);
    let times = state.decree.times.edit_or_default(&(programme, year, one));
    *times = times.saturating_add(1);
}

/// Takes back what [`name`] counted, when nothing was ever paid.
fn unname(state: &mut State, row: &Designation) {
    if row.instructed > 0 {
        return;
    }
    let Some(decree) = state.decree.decrees.get(&row.decree) else { return };
    let (programme, year) = (decree.programme_index, decree.fiscal_year);
    let key = (programme, year, state.proposal.one(row.recipient));
    if let Some(times) = state.decree.times.edit(&key) {
        *times = times.saturating_sub(1);
    }
}

/// Another recipient takes over what is not yet instructed, and has to sign anew.
fn replace(state: &mut State, seq: u64, recipient: RecipientId) {
    let known = state.proposal.recipients.get(&recipient);
    let registered = known.and_then(|known| NonZeroU64::new(known.seq));
    let Some(row) = state.decree.designations.edit(&seq) else { return };
    let old = row.clone();
    row.recipient = recipient;
    row.registered = registered;
    row.pact_signed = false;
    row.agreement_signed = false;
    unname(state, &old);
    let Some(decree) = state.decree.decrees.get(&old.decree) else { return };
    let key = (decree.programme_index, decree.fiscal_year);
    name(state, key, recipient);
}

/// Binds what the lines can give. A signed decree above what is available is a fact and is
/// recorded; what it cannot bind now is bound by the first request that finds it available.
fn close(state: &mut State, decree: u64, post: &mut Postings) {
    let Some(row) = state.decree.decrees.edit(&decree) else { return };
    row.closed = true;
    let per_line = row.per_line.clone();
    for (line, sum) in per_line {
        let place = state.place_of_decree(Some(decree), line);
        let bound = sum.min(state.budget.at(line, Stage::Available)).max(0);
        state.budget.commit_to(post, decree, place, bound);
        let obligation = state.budget.obligations.edit_or_default(&(decree, line));
        obligation.short = sum.saturating_sub(bound);
    }
}

fn cancel(state: &mut State, designation: u64, post: &mut Postings) {
    let Some(row) = state.decree.designations.edit(&designation) else { return };
    row.status = RowStatus::Cancelled;
    let row = row.clone();
    unname(state, &row);
    let open = row.sen.saturating_sub(row.instructed);
    post.counts.push((state.place_of_row(&row), Count::Cancelled(open)));
    let Some(decree) = state.decree.decrees.edit(&row.decree) else { return };
    let (programme, year) = (decree.programme_index, decree.fiscal_year);
    if !decree.closed
        && let Some((_, sum)) = decree.per_line.iter_mut().find(|(line, _)| *line == row.line)
    {
        // Nothing is bound yet, and the row shall not be bound when the decree closes.
        *sum = sum.saturating_sub(open);
    }
    quota::count(state, (programme, row.region, year), false);
    let key = (row.decree, row.line);
    let Some(bound) = state.budget.obligations.edit(&key) else { return };
    // What was never bound goes first: the rows that stay need what is.
    let never = open.min(bound.short).max(0);
    bound.short = bound.short.saturating_sub(never);
    let released = open.saturating_sub(never).min(bound.left).max(0);
    let place = state.place_of_decree(Some(row.decree), row.line);
    state.budget.release(post, row.decree, place, released);
}
