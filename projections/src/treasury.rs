//! From SPD to SP2D, and the advances.

use jejak_events::date::{Date, FiscalYear};
use jejak_events::ids::PersonId;
use jejak_events::treasury::LineAmount;
use jejak_events::vocabulary::{Outcome, SpjKind, SppKind};
use jejak_events::{Event, Recorded, Rupiah, SourceCode, Stage};

use crate::accountability::Effect;
use crate::integrity::people_of;
use crate::payment;
use crate::posting::{CashPlace, Place, Postings};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

mod spp;

pub use spp::{Spp, SppStage};

/// A request for money from an advance.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
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
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Tbp {
    /// The line.
    pub line: u64,
    /// Sen.
    pub sen: i64,
}

/// The revolving advance of an organisation in a year.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Advance {
    /// Ceiling in sen, once set.
    pub ceiling: Option<i64>,
    /// Sen asked for as UP and not ended before it was handed out.
    pub issued: i64,
}

/// What an SPD released of a line.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Release {
    /// The SPD.
    pub spd: u64,
    /// Its day.
    pub day: Date,
    /// Sen.
    pub sen: i64,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Treasury {
    /// SPD by sequence number.
    pub spds: Rows<()>,
    /// What SPD released of each line, a few times a year, in the order of recording.
    pub releases: Table<u64, Vec<Release>>,
    /// NPD by sequence number.
    pub npds: Rows<Npd>,
    /// TBP by sequence number.
    pub tbps: Rows<Tbp>,
    /// Payment requests by sequence number.
    pub spps: Rows<Spp>,
    /// Revolving advances by organisation and year.
    pub advances: Table<(u64, FiscalYear), Advance>,
}

tables!(Treasury { spds, releases, npds, tbps, spps, advances });

pub(crate) fn apply(state: &mut State, fact: &Recorded, post: &mut Postings) {
    match &fact.event {
        Event::SpdIssued(body) => {
            state.treasury.spds.insert(fact.seq, ());
            for item in &body.lines {
                let (spd, day) = (fact.seq, fact.envelope.occurred_on);
                let releases = state.treasury.releases.edit_or_default(&item.line.0);
                releases.push(Release { spd, day, sen: item.amount.sen() });
                let place = state.budget.place(item.line.0);
                let (from, to) = ((place, Stage::SpdLimit), (place, Stage::SpdFree));
                state.budget.transfer(post, from, to, item.amount);
            }
            state.accountability.remember(fact, post, Effect::None);
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
            step(state, fact, body.spp.0, SppStage::Verified, post);
            if body.outcome != Outcome::Accepted {
                unwind(state, body.spp.0, post);
            }
        }
        Event::SpmIssued(body) => step(state, fact, body.spp.0, SppStage::SpmIssued, post),
        Event::SpmRejected(body) => unwind(state, body.spp.0, post),
        Event::Sp2dIssued(body) => {
            step(state, fact, body.spp.0, SppStage::Sp2dIssued, post);
            if let Some(spp) = state.treasury.spps.edit(&body.spp.0) {
                spp.sp2d_number = Some(body.number.as_str().to_owned());
                spp.withheld = body.gross.sen().saturating_sub(body.net.sen());
                spp.cash = Some(body.cash.0);
            }
        }
        Event::Sp2dPaidOut(body) => pay_out(state, fact, body, post),
        Event::Sp2dCancelled(body) => unwind(state, body.spp.0, post),
        Event::Sp2dRefused(body) => unwind(state, body.spp.0, post),
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
        instructed: vec![0; body.lines.len()],
        undistributed: vec![0; body.lines.len()],
        sen: body.amount.sen(),
        basis: decree.or(body.commitment.map(|commitment| commitment.0)),
        decree,
        spj: body.spj.map(|spj| spj.0),
        stage: SppStage::Submitted,
        sp2d_number: None,
        withheld: 0,
        cash: None,
        paid_on: None,
        credited: 0,
        accounted: 0,
        refunded: 0,
        submitted_by: people_of(&fact.envelope),
        verified_by: Vec::new(),
        ordered_by: Vec::new(),
        last_step_on: fact.envelope.occurred_on,
    };
    for (line, sen) in &spp.lines {
        let place = state.place_of_decree(decree, *line);
        let amount = Rupiah::from_sen(*sen);
        if let Some(basis) = spp.basis {
            bind_late(state, basis, place, *sen, post);
            draw(state, basis, *line, *sen);
        }
        let from = (source_place(place, &spp), spp.drawn_from());
        state.budget.transfer(post, from, (place, Stage::Spp), amount);
        state.budget.use_spd(post, without_decree(place), amount);
    }
    refill(state, &spp, 1);
    if spp.kind == SppKind::Up {
        give_advance(state, &spp, spp.sen);
    }
    state.treasury.spps.insert(fact.seq, spp);
}

