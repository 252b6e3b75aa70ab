//! A32: money that lies at the channel, or on accounts that nobody uses.

use std::collections::BTreeSet;

use jejak_events::vocabulary::{Parameter, RecipientType, SppKind};
use jejak_events::{Date, Event, Kind, Object, Recorded, Stage};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, events_of, paid_by, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::central::{Credit, CreditStage};
use crate::payment::{Payment, PaymentStage};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::treasury::{Spp, SppStage};
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A32",
    version: 2,
    en: "money idle at the channel or on the recipient's account",
    title_id: "dana mengendap di penyalur atau rekening penerima",
    severity: Severity::High,
    basis: "Perpres 63/2017; PMK 254/2015",
    parameters: &[Parameter::ChannelDays, Parameter::NoTransactionDays],
    deterministic: false,
    watches: true,
    looks_at: "what lies at the channel or came late, and what nobody used on a recipient's account",
    make: || Box::<Idle>::default(),
}];

#[derive(Default)]
struct Idle {
    /// Credits and sen that reached recipients, by request and day: days are few.
    arrived: FxHashMap<(u64, Date), (Vec<u64>, i64)>,
    /// Credits of a ministry that were found untouched: event, credit, day.
    untouched: Vec<(u64, u64, Date)>,
    /// Programmes, by their numbers, whose recipients' use of money is recorded.
    used: BTreeSet<u16>,
    /// The event that credited or used a payment last, and its day: looking for it per payment would
    /// read an event for each.
    moved: FxHashMap<u64, (u64, Date)>,
}

