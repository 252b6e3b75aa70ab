//! From SPD to SP2D, and the advances.

use jejak_events::date::{Date, FiscalYear};
use jejak_events::ids::PersonId;
use jejak_events::treasury::LineAmount;
use jejak_events::vocabulary::{Outcome, SppKind};
use jejak_events::{Event, Recorded, Rupiah, SourceCode, Stage};

use crate::integrity::people_of;
use crate::posting::{CashPlace, Place, Postings};
use crate::state::{State, tables};
use crate::table::Table;

/// How far a payment request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum SppStage {
    Submitted,
    Verified,
    SpmIssued,
    Sp2dIssued,
    PaidOut,
    Ended,
}

/// A payment request with its SPM and SP2D.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct Spp {
    /// Kind.
    pub kind: SppKind,
    /// Organisation that asks.
    pub organisation: u64,
    /// Fiscal year.
    pub fiscal_year: FiscalYear,
    /// Source of an advance.
    pub source: Option<SourceCode>,
    /// Sen per line.
    pub lines: Vec<(u64, i64)>,
    /// Sen asked for.
    pub sen: i64,
    /// Decree or commitment that it draws from.
    pub basis: Option<u64>,
    /// The decree, when the basis is one.
    pub decree: Option<u64>,
    /// The SPJ that it refills or closes.
    pub spj: Option<u64>,
    /// How far it has come.
    pub stage: SppStage,
    /// Number of the SP2D, once issued.
    pub sp2d_number: Option<String>,
    /// Sen withheld.
    pub withheld: i64,
    /// Account that pays.
    pub cash: Option<u64>,
    /// Day on which the bank paid.
    pub paid_on: Option<Date>,
    /// Sen instructed in closed and open lists.
    pub instructed: i64,
    /// Sen spent from a TU by TBP.
    pub spent: i64,
    /// Who submitted.
    pub submitted_by: Vec<PersonId>,
    /// Who verified.
    pub verified_by: Vec<PersonId>,
    /// Who ordered.
    pub ordered_by: Vec<PersonId>,
    /// Day of the last step, for the order of documents.
    pub last_step_on: Date,
}

impl Spp {
    /// Sen that the payee gets.
    pub fn net(&self) -> i64 {
        self.sen.saturating_sub(self.withheld)
    }
}

/// A request for money from an advance.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct Npd {
    /// Organisation.
    pub organisation: u64,
    /// The TU that pays; else the revolving advance.
    pub tu: Option<u64>,
    /// Sen left per line.
    pub left: Vec<(u64, i64)>,
    /// Whether it was approved; `None` while nobody decided.
    pub approved: Option<bool>,
    /// Whether the treasurer validated it.
    pub validated: bool,
    /// Who submitted it.
    pub submitted_by: Vec<PersonId>,
}

/// A payment from an advance.
#[derive(Debug, Clone, bincode::Encode, bincode::Decode)]
pub struct Tbp {
    /// The line.
    pub line: u64,
    /// Sen.
    pub sen: i64,
}

/// The revolving advance of an organisation in a year.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Advance {
    /// Ceiling in sen, once set.
    pub ceiling: Option<i64>,
    /// Sen handed out as UP.
    pub issued: i64,
}

/// State of the area.
#[derive(Debug, Clone, Default, bincode::Encode, bincode::Decode)]
pub struct Treasury {
    /// SPD by sequence number.
    pub spds: Table<u64, ()>,
    /// NPD by sequence number.
    pub npds: Table<u64, Npd>,
    /// TBP by sequence number.
    pub tbps: Table<u64, Tbp>,
    /// Payment requests by sequence number.
    pub spps: Table<u64, Spp>,
    /// Revolving advances by organisation and year.
    pub advances: Table<(u64, FiscalYear), Advance>,
}

