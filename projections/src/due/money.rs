//! What treasurers and channels owe: TU, UP, the monthly SPJ, money idle at a channel, claims.

use std::collections::{BTreeMap, BTreeSet};

use jejak_events::date::{FiscalYear, Month};
use jejak_events::vocabulary::{CashKind, CashMoveReason, Parameter, SppKind};
use jejak_events::{Object, Stage, Tag};

use super::{Desk, DueKind, Item, after};
use crate::books::Hand;
use crate::posting::CashPlace;
use crate::said;
use crate::said::Said;
use crate::treasury::{Spp, SppStage};
use crate::view::Unanswered;

/// Collects all of it.
#[expect(clippy::unnecessary_wraps, reason = "collectors of one shape")]
pub(super) fn collect(desk: &mut Desk) -> Result<(), Unanswered> {
    requests(desk);
    advances(desk);
    reports(desk);
    claims(desk);
    Ok(())
}

/// The number of a request's SP2D.
fn name_of(spp: &Spp) -> Said {
    let kind = Said { en: spp.kind.label_en().to_owned(), id: spp.kind.label_id().to_owned() };
    let number = spp.sp2d_number.as_deref().unwrap_or("-").to_owned();
    said!(with kind; "SP2D {number}, {kind}", "SP2D {number}, {kind}")
}

/// TU not accounted for, money of direct payments that did not leave the channel.
fn requests(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    let mut resting: BTreeMap<u64, i64> = BTreeMap::new();
    for (_, payment) in state.payment.payments.iter().filter(|(_, it)| it.at_channel > 0) {
        if let Some(list) = state.payment.lists.get(&payment.list) {
            *resting.entry(list.spp).or_default() += payment.at_channel;
        }
    }
    let closed = closed_tus(desk);
    for (seq, spp) in state.treasury.spps.iter().filter(|(seq, _)| !closed.contains(seq)) {
        let Some(paid) = spp.paid_on.filter(|_| spp.stage == SppStage::PaidOut) else { continue };
        let direct =
            matches!(spp.kind, SppKind::LsPayroll | SppKind::LsGoods | SppKind::LsThirdParty);
        let at_channel = resting.get(&seq).copied().unwrap_or(0).saturating_add(spp.free());
        let (kind, sen, parameter) = match spp.kind {
            SppKind::Tu => (DueKind::Tu, spp.to_account(), Parameter::TuDays),
            _ if direct => (DueKind::Channel, at_channel, Parameter::ChannelDays),
            _ => continue,
        };
        if sen <= 0 {
            continue;
        }
        let Some(limit) = desk.limit((kind, parameter), None, paid) else { continue };
        let organisation = desk.organisation(spp.organisation);
        let who = match kind {
            DueKind::Tu => {
                said!("treasurer, {organisation}", "bendahara pengeluaran, {organisation}")
            }
            _ => said!(
                "channel and treasurer, {organisation}",
                "penyalur dan bendahara, {organisation}"
            ),
        };
        let paper = desk.view.reading.books.papers_of(seq).paid;
        desk.items.push(Item {
            kind,
            what: name_of(spp),
            subject: Tag::Object(Object::Spp, seq),
            count: 1,
            due: after(paid, limit.days),
            sen: sen.into(),
            rule: limit.rule,
            who,
            seqs: std::iter::once(seq).chain(paper).collect(),
        });
    }
}

/// TU that a TU Nihil closed: what is left of them went back, for a request or for a line alone.
fn closed_tus(desk: &Desk) -> BTreeSet<u64> {
    let state = &desk.view.reading.state;
    let closings = state.treasury.spps.iter().map(|(_, spp)| spp);
    let closings = closings.filter(|it| it.kind == SppKind::TuNil && it.stage == SppStage::PaidOut);
    closings.filter_map(|it| state.accountability.spjs.get(&it.spj?)?.spp).collect()
}

