//! A42: goods that are not where the books say, or should not have gone.

use jejak_events::vocabulary::Parameter;
use jejak_events::{Event, Kind, Object, Recorded};

use super::place::{Place, Verdict, events_of, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::stock::MovementKind;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A42",
    version: 1,
    en: "stock of goods wrong, expired, or without papers",
    title_id: "stok barang selisih, kedaluwarsa, atau tanpa BAST",
    severity: Severity::High,
    basis: "Permendagri 19/2016 barang milik daerah; pedoman logistik bencana",
    parameters: &[Parameter::HandOverDays],
    deterministic: false,
    watches: true,
    looks_at: "books below zero or below the buffer, counts beside the book, expired goods, FEFO, issues without purpose or BAST",
    make: || Box::<Goods>::default(),
}];

/// Something odd about a lot in a warehouse.
struct Odd {
    event: u64,
    warehouse: u64,
    lot: u64,
    quantity: i64,
    what: Said,
}

#[derive(Default)]
struct Goods {
    odd: Vec<Odd>,
}

impl Check for Goods {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::GoodsIssued(body) => {
                let at = (fact.seq, body.warehouse.0, body.lot.0);
                self.expired(state, fact, at, i64::from(body.quantity));
                self.order(state, fact, at);
                if body.disaster.is_none() && body.purpose.is_none() {
                    let what = said!(
                        "issued for no disaster and no purpose",
                        "dikeluarkan tanpa bencana atau keperluan"
                    );
                    self.note(at, i64::from(body.quantity), what);
                }
            }
            Event::StockCounted(body) => {
                let at = (fact.seq, body.warehouse.0, body.lot.0);
                let gap = state.stock.counts.get(&fact.seq).map_or(0, |count| count.gap);
                if gap != 0 {
                    let counted = body.counted;
                    let what = said!(
                        "counted {counted}, which is {gap} beside the book",
                        "hasil opname {counted}, selisih {gap} dari buku"
                    );
                    self.note(at, gap, what);
                }
                if body.counted > 0 {
                    self.expired(state, fact, at, i64::from(body.counted));
                }
            }
            Event::GoodsDelivered(body) => {
                self.delivered(state, fact.seq, body.issue.0, body.complete);
            }
            _ => {}
        }
        self.books(state, fact);
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for odd in &self.odd {
            let movement = state.stock.movements.get(&odd.event);
            if movement.is_some_and(|movement| movement.reversed_by.is_some()) {
                continue;
            }
            let place = place(state, odd.warehouse, odd.lot);
            let risk = worth(state, odd.lot, odd.quantity);
            let evidence = [odd.lot, odd.event];
            verdict.add((Object::Event, odd.event), evidence, risk, place, odd.what.clone());
        }
        issues(view, rules, &mut verdict)?;
        Ok(verdict.outcome(&view.reading.state))
    }
}

/// Where a warehouse lies, and the source of a lot as far as a commitment tells.
fn place(state: &State, warehouse: u64, lot: u64) -> Place {
    let lot = state.stock.lots.get(&lot);
    let commitment = lot.and_then(|lot| state.budget.commitments.get(&lot.commitment?));
    let line = commitment.map(|known| Place::of_line(state, known.line)).unwrap_or_default();
    let region = state.stock.warehouses.get(&warehouse).map(|warehouse| warehouse.region);
    Place { region, ..line }
}

/// Sen that a quantity of a lot is worth, whichever way it is missing.
fn worth(state: &State, lot: u64, quantity: i64) -> i64 {
    let cost = state.stock.lots.get(&lot).map_or(0, |lot| lot.unit_cost);
    cost.saturating_mul(quantity.saturating_abs())
}

impl Goods {
    fn note(&mut self, (event, warehouse, lot): (u64, u64, u64), quantity: i64, what: Said) {
        self.odd.push(Odd { event, warehouse, lot, quantity, what });
    }

    /// Goods that were no longer good on the day.
    fn expired(&mut self, state: &State, fact: &Recorded, at: (u64, u64, u64), quantity: i64) {
        let expiry = state.stock.lots.get(&at.2).and_then(|lot| lot.expiry);
        if let Some(expiry) = expiry.filter(|day| *day < fact.envelope.occurred_on) {
            let what = said!("they had expired on {expiry}", "sudah kedaluwarsa sejak {expiry}");
            self.note(at, quantity, what);
        }
    }

