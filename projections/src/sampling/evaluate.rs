//! From results of the field to the population: projected error and its upper bound.
//!
//! The error of an item is what was paid less what was confirmed; an item that was not visited
//! counts as if nothing had been confirmed. Items that were taken for certain count as they are.
//!
//! Monetary unit: each tainting (error per rupiah) stands for one interval; the bound is
//! Stringer's, with Poisson factors. Simple and stratified: the mean error per item times the
//! items of the stratum; the bound is the greater of the normal one and of Stringer's over equal
//! parts of the stratum's amount, which says something also where no error was found.

use std::collections::BTreeMap;

use jejak_events::codes::Region;
use jejak_events::vocabulary::{SampleMethod, SampleVerdict};

use super::draw::Drawn;
use super::factors::{ONE, normal, poisson};
use super::population::Item;

/// How sure the bound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Confidence {
    /// 90 percent.
    Ninety,
    /// 95 percent.
    #[default]
    NinetyFive,
    /// 99 percent.
    NinetyNine,
}

/// What the field found of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Result {
    /// Verdict.
    pub verdict: SampleVerdict,
    /// Sen confirmed.
    pub confirmed: i64,
}

/// A part of the population.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StratumEvaluation {
    /// Items in the population.
    pub items: u64,
    /// Their sen.
    pub sen: i128,
    /// Items drawn.
    pub drawn: u64,
    /// Of these, with a result.
    pub results: u64,
    /// Of these, with an error.
    pub errors: u64,
    /// Sen of errors found.
    pub found: i128,
    /// Sen of errors projected to the stratum.
    pub projected: i128,
    /// Upper bound of the sen of errors; never more than the stratum has.
    pub bound: i128,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// By kabupaten and kota where the sample is stratified, else one for all.
    pub strata: BTreeMap<Option<Region>, StratumEvaluation>,
    /// Drawn items without a result: there is no evaluation before all have one.
    pub missing: Vec<u64>,
    /// Items that were not visited.
    pub not_visited: u64,
}

impl Evaluation {
    /// All strata together. Bounds of strata are added up, which is more careful than needed.
    pub fn whole(&self) -> StratumEvaluation {
        let mut whole = StratumEvaluation::default();
        for part in self.strata.values() {
            whole.items += part.items;
            whole.sen += part.sen;
            whole.drawn += part.drawn;
            whole.results += part.results;
            whole.errors += part.errors;
            whole.found += part.found;
            whole.projected += part.projected;
            whole.bound += part.bound;
        }
        whole
    }
}

/// One item with its error.
struct Seen {
    sen: i128,
    error: i128,
    certain: bool,
}

/// Projects the results of a sample to its population.
pub fn evaluate(
    method: SampleMethod,
    population: &[Item],
    drawn: &[Drawn],
    results: &BTreeMap<u64, Result>,
    confidence: Confidence,
) -> Evaluation {
    let key = |item: &Item| (method == SampleMethod::Stratified).then_some(item.stratum);
    let mut evaluation = Evaluation::default();
    for item in population {
        let part = evaluation.strata.entry(key(item)).or_default();
        part.items += 1;
        part.sen += i128::from(item.sen);
    }
    let mut seen: BTreeMap<Option<Region>, Vec<Seen>> = BTreeMap::new();
    for Drawn { item, certain } in drawn {
        let part = evaluation.strata.entry(key(item)).or_default();
        part.drawn += 1;
        let Some(result) = results.get(&item.seq) else {
            evaluation.missing.push(item.seq);
            continue;
        };
        let error = error_of(item, result);
        part.results += 1;
        part.errors += u64::from(error != 0);
        part.found += error;
        evaluation.not_visited += u64::from(result.verdict == SampleVerdict::NotVisited);
        let sen = i128::from(item.sen);
        seen.entry(key(item)).or_default().push(Seen { sen, error, certain: *certain });
    }
    for (key, part) in &mut evaluation.strata {
        let seen = seen.remove(key).unwrap_or_default();
        (part.projected, part.bound) = match method {
            SampleMethod::MonetaryUnit => by_rupiah(part, &seen, confidence),
            SampleMethod::Simple | SampleMethod::Stratified => by_items(part, &seen, confidence),
        };
        part.bound = part.bound.clamp(part.projected.min(part.sen), part.sen);
    }
    evaluation
}

/// Paid less confirmed; nothing is confirmed of what was not found or not visited. What was
/// confirmed above what was paid is no error of the payment's.
fn error_of(item: &Item, result: &Result) -> i128 {
    let confirmed = match result.verdict {
        SampleVerdict::NotFound | SampleVerdict::NotVisited => 0,
        SampleVerdict::Confirmed | SampleVerdict::Differs => result.confirmed,
    };
    i128::from(item.sen.saturating_sub(confirmed).max(0))
}

