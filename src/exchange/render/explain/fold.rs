//! Folding the events again, to find those that made the postings of a cell.

use jejak_events::vocabulary::Standing;
use jejak_events::{Recorded, Region};
use jejak_projections::balances::{Book, Dimension, value_of};
use jejak_projections::budget::Line as BudgetLine;
use jejak_projections::cells::CellKey;
use jejak_projections::posting::{Count, Place};
use jejak_projections::report::{Counted, Posted, Value};
use jejak_projections::{Postings, Reading, Scope, State, Unanswered};

use super::super::shown;
use super::Line;
use crate::ledger::replay::Options;
use crate::ledger::{Folded, Ledger, When};
use crate::said::{Said, said};

/// A cell whose events are looked for.
pub struct Target {
    cell: String,
    posted: Posted,
    counted: Option<Counted>,
    figure: Value,
    found: Vec<Found>,
}

/// What one event adds.
struct Found {
    fact: Recorded,
    adds: i128,
    /// The decree whose list has no effect before it is closed.
    decree: Option<u64>,
    /// Whether it is of the codes asked for themselves, and not of one below.
    exact: bool,
}

impl Target {
    /// A cell, what it sums and what it shows.
    pub fn of(cell: String, posted: &Posted, counted: Option<Counted>, figure: &Value) -> Target {
        let (posted, figure) = (posted.clone(), figure.clone());
        Target { cell, posted, counted, figure, found: Vec::new() }
    }

    /// Takes what an event adds to the cell.
    fn watch(&mut self, reading: &Reading, fact: &Recorded, post: &Postings) {
        let on = fact.envelope.occurred_on;
        if self.posted.days.is_some_and(|(from, until)| on < from || until < on) {
            return;
        }
        let state = &reading.state;
        let context = Context { state, fact, historical: state.is_history(fact) };
        if let Some((place, source)) = &self.posted.cash {
            let book = if context.historical { Book::Historical } else { Book::Own };
            let legs = post.cash.iter().filter(|leg| leg.place == *place && leg.source == *source);
            let sum: i128 = legs.map(|leg| i128::from(leg.sen)).sum();
            if sum != 0 && self.posted.book.is_none_or(|asked| asked == book) {
                self.found.push(Found { fact: fact.clone(), adds: sum, decree: None, exact: true });
            }
            return;
        }
        for (fit, adds, decree) in self.moved(&context, post) {
            let exact = fit == Fit::Exact;
            self.found.push(Found { fact: fact.clone(), adds, decree, exact });
        }
    }

    /// What an event adds, apart by whether it is of the codes themselves or of those below.
    fn moved(&self, context: &Context, post: &Postings) -> Vec<(Fit, i128, Option<u64>)> {
        if let Some(counted) = self.counted {
            let counts = post.counts.iter().filter_map(|(place, count)| {
                let decree = place.decree.filter(|_| counted.is_of_lists());
                Some((self.fit(context, *place)?, worth(counted, *count), decree))
            });
            return counts.filter(|(_, adds, _)| *adds != 0).collect();
        }
        let legs = post.legs.iter().filter(|leg| self.posted.stages.contains(&leg.stage));
        let mut sums = [(Fit::Exact, 0, None), (Fit::Below, 0, None)];
        for leg in legs {
            let fit = self.fit(context, leg.place);
            for sum in sums.iter_mut().filter(|sum| Some(sum.0) == fit) {
                sum.1 += i128::from(leg.sen);
            }
        }
        sums.into_iter().filter(|(_, adds, _)| *adds != 0).collect()
    }

    /// How a context fits what is asked for.
    fn fit(&self, context: &Context, place: Place) -> Option<Fit> {
        let line = context.state.budget.lines.get(&place.line)?;
        let region = place.region.unwrap_or(line.region);
        let asked = context.is_in(self.posted.book, line)
            && self.posted.region.is_none_or(|asked: Region| asked.contains(region));
        let mut fits = self.posted.only.iter().map(|only| context.fit(only, place, line));
        fits.try_fold(asked.then_some(Fit::Exact)?, |all, one| Some(all.max(one?)))
    }

