//! A36: ways of using aid that people do not have.

use jejak_events::ids::{RecipientId, Token};
use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Kind, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, events_of, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A36",
    version: 1,
    en: "unusual pattern of transactions",
    title_id: "pola transaksi tidak wajar",
    severity: Severity::Medium,
    basis: "pedoman umum Program Sembako: kartu dipegang dan dipakai KPM sendiri",
    parameters: &[
        Parameter::TransactionOpens,
        Parameter::TransactionCloses,
        Parameter::CardMinutes,
        Parameter::TerminalCards,
        Parameter::SameAmountCards,
        Parameter::TerminalMinutes,
    ],
    deterministic: false,
    watches: true,
    looks_at: "cards at one terminal within minutes, with one amount in a day, outside usual hours; groups drawn for at one terminal",
    make: || Box::<Terminals>::default(),
}];

/// One card at a terminal; own payments and credits of a ministry alike.
#[derive(Debug, Clone, Copy)]
struct Swipe {
    minute: u16,
    card: (Object, u64),
    sen: i64,
}

#[derive(Default)]
struct Terminals {
    /// Every transaction: number and minute in one word.
    all: Vec<u64>,
    /// Own transactions by terminal and day; those of a ministry stand in the state.
    own: FxHashMap<(Token, Date), Vec<Swipe>>,
}

/// Bits of the minute within a word.
const MINUTE_BITS: u32 = 11;

impl Check for Terminals {
    fn see(&mut self, _state: &State, fact: &Recorded, _posted: &Postings) {
        let minute = match &fact.event {
            Event::AidTransacted(body) => {
                if let Some(terminal) = body.terminal {
                    let (card, sen) = ((Object::Payment, body.payment.0), body.amount.sen());
                    let key = (terminal, fact.envelope.occurred_on);
                    let swipe = Swipe { minute: body.minute, card, sen };
                    self.own.entry(key).or_default().push(swipe);
                }
                body.minute
            }
            Event::CentralAidTransacted(body) => body.minute,
            _ => return,
        };
        self.all.push(fact.seq << MINUTE_BITS | u64::from(minute));
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        if self.all.is_empty() && state.spending.terminals.is_empty() {
            verdict.lacks(said!("transactions", "transaksi"));
        }
        self.hours(view, rules, &mut verdict)?;
        for ((_, day), swipes) in &self.own {
            crowd(view, rules, *day, swipes, &mut verdict)?;
        }
        for ((_, day), swipes) in state.central.terminals.iter() {
            let swipes: Vec<Swipe> = swipes
                .iter()
                .map(|swipe| Swipe {
                    minute: swipe.minute,
                    card: (Object::CentralCredit, swipe.credit),
                    sen: swipe.sen,
                })
                .collect();
            crowd(view, rules, *day, &swipes, &mut verdict)?;
        }
        groups(view, rules, &mut verdict)?;
        Ok(verdict.outcome(&view.reading.state))
    }
}

fn place_of(state: &State, card: (Object, u64)) -> Place {
    if card.0 == Object::CentralCredit {
        let credit = state.central.credits.get(&card.1);
        return credit.map_or_else(Place::default, |credit| Place::of_central(state, credit));
    }
    let payment = state.payment.payments.get(&card.1);
    payment.map_or_else(Place::default, |payment| Place::of_payment(state, payment))
}

impl Terminals {
    /// Transactions outside usual hours. Only minutes that some rule could call unusual are read.
    fn hours(&self, view: &View, rules: &Rules, verdict: &mut Verdict) -> Result<(), Unanswered> {
        let state = &view.reading.state;
        let values = |what: Parameter| {
            let all = state.reference.parameters.iter().filter(move |((of, _), _)| *of == what);
            all.flat_map(|(_, history)| history.iter().filter_map(|rule| rule.value))
        };
        let opens = values(Parameter::TransactionOpens).max();
        let closes = values(Parameter::TransactionCloses).min();
        if (opens.is_none() || closes.is_none()) && !self.all.is_empty() {
            verdict.lacks_rule(Parameter::TransactionOpens);
        }
        for word in &self.all {
            let (seq, minute) = (word >> MINUTE_BITS, word & ((1 << MINUTE_BITS) - 1));
            let early = opens.is_some_and(|opens| minute < u64::from(opens));
            let late = closes.is_some_and(|closes| minute > u64::from(closes));
            if !early && !late {
                continue;
            }
            let fact = view.facts.fact(seq)?;
            let (card, sen) = match &fact.event {
                Event::AidTransacted(body) => {
                    ((Object::Payment, body.payment.0), body.amount.sen())
                }
                Event::CentralAidTransacted(body) => {
                    ((Object::CentralCredit, body.credit.0), body.amount.sen())
                }
                _ => continue,
            };
            let (place, day) = (place_of(state, card), fact.envelope.occurred_on);
            let number = |what| rules.number(what, place.programme.as_ref(), day, seq);
            let minute = i64::try_from(minute).unwrap_or(0);
            let early = number(Parameter::TransactionOpens).is_some_and(|opens| minute < opens);
            let late = number(Parameter::TransactionCloses).is_some_and(|closes| minute > closes);
            if early || late {
                let (hour, minute) = (minute / 60, minute % 60);
                let what = said!(
                    "used at {hour:02}:{minute:02}, outside usual hours",
                    "ditransaksikan pukul {hour:02}.{minute:02}, di luar jam wajar"
                );
                verdict.add(card, [card.1, seq], sen, place, what);
            }
        }
        Ok(())
    }
}