tables!(Treasury { spds, npds, tbps, spps, advances });

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::SpdIssued(body) => {
            state.treasury.spds.insert(fact.seq, ());
            for item in &body.lines {
                let place = state.budget.place(item.line.0);
                let (from, to) = ((place, Stage::SpdLimit), (place, Stage::SpdFree));
                state.budget.transfer(post, from, to, item.amount);
            }
            state.accountability.remember(fact, post);
        }
        Event::AdvanceCeilingSet(body) => {
            let key = (body.organisation.0, body.fiscal_year);
            state.treasury.advances.edit_or_default(&key).ceiling = Some(body.amount.sen());
        }
        Event::NpdSubmitted(body) => state.treasury.npds.insert(
            fact.seq,
            Npd {
                organisation: body.organisation.0,
                tu: body.tu.map(|tu| tu.0),
                left: sen_per_line(&body.lines),
                approved: None,
                validated: false,
                submitted_by: people_of(&fact.envelope),
            },
        ),
        Event::NpdApproved(body) => {
            if let Some(npd) = state.treasury.npds.edit(&body.npd.0) {
                npd.approved = Some(body.outcome == Outcome::Accepted);
            }
        }
        Event::NpdValidated(body) => {
            if let Some(npd) = state.treasury.npds.edit(&body.npd.0) {
                npd.validated = true;
            }
        }
        Event::TbpRecorded(body) => spend_advance(state, fact.seq, body, post),
        Event::SppSubmitted(body) => submit(state, fact, body, post),
        Event::SppVerified(body) => {
            step(state, fact, body.spp.0, SppStage::Verified);
            if body.outcome != Outcome::Accepted {
                unwind(state, body.spp.0, Stage::Spp, post);
            }
        }
        Event::SpmIssued(body) => {
            step(state, fact, body.spp.0, SppStage::SpmIssued);
            carry(state, body.spp.0, Stage::Spp, Stage::Spm, post);
        }
        Event::SpmRejected(body) => unwind(state, body.spp.0, Stage::Spp, post),
        Event::Sp2dIssued(body) => {
            step(state, fact, body.spp.0, SppStage::Sp2dIssued);
            if let Some(spp) = state.treasury.spps.edit(&body.spp.0) {
                spp.sp2d_number = Some(body.number.as_str().to_owned());
                spp.withheld = body.gross.sen().saturating_sub(body.net.sen());
                spp.cash = Some(body.cash.0);
            }
            carry(state, body.spp.0, Stage::Spm, Stage::Sp2d, post);
        }
        Event::Sp2dPaidOut(body) => pay_out(state, fact, body, post),
        Event::Sp2dCancelled(body) => unwind(state, body.spp.0, Stage::Sp2d, post),
        _ => {}
    }
}

fn sen_per_line(lines: &[LineAmount]) -> Vec<(u64, i64)> {
    lines.iter().map(|item| (item.line.0, item.amount.sen())).collect()
}

/// The lines whose money a request moves. TU Nihil moves none: the SPJ of the TU already did.
fn moved_lines(body: &jejak_events::treasury::SppSubmitted) -> Vec<(u64, i64)> {
    match body.kind {
        SppKind::TuNil => Vec::new(),
        _ => sen_per_line(&body.lines),
    }
}

/// From which stage a request draws its money, and to which it goes back.
fn drawn_from(kind: SppKind) -> Stage {
    match kind {
        SppKind::Gu | SppKind::GuNil => Stage::Advanced,
        SppKind::Up | SppKind::Tu | SppKind::TuNil => Stage::Available,
        SppKind::LsPayroll | SppKind::LsGoods | SppKind::LsThirdParty => Stage::Committed,
    }
}

fn submit(
    state: &mut State,
    fact: &Recorded,
    body: &jejak_events::treasury::SppSubmitted,
    post: &mut Postings,
) {
    let decree = body.decree.map(|decree| decree.0);
    let spp = Spp {
        kind: body.kind,
        organisation: body.organisation.0,
        fiscal_year: fact.envelope.fiscal_year,
        source: body.source,
        lines: moved_lines(body),
        sen: body.amount.sen(),
        basis: decree.or(body.commitment.map(|commitment| commitment.0)),
        decree,
        spj: body.spj.map(|spj| spj.0),
        stage: SppStage::Submitted,
        sp2d_number: None,
        withheld: 0,
        cash: None,
        paid_on: None,
        instructed: 0,
        spent: 0,
        submitted_by: people_of(&fact.envelope),
        verified_by: Vec::new(),
        ordered_by: Vec::new(),
        last_step_on: fact.envelope.occurred_on,
    };
    for (line, sen) in &spp.lines {
        let place = state.place_of_decree(decree, *line);
        let amount = Rupiah::from_sen(*sen);
        let from = (source_place(place, spp.kind), drawn_from(spp.kind));
        state.budget.transfer(post, from, (place, Stage::Spp), amount);
        state.budget.use_spd(post, without_decree(place), amount);
        if let Some(basis) = spp.basis {
            draw(state, basis, *line, *sen);
        }
    }
    state.treasury.spps.insert(fact.seq, spp);
}

/// Money that is not committed rests in the line without a decree.
fn source_place(place: Place, kind: SppKind) -> Place {
    if drawn_from(kind) == Stage::Committed { place } else { without_decree(place) }
}

fn without_decree(place: Place) -> Place {
    Place { decree: None, ..place }
}

fn draw(state: &mut State, basis: u64, line: u64, sen: i64) {
    let bound = state.budget.obligations.edit_or_default(&(basis, line));
    bound.left = bound.left.saturating_sub(sen);
    bound.drawn = bound.drawn.saturating_add(sen);
}

/// Notes a step of a request: stage, day, persons.
fn step(state: &mut State, fact: &Recorded, spp: u64, stage: SppStage) {
    let Some(spp) = state.treasury.spps.edit(&spp) else { return };
    spp.stage = stage;
    spp.last_step_on = fact.envelope.occurred_on;
    let people = people_of(&fact.envelope);
    match stage {
        SppStage::Verified => spp.verified_by = people,
        SppStage::SpmIssued => spp.ordered_by = people,
        _ => {}
    }
}

/// Carries the money of a request from stage to stage, line by line.
fn carry(state: &mut State, spp: u64, from: Stage, to: Stage, post: &mut Postings) {
    let Some(spp) = state.treasury.spps.get(&spp) else { return };
    let (decree, lines) = (spp.decree, spp.lines.clone());
    for (line, sen) in lines {
        let place = state.place_of_decree(decree, line);
        state.budget.transfer(post, (place, from), (place, to), Rupiah::from_sen(sen));
    }
}

