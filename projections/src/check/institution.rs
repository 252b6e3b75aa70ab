//! A41: institutions beyond their capacity or licence, and clients who are in two places.

use jejak_events::{Date, Event, Month, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, rupiah};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::institution::{Institution, Stay};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A41",
    version: 1,
    en: "institution over capacity, without licence or accreditation; client in two homes",
    title_id: "lembaga melebihi kapasitas, izin/akreditasi habis, klien di dua panti",
    severity: Severity::High,
    basis: "Permensos 9/2018; Permensos tentang akreditasi LKS",
    parameters: &[],
    deterministic: false,
    watches: true,
    looks_at: "stays above capacity or in two homes, food support and aid without licence or accreditation, days claimed that no stay gives",
    make: || Box::<Homes>::default(),
}];

/// Food support that was counted.
struct Food {
    seq: u64,
    institution: u64,
    month: Month,
    on: Date,
    days: u32,
    sen: i64,
    each: i64,
}

#[derive(Default)]
struct Homes {
    /// Capacities by institution: event, day, clients.
    capacity: FxHashMap<u64, Vec<(u64, Date, u32)>>,
    food: Vec<Food>,
    /// Closings: event, institution, day.
    closed: Vec<(u64, u64, Date)>,
    /// Rows of decrees for institutions.
    rows: Vec<(u64, u64)>,
}

