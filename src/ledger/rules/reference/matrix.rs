//! The matrix of programmes that exclude each other.

use jejak_events::reference::{ProgrammeExclusionEnded, ProgrammesExcluded};
use jejak_projections::reference::pair;

use super::super::{Figures, Judge, Judgement};
use super::{DATES_INVERTED, EXCLUSION_ENDED, EXCLUSION_OVERLAP, EXCLUSION_PAIR};

/// Two different programmes; one exclusion of the two on one day.
pub(super) fn exclude(judge: &Judge<'_>, body: &ProgrammesExcluded) -> Judgement {
    judge.known_programme("first", &body.first)?;
    judge.known_programme("second", &body.second)?;
    judge.require(body.first != body.second, &EXCLUSION_PAIR, || {
        Figures::expected("second", "another programme", &body.second)
    })?;
    judge.require(body.until.is_none_or(|until| body.from <= until), &DATES_INVERTED, || {
        Figures::expected("until", format_args!("{} or later", body.from), "an earlier day")
    })?;
    let history = judge.state.reference.exclusions.get(&pair(&body.first, &body.second));
    let clash = history.into_iter().flatten().find(|known| {
        known.until.is_none_or(|until| body.from <= until)
            && body.until.is_none_or(|until| known.from <= until)
    });
    judge.require(clash.is_none(), &EXCLUSION_OVERLAP, || {
        let figures = Figures::expected("from", "a day after the exclusion ends", body.from);
        figures.by(clash.map_or(0, |known| known.seq))
    })
}

/// Ends the exclusion that holds without an end.
pub(super) fn end(judge: &Judge<'_>, body: &ProgrammeExclusionEnded) -> Judgement {
    let history = judge.state.reference.exclusions.get(&pair(&body.first, &body.second));
    let open = history.into_iter().flatten().find(|known| known.until.is_none());
    judge.require(open.is_some(), &EXCLUSION_ENDED, || {
        let found = format_args!("{} and {}", body.first, body.second).to_string();
        Figures::expected("first", "an exclusion without an end", found)
    })?;
    judge.require(open.is_none_or(|known| known.from <= body.until), &DATES_INVERTED, || {
        Figures::expected("until", "the first day of the exclusion or later", body.until)
            .by(open.map_or(0, |known| known.seq))
    })
}
