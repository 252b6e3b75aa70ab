//! Budget lines and what stands in each of their stages.

use jejak_events::codes::{AccountCode, ActivityCode, Region, SourceCode};
use jejak_events::date::{Date, FiscalYear};
use jejak_events::text::Code;
use jejak_events::vocabulary::{CashOrigin, CommitmentBasis, SourceFamily, Standing};
use jejak_events::{Event, Recorded, Rupiah, Stage};

use crate::accountability::Effect;
use crate::posting::{Leg, Place, Postings};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// Number of stages.
pub const STAGES: usize = Stage::ALL.len();

/// What makes a line unique, as in SIPD.
pub type LineKey = (FiscalYear, u64, ActivityCode, AccountCode, SourceCode, Option<FiscalYear>);

/// A budget line.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Line {
    /// Year of the budget.
    pub fiscal_year: FiscalYear,
    /// Organisation that keeps it.
    pub organisation: u64,
    /// Sub-activity.
    pub activity: ActivityCode,
    /// Account.
    pub account: AccountCode,
    /// The one funding source.
    pub source: SourceCode,
    /// Family of the source.
    pub family: SourceFamily,
    /// Where the source's cash lies.
    pub cash_origin: CashOrigin,
    /// Programme.
    pub programme: Code,
    /// Region.
    pub region: Region,
    /// Own or observed.
    pub standing: Standing,
    /// Year in which carried-over money was first received.
    pub carried_from: Option<FiscalYear>,
    /// Day on which its ceiling was set.
    pub opened_on: Date,
    /// Whether a DAK activity plan is approved.
    pub plan_approved: bool,
    /// Sen in each stage, in the order of [`Stage::ALL`].
    pub net: [i64; STAGES],
}

impl Line {
    /// Sen in a stage.
    pub fn at(&self, stage: Stage) -> i64 {
        self.net[stage as usize]
    }

    /// The ceiling in force.
    pub fn ceiling(&self) -> i64 {
        self.at(Stage::Ceiling).saturating_neg()
    }
}

/// A commitment other than a decree.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Commitment {
    /// The line.
    pub line: u64,
    /// What binds it.
    pub basis: CommitmentBasis,
}

/// What a decree or commitment has bound on one line.
#[derive(Debug, Clone, PartialEq, Copy, Default, bincode::Encode, bincode::Decode)]
pub struct Obligation {
    /// Sen still committed: not yet requested nor released.
    pub left: i64,
    /// Sen requested by SPP so far, net of what came back.
    pub drawn: i64,
    /// Sen that a decree promises and the line could not give when it closed.
    pub short: i64,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Budget {
    /// Lines by sequence number.
    pub lines: Rows<Line>,
    /// Lines by key.
    pub keys: Table<LineKey, u64>,
    /// Commitments by sequence number.
    pub commitments: Rows<Commitment>,
    /// What decrees and commitments have bound, by (decree or commitment, line).
    pub obligations: Table<(u64, u64), Obligation>,
}

tables!(Budget { lines, keys, commitments, obligations });

impl Budget {
    /// The context of a line alone.
    pub fn place(&self, line: u64) -> Place {
        let region = self.lines.get(&line).map(|line| line.region);
        Place { line, decree: None, region, recipient_type: None }
    }

    /// Sen in a stage of a line; 0 when there is no such line.
    pub fn at(&self, line: u64, stage: Stage) -> i64 {
        self.lines.get(&line).map_or(0, |line| line.at(stage))
    }

    /// Moves an amount from one stage to another.
    pub(crate) fn transfer(
        &mut self,
        post: &mut Postings,
        from: (Place, Stage),
        to: (Place, Stage),
        amount: Rupiah,
    ) {
        self.enter(post, from.0, from.1, amount.sen().saturating_neg());
        self.enter(post, to.0, to.1, amount.sen());
    }

    /// Lets an amount enter (or, negative, leave) a stage. Every caller posts the other leg too.
    pub(crate) fn enter(&mut self, post: &mut Postings, place: Place, stage: Stage, sen: i64) {
        if sen == 0 {
            return;
        }
        if let Some(line) = self.lines.edit(&place.line) {
            let net = &mut line.net[stage as usize];
            // Rules bound every amount far below the range of i64; see `limits` in the rules.
            *net = net.saturating_add(sen);
            post.legs.push(Leg { place, stage, sen });
        }
    }

    /// Uses released funds for a request.
    pub(crate) fn use_spd(&mut self, post: &mut Postings, place: Place, amount: Rupiah) {
        self.transfer(post, (place, Stage::SpdFree), (place, Stage::SpdUsed), amount);
    }

    /// Gives released funds back.
    pub(crate) fn free_spd(&mut self, post: &mut Postings, place: Place, amount: Rupiah) {
        self.transfer(post, (place, Stage::SpdUsed), (place, Stage::SpdFree), amount);
    }