fn by_rupiah(part: &StratumEvaluation, seen: &[Seen], confidence: Confidence) -> (i128, i128) {
    let certain = || seen.iter().filter(|seen| seen.certain);
    let known: i128 = certain().map(|seen| seen.error).sum();
    let rest: Vec<&Seen> = seen.iter().filter(|seen| !seen.certain).collect();
    let Ok(drawn @ 1..) = i128::try_from(rest.len()) else { return (known, known) };
    let amount = part.sen - certain().map(|seen| seen.sen).sum::<i128>();
    let taintings: Vec<i128> = rest.iter().map(|seen| seen.error * ONE / seen.sen).collect();
    let projected = taintings.iter().sum::<i128>() * (amount / drawn) / ONE;
    (known + projected, known + stringer(amount, drawn, taintings, confidence))
}

fn by_items(part: &StratumEvaluation, seen: &[Seen], confidence: Confidence) -> (i128, i128) {
    let Ok(drawn @ 1..) = i128::try_from(seen.len()) else { return (0, 0) };
    let items = i128::from(part.items);
    let sum: i128 = seen.iter().map(|seen| seen.error).sum();
    let projected = sum * items / drawn;
    let taintings = seen.iter().map(|seen| seen.error * ONE / seen.sen.max(1)).collect();
    let careful = stringer(part.sen, drawn, taintings, confidence);
    (projected, careful.max(projected + spread(seen, items, drawn, confidence)))
}

/// Quantile times the standard error of the projection, for a finite population.
fn spread(seen: &[Seen], items: i128, drawn: i128, confidence: Confidence) -> i128 {
    if drawn < 2 {
        return 0;
    }
    // Whole rupiah: squares of sen of many items do not fit.
    let errors: Vec<i128> = seen.iter().map(|seen| seen.error / 100).collect();
    let sum: i128 = errors.iter().sum();
    let squares: i128 = errors.iter().map(|error| error * error).sum();
    let variance = (squares - sum * sum / drawn) / (drawn - 1);
    let root = (variance / drawn * (items - drawn).max(0) / items).isqrt();
    normal(confidence) * root / ONE * items * 100
}

/// Stringer's bound: the factor for no error, and what each tainting adds, the largest first.
fn stringer(amount: i128, drawn: i128, mut taintings: Vec<i128>, confidence: Confidence) -> i128 {
    taintings.retain(|tainting| *tainting > 0);
    taintings.sort_unstable_by(|one, other| other.cmp(one));
    let step = |at: usize| poisson(confidence, at + 1) - poisson(confidence, at);
    let added = taintings.iter().enumerate().map(|(at, tainting)| step(at) * tainting / ONE);
    amount / drawn * (poisson(confidence, 0) + added.sum::<i128>()) / ONE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sampling::draw;

    fn population(count: u64, sen: i64) -> Vec<Item> {
        let region: Region = "36.02".parse().unwrap();
        (0..count).map(|seq| Item { seq, sen, stratum: region, recipient: None, region }).collect()
    }

    fn judged(method: SampleMethod, wrong: usize) -> StratumEvaluation {
        let items = population(10_000, 60_000_000);
        let drawn = draw(method, &items, 100, [1; 32]);
        let result = |(at, drawn): (usize, &Drawn)| {
            let confirmed = if at < wrong { drawn.item.sen / 2 } else { drawn.item.sen };
            (drawn.item.seq, Result { verdict: SampleVerdict::Differs, confirmed })
        };
        let results = drawn.iter().enumerate().map(result).collect();
        let evaluation = evaluate(method, &items, &drawn, &results, Confidence::NinetyFive);
        assert!(evaluation.missing.is_empty());
        evaluation.whole()
    }

    #[test]
    fn without_an_error_the_bound_is_the_basic_precision() {
        for method in [SampleMethod::Simple, SampleMethod::Stratified, SampleMethod::MonetaryUnit] {
            let whole = judged(method, 0);
            assert_eq!(whole.projected, 0);
            // 2.995732 of 100 intervals of 60 million rupiah.
            assert_eq!(whole.bound, 600_000_000_000 * 2_995_732 / 100_000_000, "{method:?}");
        }
    }

    #[test]
    fn errors_are_projected_in_proportion() {
        for method in [SampleMethod::Simple, SampleMethod::Stratified, SampleMethod::MonetaryUnit] {
            let whole = judged(method, 4);
            // Four of a hundred with half their amount: two percent of the population.
            assert_eq!(whole.projected, 600_000_000_000 / 50, "{method:?}");
            assert_eq!((whole.errors, whole.found), (4, 120_000_000));
            assert!(whole.bound > whole.projected * 2 && whole.bound < whole.sen / 10);
        }
    }

    #[test]
    fn nothing_is_evaluated_before_all_results_are_in() {
        let items = population(10, 100);
        let drawn = draw(SampleMethod::Simple, &items, 3, [0; 32]);
        let first =
            (drawn[0].item.seq, Result { verdict: SampleVerdict::NotVisited, confirmed: 0 });
        let results = [first].into();
        let method = SampleMethod::Simple;
        let evaluation = evaluate(method, &items, &drawn, &results, Confidence::Ninety);
        assert_eq!((evaluation.missing.len(), evaluation.not_visited), (2, 1));
    }
}