/// What a terminal saw on a day: many cards within minutes, many with one amount.
fn crowd(
    view: &View,
    rules: &Rules,
    day: Date,
    swipes: &[Swipe],
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    let Some(last) = swipes.iter().max_by_key(|swipe| swipe.card.1) else { return Ok(()) };
    let place = place_of(state, last.card);
    // What is asked of the rules was known when the newest of the cards was filled.
    let seq = last.card.1.saturating_add(1);
    let number = |what| rules.number(what, place.programme.as_ref(), day, seq);
    let rules_of_cards = (number(Parameter::CardMinutes), number(Parameter::TerminalCards));
    if let (Some(within), Some(most)) = rules_of_cards {
        let burst = burst(swipes, within, most);
        if !burst.is_empty() {
            let cards = cards(&burst).len();
            let what = said!(
                "{cards} cards within {within} minutes at one terminal; at most {most} are usual",
                "{cards} kartu dalam {within} menit di satu mesin; batas wajar {most}"
            );
            report(view, day, &burst, &place, what, verdict)?;
        }
    } else {
        verdict.lacks_rule(Parameter::TerminalCards);
    }
    let Some(most) = number(Parameter::SameAmountCards) else {
        verdict.lacks_rule(Parameter::SameAmountCards);
        return Ok(());
    };
    let mut amounts: FxHashMap<i64, Vec<Swipe>> = FxHashMap::default();
    swipes.iter().for_each(|swipe| amounts.entry(swipe.sen).or_default().push(*swipe));
    for (sen, same) in amounts {
        let cards = cards(&same).len();
        if i64::try_from(cards).unwrap_or(i64::MAX) > most {
            let sen = rupiah(sen);
            let what = said!(
                "{cards} cards with {sen} each at one terminal on {day}; at most {most} are usual",
                "{cards} kartu masing-masing {sen} di satu mesin pada {day}; batas wajar {most}"
            );
            report(view, day, &same, &place, what, verdict)?;
        }
    }
    Ok(())
}

/// The cards among some uses, each once.
fn cards(swipes: &[Swipe]) -> Vec<(Object, u64)> {
    let mut cards: Vec<(Object, u64)> = swipes.iter().map(|swipe| swipe.card).collect();
    cards.sort_unstable_by_key(|card| card.1);
    cards.dedup();
    cards
}

/// All uses that lie in some stretch of minutes with too many cards.
fn burst(swipes: &[Swipe], within: i64, most: i64) -> Vec<Swipe> {
    let mut swipes = swipes.to_vec();
    swipes.sort_unstable_by_key(|swipe| (swipe.minute, swipe.card.1));
    let mut inside = vec![false; swipes.len()];
    let mut first = 0;
    for last in 0..swipes.len() {
        while i64::from(swipes[last].minute.saturating_sub(swipes[first].minute)) > within {
            first += 1;
        }
        let many = cards(&swipes[first..=last]).len();
        if i64::try_from(many).unwrap_or(i64::MAX) > most {
            inside[first..=last].iter_mut().for_each(|inside| *inside = true);
        }
    }
    swipes.into_iter().zip(inside).filter(|(_, inside)| *inside).map(|(swipe, _)| swipe).collect()
}

/// One finding for all cards of a crowd: the newest card stands for it.
fn report(
    view: &View,
    day: Date,
    swipes: &[Swipe],
    place: &Place,
    what: Said,
    verdict: &mut Verdict,
) -> Result<(), Unanswered> {
    let all = cards(swipes);
    let Some(subject) = all.last().copied() else { return Ok(()) };
    let mut evidence = Vec::new();
    for (object, card) in &all {
        let kinds = [Kind::AidTransacted, Kind::CentralAidTransacted];
        for event in events_of(view, *object, *card, &kinds)? {
            if view.facts.fact(event)?.envelope.occurred_on == day {
                evidence.push(event);
            }
        }
    }
    let sen = swipes.iter().map(|swipe| swipe.sen).fold(0, i64::saturating_add);
    verdict.add(subject, evidence, sen, place.clone(), what);
    Ok(())
}

/// Groups whose money was drawn at one terminal within minutes of each other.
fn groups(view: &View, rules: &Rules, verdict: &mut Verdict) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    for ((terminal, day), uses) in state.spending.terminals.iter().filter(|(_, u)| u.len() > 1) {
        let mut uses: Vec<(u16, RecipientId)> = uses.clone();
        uses.sort_unstable();
        let pairs = uses.windows(2).filter(|pair| pair[0].1 != pair[1].1);
        let Some(closest) = pairs.map(|pair| i64::from(pair[1].0 - pair[0].0)).min() else {
            continue;
        };
        let mut evidence = Vec::new();
        let mut programme: Option<Code> = None;
        for event in view.reading.under(&jejak_events::Tag::Token(terminal.0)) {
            let fact = view.facts.fact(event)?;
            let Event::AccountWithdrawn(body) = &fact.event else { continue };
            if fact.envelope.occurred_on == *day {
                evidence.push((event, body.amount.sen(), body.designation.0));
                programme = Place::of_designation(state, body.designation.0).programme;
            }
        }
        let Some((last, _, row)) = evidence.last().copied() else { continue };
        let rule = Parameter::TerminalMinutes;
        let Some(limit) = rules.number(rule, programme.as_ref(), *day, last) else {
            verdict.lacks_rule(rule);
            continue;
        };
        if closest > limit {
            continue;
        }
        let what = said!(
            "money of several groups drawn at one terminal, {closest} minutes apart",
            "dana beberapa kelompok ditarik di satu mesin, berselang {closest} menit"
        );
        let sen = evidence.iter().map(|(_, sen, _)| *sen).fold(0, i64::saturating_add);
        let place = Place::of_designation(state, row);
        verdict.add((Object::Event, last), evidence.iter().map(|(seq, ..)| *seq), sen, place, what);
    }
    Ok(())
}