/// Revolving advances that are still out: what was handed out, less what was closed, refunded and
/// given back.
fn advances(desk: &mut Desk) {
    let view = desk.view;
    let state = &view.reading.state;
    for ((organisation, year), advance) in state.treasury.advances.iter() {
        let mut out = i128::from(advance.issued);
        let mut seqs = Vec::new();
        for (seq, spp) in state.treasury.spps.iter() {
            if (spp.organisation, spp.fiscal_year) != (*organisation, *year) {
                continue;
            }
            match spp.kind {
                SppKind::Up => {
                    out -= i128::from(spp.refunded);
                    seqs.push(seq);
                }
                SppKind::GuNil if spp.stage == SppStage::PaidOut => {
                    out -= i128::from(spp.sen);
                    seqs.push(seq);
                }
                _ => {}
            }
        }
        for (seq, sen) in given_back(desk, *organisation, *year) {
            out -= i128::from(sen);
            seqs.push(seq);
        }
        if out <= 0 || seqs.is_empty() {
            continue;
        }
        let code = desk.organisation(*organisation);
        desk.items.push(Item {
            kind: DueKind::Up,
            what: said!("advance of {year}", "UP tahun {year}"),
            subject: Tag::Object(Object::Organisation, *organisation),
            count: 1,
            due: year.last_day(),
            sen: out,
            rule: said!("end of the fiscal year", "akhir tahun anggaran"),
            who: said!("treasurer, {code}", "bendahara pengeluaran, {code}"),
            seqs,
        });
    }
}

/// Transfers by which a treasurer gave an advance back: event and sen.
fn given_back(desk: &Desk, organisation: u64, year: FiscalYear) -> Vec<(u64, i64)> {
    let reading = desk.view.reading;
    let ours = |place: CashPlace| match place {
        CashPlace::Kept(account) => {
            let known = reading.state.cash.accounts.get(&account);
            known.is_some_and(|it| {
                let treasurer = [CashKind::TreasurerBank, CashKind::TreasurerCash];
                it.organisation == organisation && treasurer.contains(&it.kind)
            })
        }
        CashPlace::Outside => false,
    };
    let back = reading.cash_entries.iter().filter(|entry| {
        entry.reason == Some(CashMoveReason::AdvanceReturn)
            && entry.leg.sen < 0
            && year.contains(entry.on)
            && ours(entry.leg.place)
    });
    back.map(|entry| (entry.seq, entry.leg.sen.saturating_neg())).collect()
}

/// What treasurers spent from the advance and no report covers, by month of the spending. Reports
/// cover the oldest first.
fn reports(desk: &mut Desk) {
    let view = desk.view;
    let state = &view.reading.state;
    let mut open: BTreeMap<u64, i64> = BTreeMap::new();
    for (seq, line) in state.budget.lines.iter() {
        let left = line.at(Stage::Advanced).saturating_sub(state.accountability.reported_on(seq));
        if left > 0 {
            open.insert(seq, left);
        }
    }
    let mut months: BTreeMap<(u64, Month), (i128, Vec<u64>)> = BTreeMap::new();
    for spent in view.reading.books.spending.iter().rev() {
        let by_up = spent.hand == Hand::Treasurer && spent.kind == Some(SppKind::Up);
        let Some(left) = open.get_mut(&spent.line).filter(|left| by_up && **left > 0) else {
            continue;
        };
        let part = spent.sen.min(*left);
        *left = left.saturating_sub(part);
        let Some(line) = state.budget.lines.get(&spent.line) else { continue };
        let month = months.entry((line.organisation, spent.month)).or_default();
        month.0 += i128::from(part);
        month.1.push(spent.seq);
    }
    for ((organisation, month), (sen, seqs)) in months {
        let next = month.next().unwrap_or(month);
        let last = next.last_day();
        let Some(limit) = desk.limit((DueKind::Spj, Parameter::TreasurerReportDay), None, last)
        else {
            continue;
        };
        let code = desk.organisation(organisation);
        let shown = month.id_id();
        desk.items.push(Item {
            kind: DueKind::Spj,
            what: said!("SPJ of {month}", "SPJ {shown}"),
            subject: Tag::Object(Object::Organisation, organisation),
            count: u64::try_from(seqs.len()).unwrap_or(u64::MAX),
            due: after(next.first_day(), limit.days.saturating_sub(1)).min(last),
            sen,
            rule: limit.rule,
            who: said!("treasurer, {code}", "bendahara pengeluaran, {code}"),
            seqs,
        });
    }
}

fn claims(desk: &mut Desk) {
    let state = &desk.view.reading.state;
    for (seq, claim) in state.accountability.claims.iter().filter(|(_, it)| it.left > 0) {
        let line = state.budget.lines.get(&claim.line);
        let code = desk.organisation(line.map_or(0, |line| line.organisation));
        desk.items.push(Item {
            kind: DueKind::Claim,
            what: said!("line {}", "baris anggaran {}", claim.line),
            subject: Tag::Object(Object::RefundClaim, seq),
            count: 1,
            due: claim.due,
            sen: claim.left.into(),
            rule: said!("the claim, event {seq}", "surat tagihan, kejadian {seq}"),
            who: said!("who was paid; collected by {code}", "penerima; ditagih oleh {code}"),
            seqs: vec![seq],
        });
    }
}
