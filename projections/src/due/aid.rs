//! What has not arrived or is not accounted for: returns, recipients' reports, balances of KPM.

use std::collections::BTreeMap;

use jejak_events::vocabulary::{Parameter, RecipientType, SpjKind};
use jejak_events::{Date, Event, Object, Region, Tag};
use rustc_hash::FxHashSet;

use super::{Desk, DueKind, Item, after, after_working_days};
use crate::central::CreditStage;
use crate::decree::RowStatus;
use crate::payment::PaymentStage;
use crate::said;
use crate::view::{Unanswered, View};

/// Collects all of it.
pub(super) fn collect(desk: &mut Desk) -> Result<(), Unanswered> {
    returns(desk)?;
    reports(desk);
    balances(desk);
    Ok(())
}

/// How many things, sen of them, and their events.
#[derive(Default)]
struct Group {
    sen: i128,
    seqs: Vec<u64>,
}

impl Group {
    fn add(&mut self, sen: i64, seq: u64) {
        self.sen += i128::from(sen);
        self.seqs.push(seq);
    }

    fn count(&self) -> u64 {
        u64::try_from(self.seqs.len()).unwrap_or(u64::MAX)
    }
}

/// Returned payments that were neither sent again nor refunded, by request and day.
fn returns(desk: &mut Desk) -> Result<(), Unanswered> {
    let state = &desk.view.reading.state;
    let mut groups: BTreeMap<(u64, Date), Group> = BTreeMap::new();
    let open = state.payment.payments.iter();
    let open = open.filter(|(_, it)| it.stage == PaymentStage::Returned && it.returned > 0);
    for (seq, payment) in open {
        let Some(list) = state.payment.lists.get(&payment.list) else { continue };
        let Some(on) = returned_on(desk.view, seq)? else { continue };
        groups.entry((list.spp, on)).or_default().add(payment.returned, seq);
    }
    for ((spp, on), group) in groups {
        let Some(limit) = desk.limit((DueKind::Return, Parameter::ReturnRepairDays), None, on)
        else {
            continue;
        };
        let known = state.treasury.spps.get(&spp);
        let code = desk.organisation(known.map_or(0, |spp| spp.organisation));
        let number = known.and_then(|spp| spp.sp2d_number.clone()).unwrap_or_default();
        desk.items.push(Item {
            kind: DueKind::Return,
            what: said!("SP2D {number}, returned on {on}", "SP2D {number}, retur {on}"),
            subject: Tag::Object(Object::Spp, spp),
            count: group.count(),
            due: after_working_days(desk.view, on, limit.days),
            sen: group.sen,
            rule: limit.rule,
            who: said!("treasurer, {code}", "bendahara pengeluaran, {code}"),
            seqs: group.seqs,
        });
    }
    Ok(())
}

/// The day on which a payment last came back.
fn returned_on(view: &View, payment: u64) -> Result<Option<Date>, Unanswered> {
    let events = view.reading.under(&Tag::Object(Object::Payment, payment));
    for seq in events.into_iter().rev() {
        let fact = view.facts.fact(seq)?;
        if matches!(&fact.event, Event::PaymentReturned(body) if body.payment.0 == payment) {
            return Ok(Some(fact.envelope.occurred_on));
        }
    }
    Ok(None)
}

/// Rows whose recipients got money and have not reported: people and families by decree, groups and
/// institutions one by one, because each has a report of its own.
fn reports(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    let spjs = state.accountability.spjs.iter().map(|(_, spj)| spj);
    let handed_in = spjs.filter(|spj| spj.kind == SpjKind::Recipient && spj.outcome.is_none());
    let handed_in: FxHashSet<u64> = handed_in.filter_map(|spj| spj.designation).collect();
    let mut groups: BTreeMap<(u64, Option<u64>), Group> = BTreeMap::new();
    for (seq, row) in state.decree.designations.iter() {
        let held = row.credited.saturating_add(row.transacted);
        let stands = !matches!(row.status, RowStatus::Cancelled | RowStatus::AccountedFor);
        if held > 0 && stands && !handed_in.contains(&seq) {
            let of_people = matches!(
                row.recipient_type,
                Some(RecipientType::Individual | RecipientType::Family)
            );
            let alone = (!of_people).then_some(seq);
            groups.entry((row.decree, alone)).or_default().add(held, seq);
        }
    }
    for ((seq, alone), group) in groups {
        let Some(decree) = state.decree.decrees.get(&seq) else { continue };
        let end = decree.fiscal_year.last_day();
        let programme = &decree.programme;
        let Some(limit) =
            desk.limit((DueKind::Report, Parameter::ReportDueDay), Some(programme), end)
        else {
            continue;
        };
        let number = &decree.number;
        desk.items.push(Item {
            kind: DueKind::Report,
            what: said!("{programme}, decree {number}", "{programme}, SK {number}"),
            subject: alone.map_or(Tag::Object(Object::Decree, seq), |row| {
                Tag::Object(Object::Designation, row)
            }),
            count: group.count(),
            due: after(end, limit.days),
            sen: group.sen,
            rule: limit.rule,
            who: said!("recipients; asked for by the PPTK", "penerima; ditagih oleh PPTK"),
            seqs: group.seqs,
        });
    }
}

/// Credits of a ministry that nobody used, by period and kabupaten or kota; due with the first.
fn balances(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    let mut groups: BTreeMap<(u64, Region), (Date, Group)> = BTreeMap::new();
    for (seq, credit) in state.central.credits.iter() {
        if credit.stage != CreditStage::Credited || credit.balance() <= 0 {
            continue;
        }
        let region = credit.region.regency().unwrap_or(credit.region);
        let since = credit.last_used.unwrap_or(credit.on);
        let group = groups.entry((credit.period, region)).or_insert((since, Group::default()));
        group.0 = group.0.min(since);
        group.1.add(credit.balance(), seq);
    }
    for ((seq, region), (since, group)) in groups {
        let Some(period) = state.central.periods.get(&seq) else { continue };
        let code = &period.code;
        let Some(limit) =
            desk.limit((DueKind::Kpm, Parameter::NoTransactionDays), Some(code), since)
        else {
            continue;
        };
        let (first, last) = (period.first, period.last);
        desk.items.push(Item {
            kind: DueKind::Kpm,
            what: said!(
                "{code} {first} to {last}, {region}",
                "{code} {first} s.d. {last}, {region}"
            ),
            subject: Tag::Object(Object::CentralPeriod, seq),
            count: group.count(),
            due: after(since, limit.days),
            sen: group.sen,
            rule: limit.rule,
            who: said!("channel; Dinsos {region}", "bank penyalur; Dinsos {region}"),
            seqs: group.seqs,
        });
    }
}