/// Money that is not committed rests in the line without a decree.
fn source_place(place: Place, spp: &Spp) -> Place {
    if spp.drawn_from() == Stage::Committed { place } else { without_decree(place) }
}

fn without_decree(place: Place) -> Place {
    Place { decree: None, ..place }
}

/// Binds what a decree promised above its line, now that the line has it.
fn bind_late(state: &mut State, basis: u64, place: Place, sen: i64, post: &mut Postings) {
    let Some(bound) = state.budget.obligations.edit(&(basis, place.line)) else { return };
    let late = sen.saturating_sub(bound.left).min(bound.short).max(0);
    bound.short = bound.short.saturating_sub(late);
    state.budget.commit_to(post, basis, place, late);
}

fn draw(state: &mut State, basis: u64, line: u64, sen: i64) {
    let bound = state.budget.obligations.edit_or_default(&(basis, line));
    bound.left = bound.left.saturating_sub(sen);
    bound.drawn = bound.drawn.saturating_add(sen);
}

/// Notes that a request refills or closes its SPJ (`times` is 1), or no longer does (-1).
fn refill(state: &mut State, spp: &Spp, times: i64) {
    let Some(spj) = spp.spj.and_then(|spj| state.accountability.spjs.edit(&spj)) else { return };
    spj.refilled = if times > 0 { spj.spent } else { 0 };
    if spj.kind == SpjKind::Advance {
        let lines = spj.lines.clone();
        for (line, sen) in lines {
            state.accountability.report(line, sen.saturating_mul(times).saturating_neg());
        }
    }
}

/// Adds to what an organisation was given as UP in a year.
fn give_advance(state: &mut State, spp: &Spp, sen: i64) {
    let key = (spp.organisation, spp.fiscal_year);
    let advance = state.treasury.advances.edit_or_default(&key);
    advance.issued = advance.issued.saturating_add(sen);
}

/// Notes a step of a request, and carries its money along. History may bring the papers of
/// earlier steps after later ones: they add what they say and move nothing back.
fn step(state: &mut State, fact: &Recorded, seq: u64, stage: SppStage, post: &mut Postings) {
    let Some(spp) = state.treasury.spps.edit(&seq) else { return };
    let people = people_of(&fact.envelope);
    match stage {
        SppStage::Verified => spp.verified_by = people,
        SppStage::SpmIssued => spp.ordered_by = people,
        _ => {}
    }
    if spp.stage >= stage {
        return;
    }
    let from = spp.money();
    spp.stage = stage;
    spp.last_step_on = fact.envelope.occurred_on;
    let (to, decree, lines) = (spp.money(), spp.decree, spp.lines.clone());
    let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) else { return };
    for (line, sen) in lines {
        let place = state.place_of_decree(decree, line);
        state.budget.transfer(post, (place, from), (place, to), Rupiah::from_sen(sen));
    }
}

/// Ends a request: its money goes back to where it was drawn from.
fn unwind(state: &mut State, seq: u64, post: &mut Postings) {
    let Some(spp) = state.treasury.spps.edit(&seq) else { return };
    let from = spp.money();
    spp.stage = SppStage::Ended;
    let spp = spp.clone();
    let Some(from) = from else { return };
    for (line, sen) in &spp.lines {
        let place = state.place_of_decree(spp.decree, *line);
        let amount = Rupiah::from_sen(*sen);
        let back = (source_place(place, &spp), spp.drawn_from());
        state.budget.transfer(post, (place, from), back, amount);
        state.budget.free_spd(post, without_decree(place), amount);
        if let Some(basis) = spp.basis {
            draw(state, basis, *line, sen.saturating_neg());
        }
    }
    refill(state, &spp, -1);
    if spp.kind == SppKind::Up {
        give_advance(state, &spp, spp.sen.saturating_neg());
    }
    payment::void(state, seq);
}