impl Check for Homes {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let (seq, on) = (fact.seq, fact.envelope.occurred_on);
        match &fact.event {
            Event::CapacitySet(body) => {
                self.capacity.entry(body.institution.0).or_default().push((seq, on, body.count));
            }
            Event::FoodSupportCounted(body) => self.food.push(Food {
                seq,
                institution: body.institution.0,
                month: body.month,
                on,
                days: body.client_days,
                sen: body.amount.sen(),
                each: body.index.sen(),
            }),
            Event::InstitutionClosed(body) => self.closed.push((seq, body.institution.0, on)),
            Event::RecipientDesignated(body) => {
                let known = state.institution.recipients.get(&body.recipient);
                self.rows.extend(known.map(|institution| (seq, *institution)));
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        for (seq, known) in state.institution.institutions.iter() {
            self.crowded(state, (seq, known), &mut verdict);
        }
        two_homes(state, &mut verdict);
        for food in &self.food {
            fed(state, food, &mut verdict);
        }
        self.designated(state, &mut verdict);
        self.closed(state, &mut verdict);
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Homes {
    /// Stays that began above the capacity of their day.
    fn crowded(&self, state: &State, (seq, known): (u64, &Institution), verdict: &mut Verdict) {
        let Some(capacities) = self.capacity.get(&seq) else { return };
        let mut days: Vec<(Date, i64, u64)> = Vec::new();
        for (stay, known) in state.institution.stays_in(seq) {
            days.push((known.from, 1, stay));
            // The last day counts: the place is free on the day after.
            let free = known.until.and_then(|until| until.checked_add_days(1));
            days.extend(free.map(|day| (day, -1, stay)));
        }
        days.sort_unstable_by_key(|(day, change, stay)| (*day, *change, *stay));
        let mut clients = 0i64;
        for (day, change, stay) in days {
            clients = clients.saturating_add(change);
            let in_force = capacities.iter().filter(|(_, from, _)| *from <= day);
            let Some((decision, _, most)) = in_force.max_by_key(|(event, from, _)| (*from, *event))
            else {
                continue;
            };
            if change < 0 || clients <= i64::from(*most) {
                continue;
            }
            let what = said!(
                "client {clients} of a home for {most} on {day}",
                "klien ke-{clients} di panti berkapasitas {most} pada {day}"
            );
            let place = Place::of_region(known.region);
            verdict.add((Object::Stay, stay), [seq, *decision, stay], 0, place, what);
        }
    }

    /// Aid to an institution that has no licence or accreditation when its decree is signed.
    fn designated(&self, state: &State, verdict: &mut Verdict) {
        for (row, seq) in &self.rows {
            let (Some(known), Some(designated)) =
                (state.institution.institutions.get(seq), state.decree.designations.get(row))
            else {
                continue;
            };
            let Some(decree) = state.decree.decrees.get(&designated.decree) else { continue };
            if let Some(what) = standing(known, decree.signed_on) {
                let (subject, evidence) = ((Object::Institution, *seq), [*seq, *row]);
                let place = Place::of_row(state, designated);
                verdict.add(subject, evidence, designated.sen, place, what);
            }
        }
    }

    /// Homes that closed while clients lived in them.
    fn closed(&self, state: &State, verdict: &mut Verdict) {
        for (event, seq, on) in &self.closed {
            let Some(known) = state.institution.institutions.get(seq) else { continue };
            let inside = |stay: &&(u64, &Stay)| {
                stay.1.from <= *on && stay.1.until.is_none_or(|until| until > *on)
            };
            let stays: Vec<_> = state.institution.stays_in(*seq).collect();
            let inside: Vec<u64> = stays.iter().filter(inside).map(|(stay, _)| *stay).collect();
            if inside.is_empty() {
                continue;
            }
            let count = inside.len();
            let what = said!(
                "closed on {on} with {count} clients in it",
                "ditutup {on} saat masih ada {count} klien"
            );
            let evidence = inside.into_iter().chain([*seq, *event]);
            let place = Place::of_region(known.region);
            verdict.add((Object::Institution, *seq), evidence, 0, place, what);
        }
    }
}

/// What an institution lacks on a day.
fn standing(known: &Institution, on: Date) -> Option<Said> {
    if known.needs_licence() && !known.licensed(on) {
        return Some(said!("no licence in force on {on}", "tidak ada izin operasional pada {on}"));
    }
    if known.is_home() && known.grade(on).is_none() {
        return Some(said!("not accredited on {on}", "belum/tidak terakreditasi pada {on}"));
    }
    None
}

/// Food support: of homes without licence or accreditation, and for days that no stay gives.
fn fed(state: &State, food: &Food, verdict: &mut Verdict) {
    let Some(known) = state.institution.institutions.get(&food.institution) else { return };
    let (subject, evidence) =
        ((Object::Institution, food.institution), [food.institution, food.seq]);
    let place = Place::of_region(known.region);
    if let Some(what) = standing(known, food.on) {
        verdict.add(subject, evidence, food.sen, place.clone(), what);
    }
    let days = state.client_days(food.institution, food.month);
    if food.days > days {
        let (claimed, month) = (food.days, food.month);
        let more = i64::from(claimed - days);
        let sen = food.each.saturating_mul(more);
        let in_words = rupiah(sen);
        let what = said!(
            "{claimed} client-days claimed for {month}, the stays give {days}: {in_words} too much",
            "{claimed} hari klien diklaim untuk {month}, menurut data {days}: lebih {in_words}"
        );
        verdict.add(subject, evidence, sen, place, what);
    }
}

/// Clients who live in two places on the same days.
fn two_homes(state: &State, verdict: &mut Verdict) {
    for (client, _) in state.institution.of_client.iter().filter(|(_, stays)| stays.len() > 1) {
        let mut stays: Vec<(u64, &Stay)> = state.institution.stays_of(*client).collect();
        stays.sort_unstable_by_key(|(seq, stay)| (stay.from, *seq));
        for (at, (seq, stay)) in stays.iter().enumerate() {
            let mut before = stays.iter().take(at).filter(|(_, other)| {
                other.overlaps(stay.from, stay.until) && ends_later(other, stay.from)
            });
            let Some((other, known)) = before.next() else { continue };
            let region = state.institution.institutions.get(&stay.institution).map(|i| i.region);
            let home = known.institution;
            let what =
                said!("lives in institution {home} as well", "juga tinggal di lembaga {home}");
            let place = Place { region, ..Place::default() };
            verdict.add((Object::Stay, *seq), [*other, *seq], 0, place, what);
        }
    }
}

/// Whether a stay goes on after a day: who moves leaves and comes on one day.
fn ends_later(stay: &Stay, day: Date) -> bool {
    stay.until.is_none_or(|until| until > day)
}