    /// Goods that expire earlier should have gone first (FEFO).
    fn order(&mut self, state: &State, fact: &Recorded, at: (u64, u64, u64)) {
        let on = fact.envelope.occurred_on;
        if let Some(earlier) = state.stock.expires_earlier(at.1, at.2, on) {
            let what = said!(
                "lot {earlier} expires earlier and lay there",
                "lot {earlier} kedaluwarsa lebih dahulu dan masih ada"
            );
            self.note(at, 0, what);
        }
    }

    /// A last delivery that is not all that went out.
    fn delivered(&mut self, state: &State, event: u64, issue: u64, complete: bool) {
        let (Some(known), Some(out)) =
            (state.stock.issues.get(&issue), state.stock.movements.get(&issue))
        else {
            return;
        };
        let gone = known.delivered.saturating_add(known.returned);
        if (complete && gone < known.quantity) || gone > known.quantity {
            let (issued, delivered) = (known.quantity, gone);
            let missing = i64::try_from(known.quantity).unwrap_or(i64::MAX);
            let missing = missing.saturating_sub(i64::try_from(gone).unwrap_or(i64::MAX));
            let what = said!(
                "{issued} went out, {delivered} arrived or came back",
                "{issued} dikeluarkan, {delivered} sampai atau kembali"
            );
            self.note((event, known.warehouse, out.lot), missing, what);
        }
    }

    /// Books below zero and stocks below their buffer, after any movement.
    fn books(&mut self, state: &State, fact: &Recorded) {
        let Some(movement) = state.stock.movements.get(&fact.seq) else { return };
        let Some(from) = movement.from else { return };
        let (lot, kind) = (movement.lot, movement.kind);
        let book = state.stock.at(from, lot).book;
        if book < 0 {
            let what = said!(
                "the book of the lot is {book} after it",
                "buku lot menjadi {book} sesudahnya"
            );
            self.note((fact.seq, from, lot), book, what);
        }
        if !matches!(kind, MovementKind::Issued | MovementKind::Transferred) {
            return;
        }
        let Some(item) = state.stock.lots.get(&lot).map(|lot| lot.item.clone()) else { return };
        let left = state.stock.total(from, &item);
        let Some(buffer) = state.stock.buffers.get(&(from, item)).copied() else { return };
        if left < i64::from(buffer) {
            let what = said!(
                "{left} are left, the buffer is {buffer}",
                "tersisa {left}, stok penyangga {buffer}"
            );
            self.note((fact.seq, from, lot), 0, what);
        }
    }
}

/// Goods that went out and were neither handed over nor brought back in time.
fn issues(view: &View, rules: &Rules, verdict: &mut Verdict) -> Result<(), Unanswered> {
    let state = &view.reading.state;
    for (seq, issue) in state.stock.issues.iter() {
        let Some(out) = state.stock.movements.get(&seq) else { continue };
        if out.reversed_by.is_some() {
            continue;
        }
        let rule = Parameter::HandOverDays;
        let Some(limit) = rules.number(rule, None, issue.on, seq) else {
            verdict.lacks_rule(rule);
            continue;
        };
        let gone = issue.delivered.saturating_add(issue.returned);
        let mut until = view.today();
        let mut evidence = vec![seq];
        if gone > 0 {
            let kinds = [Kind::GoodsDelivered, Kind::GoodsReturnedToStock];
            for event in events_of(view, Object::StockMovement, seq, &kinds)? {
                evidence.push(event);
                until = view.facts.fact(event)?.envelope.occurred_on;
            }
        }
        let open = i64::try_from(issue.quantity.saturating_sub(gone)).unwrap_or(i64::MAX);
        let under_way = state.stock.under_way.get(&issue.warehouse);
        let settled = under_way.is_none_or(|open| !open.contains(&seq));
        until = if settled { until } else { view.today() };
        let days = i64::from(until.days_since(issue.on));
        if days <= limit {
            continue;
        }
        let risk = if settled { 0 } else { worth(state, out.lot, open) };
        let sen = rupiah(risk);
        let what = if settled {
            said!(
                "its BAST came after {days} days; {limit} are allowed",
                "BAST-nya baru ada sesudah {days} hari; batas {limit} hari"
            )
        } else {
            said!(
                "{open} worth {sen} went out {days} days ago, without BAST",
                "{open} senilai {sen} keluar {days} hari lalu, tanpa BAST"
            )
        };
        let place = place(state, issue.warehouse, out.lot);
        verdict.add((Object::StockMovement, seq), evidence, risk, place, what);
    }
    Ok(())
}