    /// Binds money of a line by a decree or commitment.
    pub(crate) fn commit_to(&mut self, post: &mut Postings, basis: u64, place: Place, sen: i64) {
        let amount = Rupiah::from_sen(sen);
        self.transfer(
            post,
            (place_of_line(place), Stage::Available),
            (place, Stage::Committed),
            amount,
        );
        let bound = self.obligations.edit_or_default(&(basis, place.line));
        bound.left = bound.left.saturating_add(sen);
    }

    /// Releases money of a line that a decree or commitment had bound.
    pub(crate) fn release(&mut self, post: &mut Postings, basis: u64, place: Place, sen: i64) {
        let amount = Rupiah::from_sen(sen);
        self.transfer(
            post,
            (place, Stage::Committed),
            (place_of_line(place), Stage::Available),
            amount,
        );
        let bound = self.obligations.edit_or_default(&(basis, place.line));
        bound.left = bound.left.saturating_sub(sen);
    }
}

/// The same line without the decree: where available money rests.
fn place_of_line(place: Place) -> Place {
    Place { decree: None, ..place }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    let mut effect = Effect::None;
    match &fact.event {
        Event::BudgetCeilingSet(body) => open_line(state, fact, body, post),
        Event::BudgetShifted(body) => {
            let (from, to) = (state.budget.place(body.from.0), state.budget.place(body.to.0));
            let budget = &mut state.budget;
            budget.transfer(post, (from, Stage::Available), (from, Stage::Ceiling), body.amount);
            budget.transfer(post, (to, Stage::Ceiling), (to, Stage::Available), body.amount);
        }
        Event::BudgetRevised(body) => {
            let place = state.budget.place(body.line.0);
            let more = body.to_amount.sen().saturating_sub(body.from_amount.sen());
            let more = Rupiah::from_sen(more);
            state.budget.transfer(post, (place, Stage::Ceiling), (place, Stage::Available), more);
        }
        Event::BudgetBlocked(body) => {
            let place = state.budget.place(body.line.0);
            let to = (place, Stage::Blocked);
            state.budget.transfer(post, (place, Stage::Available), to, body.amount);
        }
        Event::BudgetUnblocked(body) => {
            let place = state.budget.place(body.line.0);
            let to = (place, Stage::Available);
            state.budget.transfer(post, (place, Stage::Blocked), to, body.amount);
        }
        Event::ActivityPlanApproved(body) => {
            if let Some(line) = state.budget.lines.edit(&body.line.0) {
                line.plan_approved = true;
            }
        }
        Event::CommitmentMade(body) => {
            let commitment = Commitment { line: body.line.0, basis: body.basis };
            state.budget.commitments.insert(fact.seq, commitment);
            let place = state.budget.place(body.line.0);
            let sen = body.amount.sen();
            state.budget.commit_to(post, fact.seq, place, sen);
            effect = Effect::Obligation { basis: fact.seq, line: body.line.0, sen };
        }
        Event::CommitmentReleased(body) => {
            let basis = body.commitment.0;
            let Some(commitment) = state.budget.commitments.get(&basis) else { return };
            let place = state.budget.place(commitment.line);
            let sen = body.amount.sen();
            state.budget.release(post, basis, place, sen);
            effect = Effect::Obligation { basis, line: place.line, sen: sen.saturating_neg() };
        }
        _ => return,
    }
    state.accountability.remember(fact, post, effect);
}

fn open_line(
    state: &mut State,
    fact: &Recorded,
    body: &jejak_events::budget::BudgetCeilingSet,
    post: &mut Postings,
) {
    let Some(source) = state.reference.sources.get(&body.source) else { return };
    let line = Line {
        fiscal_year: body.fiscal_year,
        organisation: body.organisation.0,
        activity: body.activity,
        account: body.account,
        source: body.source,
        family: source.family,
        cash_origin: source.cash_origin,
        programme: body.programme.clone(),
        region: body.region,
        standing: body.standing,
        carried_from: body.carried_from,
        opened_on: fact.envelope.occurred_on,
        plan_approved: false,
        net: [0; STAGES],
    };
    state.budget.keys.insert(line_key(body), fact.seq);
    state.budget.lines.insert(fact.seq, line);
    let place = state.budget.place(fact.seq);
    state.budget.transfer(post, (place, Stage::Ceiling), (place, Stage::Available), body.amount);
}

/// The key of the line that an event would open.
pub fn line_key(body: &jejak_events::budget::BudgetCeilingSet) -> LineKey {
    (
        body.fiscal_year,
        body.organisation.0,
        body.activity,
        body.account,
        body.source,
        body.carried_from,
    )
}
