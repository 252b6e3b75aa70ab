//! A50: amounts that people do not come upon by chance. For information: none of it proves anything.

use std::collections::BTreeMap;

use jejak_events::text::Code;
use jejak_events::vocabulary::{Parameter, SppKind};
use jejak_events::{Date, Event, FiscalYear, Object, Recorded};
use rustc_hash::FxHashMap;

use super::place::{Place, Verdict, percent, rupiah, share};
use super::{Check, Outcome, Rules, Severity, Spec};
use crate::posting::Postings;
use crate::said;
use crate::state::State;
use crate::view::{Unanswered, View};

pub(super) const CHECKS: &[Spec] = &[Spec {
    id: "A50",
    version: 1,
    en: "amounts that are not by chance: first digits, round, heaped below a limit, in bulk",
    title_id: "nilai tidak wajar: digit pertama, bulat, menumpuk di bawah batas, serentak",
    severity: Severity::Low,
    basis: "penapisan statistik (Benford), hanya informasi",
    parameters: &[
        Parameter::ScreeningCount,
        Parameter::FirstDigitDeviation,
        Parameter::RoundShare,
        Parameter::HeapWidth,
        Parameter::BulkRows,
        Parameter::PurchaseLimit,
        Parameter::DirectProcurementLimit,
    ],
    deterministic: false,
    watches: true,
    looks_at: "first digits, round amounts and amounts below a limit among purchases, TBP and direct payments; equal records of one day",
    make: || Box::<Screening>::default(),
}];

/// Amounts that somebody chose freely, of one programme and year.
type Population = (Object, Option<Code>, FiscalYear);

/// One amount.
#[derive(Debug, Clone, Copy)]
struct Amount {
    seq: u64,
    sen: i64,
    on: Date,
}

/// Rows of one amount that were recorded on one day: how many, the first and the last.
#[derive(Debug, Default, Clone, Copy)]
struct Bulk {
    count: i64,
    first: u64,
    last: u64,
}

#[derive(Default)]
struct Screening {
    rows: FxHashMap<(u64, Date, i64), Bulk>,
}

impl Check for Screening {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        let Event::RecipientDesignated(body) = &fact.event else { return };
        let day = fact.recorded_at.date_in(state.integrity.meta().zone);
        let bulk = self.rows.entry((body.decree.0, day, body.amount.sen())).or_default();
        if bulk.count == 0 {
            bulk.first = fact.seq;
        }
        bulk.count = bulk.count.saturating_add(1);
        bulk.last = fact.seq;
    }

    fn found(&mut self, view: &View, rules: &Rules) -> Result<Outcome, Unanswered> {
        let (state, mut verdict) = (&view.reading.state, Verdict::default());
        self.decrees(state, rules, &mut verdict);
        for ((object, programme, _), amounts) in populations(state) {
            let place = Place { programme, ..Place::default() };
            screen(rules, object, &amounts, &place, &mut verdict);
        }
        Ok(verdict.outcome(&view.reading.state))
    }
}

impl Screening {
    /// Rows of a decree of one amount, entered on one day.
    fn decrees(&self, state: &State, rules: &Rules, verdict: &mut Verdict) {
        for ((seq, day, sen), bulk) in &self.rows {
            let Some(decree) = state.decree.decrees.get(seq) else { continue };
            let rule = Parameter::BulkRows;
            let programme = Some(&decree.programme);
            let Some(most) = rules.number(rule, programme, decree.signed_on, u64::MAX) else {
                verdict.lacks_rule(rule);
                continue;
            };
            if bulk.count <= most {
                continue;
            }
            let (count, amount) = (bulk.count, rupiah(*sen));
            let what = said!(
                "{count} rows of {amount} each recorded on {day}",
                "{count} baris masing-masing {amount} dicatat pada {day}"
            );
            let place = Place::default().under(&decree.programme);
            verdict.add((Object::Decree, *seq), [*seq, bulk.first, bulk.last], 0, place, what);
        }
    }
}

