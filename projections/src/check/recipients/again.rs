//! Aid again too soon, and in spite of an open finding (A11, A12).

use jejak_events::field::Object;
use jejak_events::ids::RecipientId;
use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Recorded, Tag};
use rustc_hash::FxHashMap;

use super::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

/// A11: aid of a programme again within its cooling-off days, to a person, group or house.
#[derive(Default)]
pub(super) struct TooSoon {
    /// Houses that were unfit again: event, house, day.
    unfit: Vec<(u64, u64, Date)>,
}

impl Check for TooSoon {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        if let Event::HouseUnfitAgain(body) = &fact.event {
            self.unfit.push((fact.seq, body.house.0, fact.envelope.occurred_on));
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        people(view, rules, &mut found)?;
        groups(state, rules, &mut found);
        houses(state, rules, &mut found);
        self.unfit_soon(state, rules, &mut found);
        let mut enacted = state.reference.parameters.iter();
        let known = enacted.any(|((what, _), _)| *what == Parameter::CoolingOffDays);
        let again = u64::from(!known && !state.decree.designations.is_empty());
        Ok(Outcome::beside(again, found, |_| {
            said!(
                "not decidable without rule jeda-bantuan: no programme has one",
                "tidak dapat diputus tanpa aturan jeda-bantuan: tidak ada program yang memilikinya"
            )
        }))
    }
}

/// The cooling-off days of a programme, where a rule gives some.
fn cooling_off(rules: &Rules, code: &Code, on: Date, seq: u64) -> Option<(i64, u64)> {
    let rule = rules.enacted(Parameter::CoolingOffDays, Some(code), on, seq)?;
    Some((i64::from(rule.value?), rule.seq))
}

/// Rows of people who got aid of the programme by another row too short a time before.
fn people(view: &View, rules: &Rules, found: &mut Vec<Found>) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let mut rows: Vec<(u16, RecipientId, Date, u64)> = Vec::new();
    for (seq, row, decree) in claims::rows(state) {
        if cooling_off(rules, &decree.programme, decree.signed_on, seq).is_some() {
            let one = state.proposal.one(row.recipient);
            rows.push((decree.programme_index, one, decree.signed_on, seq));
        }
    }
    rows.sort_unstable();
    for same in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|same| same.len() > 1) {
        let mut received: Option<(Date, u64)> = None;
        for (_, _, signed, seq) in same {
            let Some(row) = state.decree.designations.get(seq) else { continue };
            let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
            let rule = cooling_off(rules, &decree.programme, *signed, *seq);
            let days = received.map(|(last, _)| i64::from(signed.days_since(last)));
            if let (Some((limit, rule)), Some(days), Some((_, event))) = (rule, days, received)
                && (0..limit).contains(&days)
            {
                let what = said!(
                    "aid came {days} days before, the programme asks for {limit}",
                    "menerima bantuan {days} hari sebelumnya, jeda program {limit} hari"
                );
                let about = Found::about(Object::Designation, *seq, [*seq, event, rule], what);
                found.push(about.risking(row.sen).of_row(state, row));
            }
            received = received.max(reached(view, *seq)?);
        }
    }
    Ok(())
}

/// When aid of a row last reached its recipient, and the event.
fn reached(view: &View, row: u64) -> Result<Option<(Date, u64)>, Unanswered> {
    let mut last = None;
    for seq in view.reading.under(&Tag::Object(Object::Designation, row)) {
        let fact = view.facts.fact(seq)?;
        if matches!(fact.event, Event::PaymentCredited(_) | Event::GoodsHandedOver(_)) {
            last = last.max(Some((fact.envelope.occurred_on, seq)));
        }
    }
    Ok(last)
}

