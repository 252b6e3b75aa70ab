//! A26: what is bought or paid in parts, so that no part reaches a limit.

use jejak_events::codes::AccountCode;
use jejak_events::ids::Token;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A26",
    version: 1,
    en: "payments split below a limit",
    title_id: "belanja dipecah di bawah batas",
    severity: Severity::High,
    basis: "Perpres 16/2018 pengadaan barang/jasa; Permendagri 77/2020 batas tunai TU",
    parameters: &[
        Parameter::PurchaseLimit,
        Parameter::PurchaseSplitDays,
        Parameter::TuCashLimit,
        Parameter::DirectProcurementLimit,
        Parameter::PaymentSplitDays,
    ],
    deterministic: false,
    watches: true,
    looks_at: "purchases of one row at one shop, TBP of a TU to one payee, and commitments to one party, each at or below a limit and together above it",
    make: || Box::<Split>::default(),
}];

/// One part of what may be a whole.
#[derive(Debug, Clone, Copy)]
struct Part {
    on: Date,
    seq: u64,
    sen: i64,
}

/// To whom money of a line went.
type Payee = (Token, u64);

/// To whom money of an account of an organisation is promised.
type Party = (Token, u64, AccountCode);

#[derive(Default)]
struct Split {
    receipts: FxHashMap<Payee, Vec<Part>>,
    contracts: FxHashMap<Party, Vec<Part>>,
}

impl Check for Split {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let (on, seq) = (fact.envelope.occurred_on, fact.seq);
        match &fact.event {
            Event::TbpRecorded(body) => {
                let npd = state.treasury.npds.get(&body.npd.0);
                let Some(payee) = body.payee.filter(|_| npd.is_some_and(|npd| npd.tu.is_some()))
                else {
                    return;
                };
                let part = Part { on, seq, sen: body.amount.sen() };
                self.receipts.entry((payee, body.line.0)).or_default().push(part);
            }
            Event::CommitmentMade(body) => {
                let line = state.budget.lines.get(&body.line.0);
                let Some((party, line)) = body.party.zip(line) else { return };
                let part = Part { on, seq, sen: body.amount.sen() };
                let key = (party, line.organisation, line.account);
                self.contracts.entry(key).or_default().push(part);
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let mut verdict = Verdict::default();
        purchases(view, rules, &mut verdict);
        let state = &view.reading.state;
        for ((_, line), parts) in &self.receipts {
            let limit = Parameter::TuCashLimit;
            let place = Place::of_line(state, *line);
            clusters(
                parts,
                (limit, Parameter::PaymentSplitDays),
                rules,
                place,
                |parts, _| parts.first().map(|part| (Object::Tbp, part.seq)),
                &mut verdict,
            );
        }
        for parts in self.contracts.values() {
            let standing = standing(state, parts);
            let line = standing.first().and_then(|part| state.budget.commitments.get(&part.seq));
            let place = line.map(|known| Place::of_line(state, known.line)).unwrap_or_default();
            let limit = Parameter::DirectProcurementLimit;
            clusters(
                &standing,
                (limit, Parameter::PaymentSplitDays),
                rules,
                place,
                |parts, _| parts.first().map(|part| (Object::Commitment, part.seq)),
                &mut verdict,
            );
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// The commitments that were not reversed.
fn standing(state: &State, parts: &[Part]) -> Vec<Part> {
    let stands = |part: &&Part| {
        let movement = state.accountability.movements.get(&part.seq);
        movement.is_none_or(|movement| movement.reversed_by.is_none())
    };
    parts.iter().filter(stands).copied().collect()
}

/// Purchases of one row at one shop.
fn purchases(view: &View, rules: &Rules, verdict: &mut Verdict) {
    let state = &view.reading.state;
    for ((row, _), seqs) in state.spending.shops.iter() {
        let standing =
            seqs.iter().filter_map(|seq| Some((*seq, state.spending.purchases.get(seq)?)));
        let standing = standing.filter(|(_, purchase)| purchase.reversed_by.is_none());
        let parts: Vec<Part> = standing
            .map(|(seq, purchase)| Part { on: purchase.on, seq, sen: purchase.sen })
            .collect();
        let place = Place::of_designation(state, *row);
        let by = (Parameter::PurchaseLimit, Parameter::PurchaseSplitDays);
        clusters(&parts, by, rules, place, |_, last| Some((Object::Purchase, last)), verdict);
    }
}

/// Finds parts that lie within some days of each other, each at or below a limit and together
/// above it. Every part is in one finding at most.
fn clusters(
    parts: &[Part],
    (limit, days): (Parameter, Parameter),
    rules: &Rules,
    place: Place,
    subject: impl Fn(&[Part], u64) -> Option<(Object, u64)>,
    verdict: &mut Verdict,
) {
    if parts.len() < 2 {
        return;
    }
    let mut parts = parts.to_vec();
    parts.sort_unstable_by_key(|part| (part.on, part.seq));
    let mut rest = &parts[..];
    while let Some(first) = rest.first() {
        let last = rest.iter().map(|part| part.seq).max().unwrap_or(first.seq);
        let programme = place.programme.as_ref();
        let window = rules.number(days, programme, first.on, last);
        let most = rules.sen(limit, programme, first.on, last);
        let (Some(window), Some(most)) = (window, most) else {
            window.is_none().then(|| verdict.lacks_rule(days));
            most.is_none().then(|| verdict.lacks_rule(limit));
            return;
        };
        let near = |part: &&Part| i64::from(part.on.days_since(first.on)) <= window;
        let within = rest.iter().take_while(near).count().max(1);
        let (group, after) = rest.split_at(within);
        let small: Vec<Part> = group.iter().filter(|part| part.sen <= most).copied().collect();
        let sum: i64 = small.iter().map(|part| part.sen).fold(0, i64::saturating_add);
        if small.len() < 2 || sum <= most {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let newest = small.iter().map(|part| part.seq).max().unwrap_or(last);
        if let Some(subject) = subject(&small, newest) {
            let (count, sum_in_words, limit) = (small.len(), rupiah(sum), rupiah(most));
            let what = said!(
                "{count} parts within {window} days come to {sum_in_words}, each at or below the limit of {limit}",
                "{count} bagian dalam {window} hari berjumlah {sum_in_words}, masing-masing tidak melebihi batas {limit}"
            );
            let evidence = small.iter().map(|part| part.seq);
            verdict.add(subject, evidence, sum, place.clone(), what);
        }
        rest = after;
    }
}