/// All free amounts: purchases, receipts of advances, direct payments for goods.
fn populations(state: &State) -> BTreeMap<Population, Vec<Amount>> {
    let mut all: BTreeMap<Population, Vec<Amount>> = BTreeMap::new();
    let mut add = |object, programme, amount: Amount| {
        let key = (object, programme, amount.on.fiscal_year());
        all.entry(key).or_default().push(amount);
    };
    for (seq, purchase) in state.spending.purchases.iter() {
        if purchase.reversed_by.is_none() {
            let programme = Place::of_designation(state, purchase.designation).programme;
            add(Object::Purchase, programme, Amount { seq, sen: purchase.sen, on: purchase.on });
        }
    }
    for (seq, tbp) in state.treasury.tbps.iter() {
        let Some(line) = state.budget.lines.get(&tbp.line) else { continue };
        // The year is what counts: no state keeps the day of a TBP.
        let on = line.fiscal_year.last_day();
        add(Object::Tbp, Some(line.programme.clone()), Amount { seq, sen: tbp.sen, on });
    }
    for (seq, spp) in state.treasury.spps.iter().filter(|(_, spp)| spp.kind == SppKind::LsGoods) {
        let on = spp.paid_on.unwrap_or(spp.last_step_on);
        add(Object::Spp, Place::of_spp(state, spp).programme, Amount { seq, sen: spp.sen, on });
    }
    all
}

fn screen(rules: &Rules, object: Object, all: &[Amount], place: &Place, verdict: &mut Verdict) {
    let Some(last) = all.last() else { return };
    let programme = place.programme.as_ref();
    let number = |what| rules.number(what, programme, last.on, u64::MAX);
    let same_day = object == Object::Purchase;
    match number(Parameter::BulkRows).filter(|_| same_day) {
        Some(most) => bulk(object, all, most, place, verdict),
        None if same_day => verdict.lacks_rule(Parameter::BulkRows),
        None => {}
    }
    let Some(least) = number(Parameter::ScreeningCount) else {
        return verdict.lacks_rule(Parameter::ScreeningCount);
    };
    if i64::try_from(all.len()).unwrap_or(i64::MAX) < least {
        return;
    }
    match number(Parameter::RoundShare) {
        Some(most) => round((object, all), most, place, verdict),
        None => verdict.lacks_rule(Parameter::RoundShare),
    }
    match number(Parameter::FirstDigitDeviation) {
        Some(most) => first_digits((object, all), most, place, verdict),
        None => verdict.lacks_rule(Parameter::FirstDigitDeviation),
    }
    let limit = match object {
        Object::Purchase => Parameter::PurchaseLimit,
        Object::Spp => Parameter::DirectProcurementLimit,
        _ => return,
    };
    let limit = rules.sen(limit, programme, last.on, u64::MAX).or_else(|| {
        verdict.lacks_rule(limit);
        None
    });
    match (limit, number(Parameter::HeapWidth)) {
        (Some(limit), Some(width)) => heap((object, all), (limit, width, least), place, verdict),
        (Some(_), None) => verdict.lacks_rule(Parameter::HeapWidth),
        (None, _) => {}
    }
}

/// Many records of one amount on one day.
fn bulk(object: Object, all: &[Amount], most: i64, place: &Place, verdict: &mut Verdict) {
    let mut days: FxHashMap<(Date, i64), Vec<u64>> = FxHashMap::default();
    for amount in all {
        days.entry((amount.on, amount.sen)).or_default().push(amount.seq);
    }
    for ((day, sen), seqs) in days {
        let count = seqs.len();
        let Some(first) = seqs.first().copied() else { continue };
        if i64::try_from(count).unwrap_or(i64::MAX) <= most {
            continue;
        }
        let amount = rupiah(sen);
        let what = said!(
            "{count} records of {amount} each on {day}; at most {most} are usual",
            "{count} catatan masing-masing {amount} pada {day}; batas wajar {most}"
        );
        verdict.add((object, first), seqs, 0, place.clone(), what);
    }
}

/// Whether an amount in rupiah is one digit and zeros.
fn is_round(sen: i64) -> bool {
    let mut left = sen;
    while left >= 10 && left % 10 == 0 {
        left /= 10;
    }
    sen > 0 && left < 10
}

fn round((object, all): (Object, &[Amount]), most: i64, place: &Place, verdict: &mut Verdict) {
    let round: Vec<u64> = all.iter().filter(|one| is_round(one.sen)).map(|one| one.seq).collect();
    let (Ok(part), Ok(whole)) = (i128::try_from(round.len()), i128::try_from(all.len())) else {
        return;
    };
    let (Some(found), Some(first)) = (share(part, whole), round.first().copied()) else { return };
    if found > most {
        let (found, most) = (percent(found), percent(most));
        let what = said!(with found, most;
            "{found} of {whole} amounts are one digit and zeros; at most {most} is usual",
            "{found} dari {whole} nilai hanya satu digit dan nol; batas wajar {most}"
        );
        verdict.add((object, first), round, 0, place.clone(), what);
    }
}

