//! A06, places: the place of somebody who died is given on within the days of a rule.

use jejak_events::field::Object;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Month, Recorded};

use super::death::Deaths;
use crate::central::Entitlement;
use crate::check::{Found, Rules};
use crate::said;
use crate::sembako::Place;
use crate::view::View;

/// A place that somebody gave up: event, place, first month without the holder, day.
pub(super) struct Passed {
    seq: u64,
    place: u64,
    effective: Month,
    on: Date,
}

/// The place that an event gives on, or empties.
pub(super) fn passed(fact: &Recorded) -> Option<Passed> {
    let (place, effective) = match &fact.event {
        Event::KpmLeft(body) => (body.place.0, body.effective),
        Event::KpmReplaced(body) => (body.place.0, body.effective),
        _ => return None,
    };
    Some(Passed { seq: fact.seq, place, effective, on: fact.envelope.occurred_on })
}

/// Finds places of the dead that were given on too late, or still are not; gives how many no rule
/// decides about.
pub(super) fn places(
    view: &View,
    rules: &Rules,
    (deaths, passed): (&Deaths, &[Passed]),
    found: &mut Vec<Found>,
) -> u64 {
    let (state, mut undecided) = (&view.reading.state, 0);
    for ((_, recipient), spans) in state.central.entitled.iter() {
        let Some(death) = deaths.get(&state.proposal.one(*recipient)) else { continue };
        for span in spans {
            let Some(place) = state.sembako.places.get(&span.by) else { continue };
            let left =
                passed.iter().find(|it| it.place == span.by && Some(it.effective) == span.until);
            let until = left.map_or(view.today(), |left| left.on);
            if until < death.0 {
                continue;
            }
            match decide(rules, (span, place), (*death, left, until)) {
                Ok(one) => found.extend(one),
                Err(NoRule) => undecided += 1,
            }
        }
    }
    undecided
}

/// No rule says how long the place of somebody who died may last.
struct NoRule;

/// What is wrong with the place of somebody who died.
fn decide(
    rules: &Rules,
    (span, place): (&Entitlement, &Place),
    ((died, said), left, until): ((Date, u64), Option<&Passed>, Date),
) -> Result<Option<Found>, NoRule> {
    let known = left.map_or(u64::MAX, |left| left.seq);
    let rule = rules.enacted(Parameter::ReplacementDays, Some(&place.code), until, known);
    let limit = rule.and_then(|rule| Some((i64::from(rule.value?), rule.seq)));
    let (limit, rule) = limit.ok_or(NoRule)?;
    let days = i64::from(until.days_since(died));
    if days <= limit {
        return Ok(None);
    }
    let what = if left.is_some() {
        said!(
            "given on {days} days after the holder died on {died}; {limit} are allowed",
            "dialihkan {days} hari sesudah pemegangnya meninggal pada {died}; batas {limit} hari"
        )
    } else {
        said!(
            "still held by somebody who died on {died}, {days} days ago; {limit} are allowed",
            "masih dipegang orang yang meninggal pada {died}, {days} hari lalu; batas {limit} hari"
        )
    };
    let evidence = [span.by, said, rule].into_iter().chain(left.map(|left| left.seq));
    let about = Found::about(Object::KpmPlace, span.by, evidence, what);
    let about = about.within(place.region).of_programme(place.code.clone());
    Ok(Some(about))
}