    /// The lines of the answer, once they are found to sum to the figure.
    fn answered(mut self, state: &State) -> Result<Vec<Line>, Unanswered> {
        let closed =
            |decree: u64| state.decree.decrees.get(&decree).is_none_or(|decree| decree.closed);
        self.found.retain(|found| found.decree.is_none_or(closed));
        let summed = |found: &[Found]| found.iter().map(|found| found.adds).sum::<i128>();
        let figure = match self.figure {
            Value::Money(sen) => sen,
            Value::Count(count) => count.into(),
            // A suppressed or calculated figure has nothing to be compared with.
            _ => summed(&self.found),
        };
        // A figure is of a code with everything below it, or of the code alone.
        if summed(&self.found).abs() != figure.abs() {
            self.found.retain(|found| found.exact);
        }
        let sum = summed(&self.found);
        // A ceiling stands negative in its stage, cash that came from outside negative there.
        let turned = sum != figure && sum == -figure;
        if sum != figure && !turned {
            let cell = &self.cell;
            let (shown, found) = (shown::decimal(figure), shown::decimal(sum));
            return Err(Unanswered::Unreadable(said!(
                "--explain {cell}: the figure is {shown}, the events found sum to {found}; nothing \
                 is listed, because it would not explain the figure. Report this",
                "--explain {cell}: angkanya {shown}, kejadian yang ditemukan berjumlah {found}; \
                 tidak ada yang didaftar, karena tidak menjelaskan angkanya. Laporkan ini"
            )));
        }
        let money = self.counted.is_none_or(Counted::is_money);
        let cell = self.cell;
        let line = |found: Found| {
            let adds = if turned { -found.adds } else { found.adds };
            let adds = if money {
                Value::Money(adds)
            } else {
                Value::Count(adds.try_into().unwrap_or(i64::MAX))
            };
            Line { cell: cell.clone(), seq: found.fact.seq, adds: Some(adds), fact: found.fact }
        };
        Ok(self.found.into_iter().map(line).collect())
    }
}

/// What an event adds to a count.
fn worth(counted: Counted, count: Count) -> i128 {
    match (counted, count) {
        (Counted::Designated, Count::Designated(_))
        | (Counted::Paid, Count::Paid)
        | (Counted::Returned, Count::Returned) => 1,
        (Counted::Designated, Count::Cancelled(_)) | (Counted::Paid, Count::Unpaid) => -1,
        (Counted::DesignatedSen, Count::Designated(sen)) => i128::from(sen),
        (Counted::DesignatedSen, Count::Cancelled(sen)) => -i128::from(sen),
        _ => 0,
    }
}

/// Whether a context is of a code itself or of one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Below,
}

/// What an event's postings are judged by.
struct Context<'a> {
    state: &'a State,
    fact: &'a Recorded,
    historical: bool,
}

impl Context<'_> {
    fn is_in(&self, asked: Option<Book>, line: &BudgetLine) -> bool {
        let book = match (self.historical, line.standing) {
            (true, _) => Book::Historical,
            (false, Standing::Observed) => Book::Observed,
            (false, Standing::Own) => Book::Own,
        };
        asked.is_none_or(|asked| asked == book)
    }

    /// How a condition holds, as `jejak balances --where` has it.
    fn fit(
        &self,
        (dimension, asked): &(Dimension, String),
        place: Place,
        line: &BudgetLine,
    ) -> Option<Fit> {
        let region = place.region.map(|region| region.district().unwrap_or(region));
        let place = Place { region, ..place };
        let month = self.fact.envelope.occurred_on.month_key();
        let key = CellKey { place, month, historical: self.historical };
        let found = value_of(self.state, *dimension, &key, line);
        if found.eq_ignore_ascii_case(asked) {
            return Some(Fit::Exact);
        }
        let has_levels = matches!(
            dimension,
            Dimension::Source | Dimension::Account | Dimension::Regency | Dimension::District
        );
        let below = found.strip_prefix(asked.as_str()).is_some_and(|rest| rest.starts_with('.'));
        (has_levels && below).then_some(Fit::Below)
    }
}

/// Folds all events up to a time, and gives those behind each target.
pub fn found(
    ledger: &Ledger,
    when: When,
    mut targets: Vec<Target>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<Line>, Unanswered> {
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let unreadable = |error: String| Unanswered::Unreadable(Said::same(error));
    let end = ledger.size_at(when.recorded).map_err(|error| unreadable(error.to_string()))?;
    let scope = Scope { as_of: when.as_of, balances_only: true };
    let options = Options { scope, judge: false, tree: false };
    let mut folded = Folded::default();
    let mut done = 0;
    let replayed = folded.replay_watched(
        ledger.store(),
        0..end,
        options,
        &mut |more| {
            done += more;
            progress(done, end);
        },
        &mut |reading, fact, post| {
            // What defines counts on every day, but moves nothing before its own.
            if when.as_of.is_none_or(|as_of| fact.envelope.occurred_on <= as_of) {
                targets.iter_mut().for_each(|target| target.watch(reading, fact, post));
            }
        },
    );
    replayed.map_err(|error| unreadable(error.to_string()))?;
    let answered: Result<Vec<Vec<Line>>, Unanswered> =
        targets.into_iter().map(|target| target.answered(&folded.reading.state)).collect();
    Ok(answered?.into_iter().flatten().collect())
}