/// Shares of first digits by Benford, in millionths.
const BENFORD: [i128; 9] =
    [301_030, 176_091, 124_939, 96_910, 79_181, 66_947, 57_992, 51_153, 45_757];

/// Five are to be expected of the rarest digit, else chi-square says nothing.
const EXPECTED_LEAST: i128 = 5;

/// Chi-square of first digits in hundredths, in whole numbers.
fn deviation(all: &[Amount]) -> Option<i64> {
    let mut seen = [0i128; 9];
    for amount in all.iter().filter(|amount| amount.sen > 0) {
        let mut digit = amount.sen;
        while digit >= 10 {
            digit /= 10;
        }
        let at = usize::try_from(digit.saturating_sub(1)).ok()?;
        *seen.get_mut(at)? += 1;
    }
    let count: i128 = seen.iter().sum();
    if count * BENFORD[8] < EXPECTED_LEAST * 1_000_000 {
        return None;
    }
    let parts = seen.iter().zip(BENFORD).map(|(seen, share)| {
        let off = seen * 1_000_000 - count * share;
        100 * off * off / (count * share * 1_000_000)
    });
    i64::try_from(parts.sum::<i128>()).ok()
}

fn first_digits(
    (object, all): (Object, &[Amount]),
    most: i64,
    place: &Place,
    verdict: &mut Verdict,
) {
    let (Some(found), Some(first)) = (deviation(all), all.first()) else { return };
    if found > most {
        let count = all.len();
        let (found, part, most, rest) = (found / 100, found % 100, most / 100, most % 100);
        let what = said!(
            "first digits of {count} amounts are off by chi-square {found}.{part:02}; {most}.{rest:02} is usual",
            "digit pertama dari {count} nilai menyimpang, khi-kuadrat {found},{part:02}; batas wajar {most},{rest:02}"
        );
        let evidence = all.iter().map(|amount| amount.seq);
        verdict.add((object, first.seq), evidence, 0, place.clone(), what);
    }
}

/// More amounts just below a limit than just above it.
fn heap(
    (object, all): (Object, &[Amount]),
    (limit, width, least): (i64, i64, i64),
    place: &Place,
    verdict: &mut Verdict,
) {
    let band = i128::from(limit).saturating_mul(width.into()) / 10_000;
    let band = i64::try_from(band).unwrap_or(i64::MAX);
    let (from, until) = (limit.saturating_sub(band), limit.saturating_add(band));
    let below: Vec<Amount> =
        all.iter().filter(|one| from <= one.sen && one.sen <= limit).copied().collect();
    let above = all.iter().filter(|one| limit < one.sen && one.sen <= until).count();
    let count = below.len();
    let Some(first) = below.first() else { return };
    if i64::try_from(count).unwrap_or(0) < least || count <= above {
        return;
    }
    let sum = below.iter().map(|one| one.sen).fold(0, i64::saturating_add);
    let (limit, sum_in_words) = (rupiah(limit), rupiah(sum));
    let what = said!(
        "{count} amounts, together {sum_in_words}, lie just below the limit of {limit}, {above} just above it",
        "{count} nilai, total {sum_in_words}, tepat di bawah batas {limit}, {above} tepat di atasnya"
    );
    verdict.add((object, first.seq), below.iter().map(|one| one.seq), sum, place.clone(), what);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(of: impl IntoIterator<Item = i64>) -> Vec<Amount> {
        let on = Date::from_ymd(2026, 1, 2).unwrap();
        of.into_iter().map(|sen| Amount { seq: 0, sen, on }).collect()
    }

    #[test]
    fn one_digit_and_zeros_are_round() {
        assert!(is_round(1) && is_round(500_000) && is_round(10_000_000));
        assert!(!is_round(0) && !is_round(150_000) && !is_round(100_001));
    }

    #[test]
    fn powers_follow_benford_and_equal_amounts_do_not() {
        let powers = (0..300).scan(1_000_000i64, |next, _| {
            let this = *next;
            *next = *next * 107 / 100;
            if *next > 1_000_000_000 {
                *next /= 1_000;
            }
            Some(this)
        });
        assert!(deviation(&amounts(powers)).unwrap() < 1_551);
        assert!(deviation(&amounts([60_000_000; 300])).unwrap() > 100_000);
        assert_eq!(deviation(&amounts([60_000_000; 100])), None);
    }
}