/// The bank paid: money leaves the treasury and stands where the kind of request puts it.
fn pay_out(
    state: &mut State,
    fact: &Recorded,
    body: &jejak_events::treasury::Sp2dPaidOut,
    post: &mut Postings,
) {
    let Some(spp) = state.treasury.spps.get(&body.spp.0) else { return };
    let Some(from) = spp.money() else { return };
    let effect =
        Effect::PaidOut { spp: body.spp.0, stood: spp.stage, last_step_on: spp.last_step_on };
    step(state, fact, body.spp.0, SppStage::PaidOut, post);
    let Some(spp) = state.treasury.spps.edit(&body.spp.0) else { return };
    spp.paid_on = Some(fact.envelope.occurred_on);
    let spp = spp.clone();
    for ((line, net), (_, sen)) in spp.net_lines().zip(&spp.lines) {
        let place = state.place_of_decree(spp.decree, line);
        let withheld = Rupiah::from_sen(sen.saturating_sub(net));
        let to = match spp.kind {
            SppKind::Gu | SppKind::GuNil | SppKind::TuNil => Stage::AccountedFor,
            _ => Stage::AtChannel,
        };
        let from = (place, from);
        state.budget.transfer(post, from, (place, to), Rupiah::from_sen(net));
        state.budget.transfer(post, from, (place, Stage::Withheld), withheld);
        settle(state, place, post);
    }
    move_cash(state, &spp, body, post);
    state.accountability.remember(fact, post, effect);
}

/// The bank never paid: the request stands where it stood. Its money is moved back by the legs.
pub(crate) fn unpay(state: &mut State, spp: u64, stood: SppStage, last_step_on: Date) {
    let Some(spp) = state.treasury.spps.edit(&spp) else { return };
    spp.stage = stood;
    spp.last_step_on = last_step_on;
    spp.paid_on = None;
}

/// What a channel paid out before the treasury paid it stands below zero in suspense; the money
/// that arrives settles it.
fn settle(state: &mut State, place: Place, post: &mut Postings) {
    let lacking = state.budget.at(place.line, Stage::Suspense).saturating_neg();
    let held = state.budget.at(place.line, Stage::AtChannel);
    let settled = Rupiah::from_sen(lacking.min(held).max(0));
    state.budget.transfer(post, (place, Stage::AtChannel), (place, Stage::Suspense), settled);
}

fn move_cash(
    state: &mut State,
    spp: &Spp,
    body: &jejak_events::treasury::Sp2dPaidOut,
    post: &mut Postings,
) {
    let Some(cash) = spp.cash else { return };
    let payee = body.advance.map_or(CashPlace::Outside, |account| CashPlace::Kept(account.0));
    let tax = body.tax_account.map_or(CashPlace::Outside, |account| CashPlace::Kept(account.0));
    let from = CashPlace::Kept(cash);
    for (source, net, withheld) in state.cash_of(spp) {
        state.cash.transfer(post, from, payee, source, Rupiah::from_sen(net));
        state.cash.transfer(post, from, tax, source, Rupiah::from_sen(withheld));
    }
}

impl State {
    /// What leaves the treasury when a request is paid out, in its parts: source, sen for the
    /// payee, sen withheld. A source may come more than once.
    pub fn cash_of(&self, spp: &Spp) -> Vec<(SourceCode, i64, i64)> {
        // Closings of an advance account for money that left the treasury before.
        if matches!(spp.kind, SppKind::GuNil | SppKind::TuNil) {
            return Vec::new();
        }
        if let Some(source) = spp.source.filter(|_| spp.lines.is_empty()) {
            return vec![(source, spp.net(), spp.withheld)];
        }
        let lines = spp.net_lines().zip(&spp.lines);
        let parts = lines.filter_map(|((line, net), (_, sen))| {
            let source = self.budget.lines.get(&line)?.source;
            Some((source, net, sen.saturating_sub(net)))
        });
        parts.collect()
    }

    /// The SPD by which a line had at least so much released: the one that comes latest by its
    /// day among those that are needed, as long as it is later than `day`. What opening balances
    /// released has no day and comes before all SPD.
    pub fn released_later(&self, line: u64, sen: i64, day: Date) -> Option<&Release> {
        let reversed = |release: &&Release| {
            let movement = self.accountability.movements.get(&release.spd);
            movement.is_some_and(|movement| movement.reversed_by.is_some())
        };
        let releases = self.treasury.releases.get(&line)?.iter();
        let mut later: Vec<&Release> =
            releases.filter(|release| release.day > day && !reversed(release)).collect();
        later.sort_unstable_by_key(|release| (std::cmp::Reverse(release.day), release.spd));
        let mut released = self.budget.at(line, Stage::SpdLimit).saturating_neg();
        later.into_iter().find(|release| {
            released = released.saturating_sub(release.sen);
            sen > released
        })
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
        spp.credited = spp.credited.saturating_add(body.amount.sen());
        spp.instruct(body.line.0, body.amount.sen());
    }
    let Some(line) = state.budget.lines.get(&body.line.0) else { return };
    let (from, source) = (CashPlace::Kept(body.cash.0), line.source);
    state.cash.transfer(post, from, CashPlace::Outside, source, body.amount);
}