/// Groups with members who had been helped before, alone or in a group that is over.
fn groups(state: &State, rules: &Rules, found: &mut Vec<Found>) {
    for (seq, group) in state.kube.groups.iter() {
        let Some((limit, rule)) = cooling_off(rules, &group.programme, group.formed_on, seq) else {
            continue;
        };
        let index = state.reference.programmes.get(&group.programme).map(|known| known.index);
        let mut before: Vec<u64> = Vec::new();
        for member in &group.members {
            let one = state.proposal.one(*member);
            let groups = state.kube.of_member.get(&one).into_iter().flatten();
            let others = groups.filter(|other| **other < seq).filter_map(|other| {
                let known = state.kube.groups.get(other)?;
                let left = known.stage.is_over() || !known.members.contains(member);
                (left && known.programme == group.programme).then_some((known.formed_on, *other))
            });
            let alone = index.and_then(|index| state.decree.received.get(&(index, one)).copied());
            let days = |on: Date| i64::from(group.formed_on.days_since(on));
            let recent = others.chain(alone).filter(|(on, _)| (0..limit).contains(&days(*on)));
            before.extend(recent.max().map(|(_, event)| event));
        }
        let count = before.len();
        if count > 0 {
            let what = said!(
                "{count} members had KUBe aid within {limit} days before",
                "{count} anggota pernah menerima bantuan KUBE dalam {limit} hari sebelumnya"
            );
            let evidence = before.into_iter().chain([seq, rule]);
            let about = Found::about(Object::KubeGroup, seq, evidence, what);
            found.push(about.within(group.region).of_programme(group.programme.clone()));
        }
    }
}

/// Rows for houses that were repaired too short a time before, from whatever source.
fn houses(state: &State, rules: &Rules, found: &mut Vec<Found>) {
    for (house, known) in state.rtlh.houses.iter() {
        for seq in known.aids.iter().filter_map(|aid| aid.designation) {
            let Some(row) = state.decree.designations.get(&seq) else { continue };
            let Some(decree) = state.decree.decrees.get(&row.decree) else { continue };
            let signed = decree.signed_on;
            let rule = cooling_off(rules, &decree.programme, signed, seq);
            let last = state.last_repair(known, signed, decree.fiscal_year);
            let (Some((limit, rule)), Some((on, event))) = (rule, last) else { continue };
            let days = i64::from(signed.days_since(on));
            if days < limit && claims::stands(row) {
                let what = said!(
                    "house {house} was repaired {days} days before, the programme asks for {limit}",
                    "rumah {house} diperbaiki {days} hari sebelumnya, jeda program {limit} hari"
                );
                let evidence = [house, seq, event, rule];
                let about = Found::about(Object::Designation, seq, evidence, what);
                found.push(about.risking(row.sen).of_row(state, row));
            }
        }
    }
}

impl TooSoon {
    /// Houses unfit again although they were repaired within the days.
    fn unfit_soon(&self, state: &State, rules: &Rules, found: &mut Vec<Found>) {
        for (seq, house, day) in &self.unfit {
            let Some(known) = state.rtlh.houses.get(house) else { continue };
            let rule = known.programme.as_ref().and_then(|c| cooling_off(rules, c, *day, *seq));
            let repaired = known.repaired.filter(|(on, _)| on <= day);
            let (Some((limit, rule)), Some((on, event))) = (rule, repaired) else { continue };
            let days = i64::from(day.days_since(on));
            if days < limit {
                let what = said!(
                    "house {house} is unfit again after {days} days, the programme asks for {limit}",
                    "rumah {house} tidak layak lagi setelah {days} hari, jeda program {limit} hari"
                );
                let about = Found::about(Object::Event, *seq, [*seq, *house, event, rule], what);
                found.push(about.within(known.region));
            }
        }
    }
}

/// A12: named again while a finding about the recipient was open.
pub(super) struct Flagged;

impl Check for Flagged {
    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut open: FxHashMap<RecipientId, Vec<(u64, u64)>> = FxHashMap::default();
        for (seq, finding) in state.finding.findings.iter() {
            let Some(recipient) = finding.recipient else { continue };
            let spans = open.entry(state.proposal.one(recipient)).or_default();
            let mut from = Some(seq);
            for event in view.reading.under(&Tag::Object(Object::Finding, seq)) {
                match view.facts.fact(event)?.event {
                    Event::FindingClosed(_) => spans.extend(from.take().map(|from| (from, event))),
                    Event::FindingReopened(_) => from = Some(event),
                    _ => {}
                }
            }
            spans.extend(from.map(|from| (from, u64::MAX)));
        }
        let mut found = Vec::new();
        if open.is_empty() {
            return Ok(Outcome::Found(found));
        }
        for claim in claims::named(state) {
            let spans = open.get(&state.proposal.one(claim.recipient)).into_iter().flatten();
            let seq = claim.about.1;
            for (from, _) in spans.filter(|(from, until)| *from < seq && seq < *until) {
                let what = said!(
                    "named while the finding of event {from} was open",
                    "ditetapkan saat temuan kejadian {from} masih terbuka"
                );
                found.push(claim.found(state, [*from], what));
            }
        }
        Ok(Outcome::Found(found))
    }
}