impl Check for Idle {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::PaymentCredited(body) => {
                self.moved.insert(body.payment.0, (fact.seq, fact.envelope.occurred_on));
                let payment = state.payment.payments.get(&body.payment.0);
                let Some(spp) = payment.and_then(|payment| state.spp_of_payment(payment)) else {
                    return;
                };
                let key = (spp, fact.envelope.occurred_on);
                let sums = self.arrived.entry(key).or_default();
                sums.0.push(fact.seq);
                sums.1 = sums.1.saturating_add(body.amount.sen());
            }
            Event::CentralAidUnspent(body) => {
                self.untouched.push((fact.seq, body.credit.0, fact.envelope.occurred_on));
            }
            Event::AidTransacted(body) => {
                self.moved.insert(body.payment.0, (fact.seq, fact.envelope.occurred_on));
                let payment = state.payment.payments.get(&body.payment.0);
                self.used.extend(payment.and_then(|payment| programme_of(state, payment)));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        self.channel(view, rules, &mut verdict);
        self.central(view, rules, &mut verdict);
        self.unused(view, rules, &mut verdict)?;
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// What still lies at the channel of a request, and what came late.
#[derive(Default)]
struct Channel {
    lying: i64,
    late: i64,
    /// Credits that came later than allowed.
    came: Vec<u64>,
    payments: Vec<u64>,
    worst: i64,
}

impl Idle {
    fn channel(&self, view: &View, rules: &Rules, verdict: &mut Verdict) {
        let state = &view.reading.state;
        let mut requests: FxHashMap<u64, Channel> = FxHashMap::default();
        for (seq, spp) in state.treasury.spps.iter() {
            let of_people = matches!(spp.kind, SppKind::LsThirdParty) && spp.decree.is_some();
            let Some(paid) = spp.paid_on.filter(|_| of_people && spp.stage == SppStage::PaidOut)
            else {
                continue;
            };
            let place = Place::of_spp(state, spp);
            let days = Parameter::ChannelDays;
            let Some(limit) = rules.number(days, place.programme.as_ref(), paid, u64::MAX) else {
                verdict.lacks_rule(days);
                continue;
            };
            let age = i64::from(view.today().days_since(paid));
            if age > limit {
                let free = spp.free().max(0);
                requests.insert(seq, Channel { lying: free, worst: age, ..Channel::default() });
            }
        }
        for (seq, payment) in state.payment.payments.iter() {
            let Some(spp) = state.spp_of_payment(payment) else { continue };
            let waits = payment.stage == PaymentStage::Instructed && payment.at_channel > 0;
            let Some(channel) = requests.get_mut(&spp).filter(|_| waits) else { continue };
            channel.lying = channel.lying.saturating_add(payment.at_channel);
            channel.payments.push(seq);
        }
        self.late(state, rules, &mut requests);
        for (seq, channel) in requests {
            let Some(spp) = state.treasury.spps.get(&seq) else { continue };
            report(view, (seq, spp), &channel, verdict);
        }
    }

    /// Adds what reached recipients later than the rule allows.
    fn late(&self, state: &State, rules: &Rules, requests: &mut FxHashMap<u64, Channel>) {
        for ((seq, day), (seqs, sen)) in &self.arrived {
            let Some(spp) = state.treasury.spps.get(seq) else { continue };
            let (Some(paid), Some(channel)) = (spp.paid_on, requests.get_mut(seq)) else {
                continue;
            };
            let programme = Place::of_spp(state, spp).programme;
            let limit = rules.number(Parameter::ChannelDays, programme.as_ref(), paid, u64::MAX);
            let age = i64::from(day.days_since(paid));
            if limit.is_some_and(|limit| age > limit) {
                channel.late = channel.late.saturating_add(*sen);
                channel.came.extend(seqs);
            }
        }
    }

    /// Credits of a ministry that nobody touched for longer than the rule allows.
    fn central(&self, view: &View, rules: &Rules, verdict: &mut Verdict) {
        let state = &view.reading.state;
        let mut seen: FxHashMap<u64, (u64, Date)> = FxHashMap::default();
        for (event, credit, day) in &self.untouched {
            seen.entry(*credit).or_insert((*event, *day));
        }
        let told = periods_told(state, &seen);
        for (seq, credit) in state.central.credits.iter() {
            let found = seen.get(&seq);
            let left = credit.stage == CreditStage::Credited && credit.balance() > 0;
            if found.is_none() && !left {
                continue;
            }
            if !told.contains(&credit.period) {
                lacks_period(state, credit.period, verdict);
                continue;
            }
            let (until, event) = found.map_or((view.today(), None), |(e, day)| (*day, Some(*e)));
            let place = Place::of_central(state, credit);
            let rule = Parameter::NoTransactionDays;
            let known = event.unwrap_or(seq);
            let Some(limit) = rules.number(rule, place.programme.as_ref(), credit.on, known) else {
                verdict.lacks_rule(rule);
                continue;
            };
            untouched((seq, credit), (until, event, limit), place, verdict);
        }
    }
}

/// Periods of a ministry of which anybody said what became of a credit, or that were closed: where
/// nobody did, that a credit was not used is not known.
fn periods_told(state: &State, seen: &FxHashMap<u64, (u64, Date)>) -> BTreeSet<u64> {
    let credits = state.central.credits.iter();
    let used = credits.filter(|(seq, it)| it.last_used.is_some() || seen.contains_key(seq));
    let closed = state.central.periods.iter().filter(|(_, it)| it.closed.is_some());
    used.map(|(_, it)| it.period).chain(closed.map(|(seq, _)| seq)).collect()
}

fn lacks_period(state: &State, period: u64, verdict: &mut Verdict) {
    let Some(period) = state.central.periods.get(&period) else { return };
    let (code, first, last) = (&period.code, period.first, period.last);
    verdict.lacks(said!(
        "transactions of {code} {first} to {last}",
        "transaksi {code} {first} s.d. {last}"
    ));
}

fn untouched(
    (seq, credit): (u64, &Credit),
    (until, event, limit): (Date, Option<u64>, i64),
    place: Place,
    verdict: &mut Verdict,
) {
    let days = i64::from(until.days_since(credit.last_used.unwrap_or(credit.on)));
    if days <= limit {
        return;
    }
    let left = credit.balance().max(credit.returned);
    let sen = rupiah(left);
    let what = said!(
        "{sen} untouched for {days} days; {limit} are allowed",
        "{sen} tidak ditransaksikan {days} hari; batas {limit} hari"
    );
    let evidence = [seq].into_iter().chain(event);
    verdict.add((Object::CentralCredit, seq), evidence, left, place, what);
}

fn report(view: &View, (seq, spp): (u64, &Spp), channel: &Channel, verdict: &mut Verdict) {
    if channel.lying <= 0 && channel.late <= 0 {
        return;
    }
    let paid = paid_by(view, seq).into_iter();
    let evidence = paid.chain(channel.payments.iter().chain(&channel.came).copied());
    let (lying, late, days) = (rupiah(channel.lying), rupiah(channel.late), channel.worst);
    let what = said!(
        "{lying} lie at the channel {days} days after the SP2D was paid out; {late} came later than allowed",
        "{lying} mengendap di penyalur {days} hari sesudah SP2D cair; {late} sampai melewati batas"
    );
    let place = Place::of_spp(&view.reading.state, spp);
    verdict.add((Object::Spp, seq), evidence, channel.lying, place, what);
}

/// The number of the programme that a payment is of.
fn programme_of(state: &State, payment: &Payment) -> Option<u16> {
    let row = state.decree.designations.get(&payment.designation?)?;
    Some(state.decree.decrees.get(&row.decree)?.programme_index)
}

/// Whether a payment is to a person or family.
fn of_people(state: &State, payment: &Payment) -> bool {
    let row = payment.designation.and_then(|row| state.decree.designations.get(&row));
    let kind = row.and_then(|row| row.recipient_type);
    matches!(kind, Some(RecipientType::Individual | RecipientType::Family))
}

impl Idle {
    /// Payments on recipients' accounts of which nothing was used in time.
    fn unused(&self, view: &View, rules: &Rules, verdict: &mut Verdict) -> Result<(), Unanswered> {
        let state = &view.reading.state;
        let mut unknown: BTreeSet<u16> = BTreeSet::new();
        for (seq, payment) in state.payment.payments.iter() {
            let rests = payment.stage == PaymentStage::Credited && payment.in_account > 0;
            let Some(programme) = programme_of(state, payment).filter(|_| rests) else { continue };
            if !self.used.contains(&programme) {
                // What groups and institutions do with money is seen by their receipts.
                if of_people(state, payment) {
                    unknown.insert(programme);
                }
            } else if state.resting(payment, Stage::Credited) > 0 {
                let Some(last) = self.moved.get(&seq) else { continue };
                account(view, rules, (seq, payment), *last, verdict)?;
            }
        }
        for (code, _) in
            state.reference.programmes.iter().filter(|(_, p)| unknown.contains(&p.index))
        {
            verdict.lacks(said!("transactions of {code}", "transaksi {code}"));
        }
        Ok(())
    }
}

fn account(
    view: &View,
    rules: &Rules,
    (seq, payment): (u64, &Payment),
    (last, since): (u64, Date),
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let place = Place::of_payment(&view.reading.state, payment);
    let rule = Parameter::NoTransactionDays;
    let Some(limit) = rules.number(rule, place.programme.as_ref(), since, last) else {
        verdict.lacks_rule(rule);
        return Ok(());
    };
    let days = i64::from(view.today().days_since(since));
    if days > limit {
        let kinds = [Kind::PaymentCredited, Kind::AidTransacted];
        let credits = events_of(view, Object::Payment, seq, &kinds)?;
        let sen = rupiah(payment.in_account);
        let what = said!(
            "{sen} untouched for {days} days; {limit} are allowed",
            "{sen} tidak ditransaksikan {days} hari; batas {limit} hari"
        );
        let evidence = credits.iter().copied().chain([seq]);
        verdict.add((Object::Payment, seq), evidence, payment.in_account, place, what);
    }
    Ok(())
}