/// Ends a request: its money goes back to where it was drawn from.
fn unwind(state: &mut State, seq: u64, from: Stage, post: &mut Postings) {
    let Some(spp) = state.treasury.spps.edit(&seq) else { return };
    spp.stage = SppStage::Ended;
    let spp = spp.clone();
    for (line, sen) in &spp.lines {
        let place = state.place_of_decree(spp.decree, *line);
        let amount = Rupiah::from_sen(*sen);
        let back = (source_place(place, spp.kind), drawn_from(spp.kind));
        state.budget.transfer(post, (place, from), back, amount);
        state.budget.free_spd(post, without_decree(place), amount);
        if let Some(basis) = spp.basis {
            draw(state, basis, *line, sen.saturating_neg());
        }
    }
}

/// The bank paid: money leaves the treasury and stands where the kind of request puts it.
fn pay_out(
    state: &mut State,
    fact: &Recorded,
    body: &jejak_events::treasury::Sp2dPaidOut,
    post: &mut Postings,
) {
    step(state, fact, body.spp.0, SppStage::PaidOut);
    let Some(spp) = state.treasury.spps.edit(&body.spp.0) else { return };
    spp.paid_on = Some(fact.envelope.occurred_on);
    let spp = spp.clone();
    let mut withheld_left = spp.withheld;
    for (line, sen) in &spp.lines {
        let place = state.place_of_decree(spp.decree, *line);
        // What is withheld is taken from the lines in their order.
        let withheld = withheld_left.min(*sen);
        withheld_left = withheld_left.saturating_sub(withheld);
        let net = sen.saturating_sub(withheld);
        let from = (place, Stage::Sp2d);
        let to = match spp.kind {
            SppKind::Gu | SppKind::GuNil | SppKind::TuNil => Stage::AccountedFor,
            _ => Stage::AtChannel,
        };
        state.budget.transfer(post, from, (place, to), Rupiah::from_sen(net));
        state.budget.transfer(post, from, (place, Stage::Withheld), Rupiah::from_sen(withheld));
    }
    if matches!(spp.kind, SppKind::Up) {
        let key = (spp.organisation, spp.fiscal_year);
        let advance = state.treasury.advances.edit_or_default(&key);
        advance.issued = advance.issued.saturating_add(spp.sen);
    }
    move_cash(state, &spp, body, post);
}

fn move_cash(
    state: &mut State,
    spp: &Spp,
    body: &jejak_events::treasury::Sp2dPaidOut,
    post: &mut Postings,
) {
    // Closings of an advance account for money that left the treasury before.
    if matches!(spp.kind, SppKind::GuNil | SppKind::TuNil) {
        return;
    }
    let Some(cash) = spp.cash else { return };
    let payee = body.advance.map_or(CashPlace::Outside, |account| CashPlace::Kept(account.0));
    let tax = body.tax_account.map_or(CashPlace::Outside, |account| CashPlace::Kept(account.0));
    let mut withheld_left = spp.withheld;
    let per_source: Vec<(SourceCode, i64)> = match spp.source {
        Some(source) if spp.lines.is_empty() => vec![(source, spp.sen)],
        _ => spp
            .lines
            .iter()
            .filter_map(|(line, sen)| Some((state.budget.lines.get(line)?.source, *sen)))
            .collect(),
    };
    for (source, sen) in per_source {
        let withheld = withheld_left.min(sen);
        withheld_left = withheld_left.saturating_sub(withheld);
        let net = Rupiah::from_sen(sen.saturating_sub(withheld));
        let from = CashPlace::Kept(cash);
        state.cash.transfer(post, from, payee, source, net);
        state.cash.transfer(post, from, tax, source, Rupiah::from_sen(withheld));
    }
}

fn spend_advance(
    state: &mut State,
    seq: u64,
    body: &jejak_events::treasury::TbpRecorded,
    post: &mut Postings,
) {
    let Some(npd) = state.treasury.npds.edit(&body.npd.0) else { return };
    for (line, left) in &mut npd.left {
        if *line == body.line.0 {
            *left = left.saturating_sub(body.amount.sen());
        }
    }
    let tu = npd.tu;
    let tbp = Tbp { line: body.line.0, sen: body.amount.sen() };
    state.treasury.tbps.insert(seq, tbp);
    let place = state.budget.place(body.line.0);
    let (from, to) = match tu {
        Some(_) => (Stage::AtChannel, Stage::Credited),
        None => (Stage::Available, Stage::Advanced),
    };
    state.budget.transfer(post, (place, from), (place, to), body.amount);
    if let Some(spp) = tu.and_then(|tu| state.treasury.spps.edit(&tu)) {
        spp.spent = spp.spent.saturating_add(body.amount.sen());
    }
    let Some(line) = state.budget.lines.get(&body.line.0) else { return };
    let (from, source) = (CashPlace::Kept(body.cash.0), line.source);
    state.cash.transfer(post, from, CashPlace::Outside, source, body.amount);
}
