//! Places of the quota: who enters, who leaves, who follows by which papers.

use jejak_events::Month;
use jejak_events::ids::{DeliberationRef, HouseholdId, RecipientId};
use jejak_events::sembako::*;
use jejak_events::vocabulary::{KpmEntryBasis, Outcome, Parameter, RecipientStatus};
use jejak_projections::sembako::{Holder, Place, Replacement, ReplacementStage};

use super::super::{Figures, Judge, Judgement};
use super::*;

/// Who is to hold a place, where and from when.
struct Coming<'a> {
    programme: u16,
    code: &'a jejak_events::Code,
    region: Region,
    recipient: RecipientId,
    household: HouseholdId,
    from: Month,
}

pub(super) fn enter(judge: &mut Judge<'_>, body: &KpmEntered) -> Judgement {
    judge.known_programme("programme", &body.programme)?;
    judge.known_recipient("recipient", body.recipient)?;
    judge.known_region("region", body.region)?;
    let index = judge.state.reference.programmes.get(&body.programme).map_or(0, |p| p.index);
    let coming = Coming {
        programme: index,
        code: &body.programme,
        region: body.region,
        recipient: body.recipient,
        household: body.household,
        from: body.from,
    };
    flag_full(judge, &coming);
    flag_holder(judge, &coming);
    let missing = body.basis == KpmEntryBasis::Minutes && body.minutes.is_none();
    judge.flag_if(missing, &ENTRY_MINUTES, || {
        Figures::expected("minutes", "the minutes it rests on", "none")
    });
    flag_minutes(judge, body.region, body.minutes);
    Ok(())
}

pub(super) fn leave(judge: &mut Judge<'_>, body: &KpmLeft) -> Judgement {
    let Some(place) = judge.state.sembako.places.get(&body.place.0) else { return Ok(()) };
    judge.require(place.holder.is_some(), &PLACE_EMPTY, || {
        Figures::expected("place", "a place that somebody holds", body.place.0).by(body.place.0)
    })?;
    not_before(judge, body.place.0, place, body.effective)?;
    flag_late(judge, place);
    Ok(())
}

pub(super) fn propose(judge: &mut Judge<'_>, body: &KpmReplacementProposed) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    let Some(place) = judge.state.sembako.places.get(&body.place.0) else { return Ok(()) };
    another(judge, body.place.0, place, body.recipient)?;
    flag_minutes(judge, place.region, Some(body.minutes));
    Ok(())
}

pub(super) fn approve(judge: &mut Judge<'_>, body: &KpmReplacementApproved) -> Judgement {
    at_stage(judge, body.replacement.0, &[ReplacementStage::Proposed]).map(|_| ())
}

pub(super) fn determine(judge: &mut Judge<'_>, body: &KpmReplacementDetermined) -> Judgement {
    let stages = &[ReplacementStage::Proposed, ReplacementStage::Approved];
    let Some(replacement) = at_stage(judge, body.replacement.0, stages)? else { return Ok(()) };
    let early =
        replacement.stage == ReplacementStage::Proposed && body.outcome == Outcome::Accepted;
    judge.flag_if(early, &DETERMINED_EARLY, || {
        Figures::expected("replacement", "Approved", "Proposed").by(body.replacement.0)
    });
    Ok(())
}

pub(super) fn replace(judge: &mut Judge<'_>, body: &KpmReplaced) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    let Some(place) = judge.state.sembako.places.get(&body.place.0) else { return Ok(()) };
    another(judge, body.place.0, place, body.recipient)?;
    not_before(judge, body.place.0, place, body.effective)?;
    let coming = Coming {
        programme: place.programme,
        code: &place.code,
        region: place.region,
        recipient: body.recipient,
        household: body.household,
        from: body.effective,
    };
    if place.holder.is_none() {
        flag_full(judge, &coming);
    }
    flag_holder(judge, &coming);
    flag_papers(judge, body);
    flag_minutes(judge, place.region, body.minutes);
    flag_late(judge, place);
    Ok(())
}

/// Flags a place beyond the quota of its region, or of one above.
fn flag_full(judge: &mut Judge<'_>, coming: &Coming<'_>) {
    let full = full_above(judge, coming.programme, coming.region, coming.from);
    judge.flag_if(full.is_some(), &ABOVE_QUOTA, || {
        let (region, quota) = full.unwrap_or((coming.region, 0));
        let expected = format!("at most {quota} in {region}");
        Figures::expected("region", expected, "one more")
    });
}

/// Flags what is odd about who is to hold a place.
fn flag_holder(judge: &mut Judge<'_>, coming: &Coming<'_>) {
    flag_held(judge, coming);
    let Some(known) = judge.state.proposal.recipients.get(&coming.recipient) else { return };
    let (status, _) = known.status;
    judge.flag_if(status != RecipientStatus::Active, &HOLDER_GONE, || {
        Figures::expected("recipient", RecipientStatus::Active, status).by(known.seq)
    });
    let elsewhere = known.region.regency() != coming.region.regency();
    judge.flag_if(elsewhere, &OTHER_REGION, || {
        let domicile = known.region.regency().unwrap_or(known.region);
        Figures::expected("region", domicile, coming.region).by(known.seq)
    });
    let other = known.household.is_some_and(|household| household != coming.household);
    judge.flag_if(other, &OTHER_HOUSEHOLD, || {
        Figures::expected("household", "the one registered", "another").by(known.seq)
    });
    let checked = judge.state.proposal.eligibility.get(&(coming.programme, coming.recipient));
    let rejected = checked.is_some_and(|checked| checked.outcome == Outcome::Rejected);
    judge.flag_if(rejected, &NOT_ELIGIBLE, || {
        let expected = format_args!("somebody eligible for {}", coming.code.as_str()).to_string();
        Figures::expected("recipient", expected, "not eligible")
    });
}

/// Flags who holds a place already: the same person, or the same household.
fn flag_held(judge: &mut Judge<'_>, coming: &Coming<'_>) {
    let sembako = &judge.state.sembako;
    let regency_of = |place: u64| sembako.places.get(&place).and_then(|p| p.region.regency());
    let ids = judge.state.proposal.ids_of(coming.recipient);
    let held = ids.filter_map(|id| sembako.by_recipient.get(&(coming.programme, id)));
    let held: Vec<u64> = held.flatten().copied().collect();
    let here = |place: &&u64| regency_of(**place) == coming.region.regency();
    let (same, other) = (held.iter().find(here), held.iter().find(|place| !here(place)));
    judge.flag_if(same.is_some(), &HELD_TWICE, || {
        Figures::expected("recipient", "somebody without a place", "a holder")
            .by(same.copied().unwrap_or(0))
    });
    judge.flag_if(other.is_some(), &TWO_REGIONS, || {
        Figures::expected("recipient", "somebody without a place elsewhere", "a holder")
            .by(other.copied().unwrap_or(0))
    });
    let mates = sembako.by_household.get(&(coming.programme, coming.household));
    let mates = mates.map_or(&[][..], Vec::as_slice);
    let mate = mates.iter().copied().find(|place| !held.contains(place));
    judge.flag_if(mate.is_some(), &HOUSEHOLD_TWICE, || {
        Figures::expected("household", "a household without a place", "another member's place")
            .by(mate.unwrap_or(0))
    });
}

/// Flags a replacement that lacks its papers, or has those of another.
fn flag_papers(judge: &mut Judge<'_>, body: &KpmReplaced) {
    judge.flag_if(body.minutes.is_none(), &WITHOUT_MINUTES, || {
        Figures::expected("minutes", "minutes of the musyawarah", "none")
    });
    let seq = body.replacement.map(|replacement| replacement.0);
    let known = seq.and_then(|seq| judge.state.sembako.replacements.get(&seq));
    let determined = known.is_some_and(|known| known.stage == ReplacementStage::Determined);
    judge.flag_if(!determined, &WITHOUT_PAPERS, || {
        let found = known.map_or_else(|| "none".to_owned(), |known| format!("{:?}", known.stage));
        Figures::expected("replacement", "Determined", found)
    });
    let other = known.is_some_and(|known| {
        known.place != body.place.0
            || known.recipient != body.recipient
            || body.minutes.is_some_and(|minutes| minutes.0 != known.minutes)
    });
    judge.flag_if(other, &OTHER_REPLACEMENT, || {
        let expected = "place, recipient and minutes as proposed";
        Figures::expected("replacement", expected, "others").by(seq.unwrap_or(0))
    });
}

/// Flags minutes of a village that is not the place's.
fn flag_minutes(judge: &mut Judge<'_>, region: Region, minutes: Option<DeliberationRef>) {
    let Some(seq) = minutes.map(|minutes| minutes.0) else { return };
    let Some(village) = judge.state.proposal.deliberations.get(&seq).copied() else { return };
    let elsewhere = !village.contains(region) && !region.contains(village);
    judge.flag_if(elsewhere, &MINUTES_ELSEWHERE, || {
        Figures::expected("minutes", format_args!("minutes of {region}"), village).by(seq)
    });
}

/// Flags that the place of somebody who died was not given on in time.
fn flag_late(judge: &mut Judge<'_>, place: &Place) {
    let Some(Holder { recipient, .. }) = place.holder else { return };
    let Some(known) = judge.state.proposal.recipients.get(&recipient) else { return };
    let (RecipientStatus::Deceased, Some(since)) = known.status else { return };
    let day = judge.fact.envelope.occurred_on;
    let rule = judge.state.reference.in_force(Parameter::ReplacementDays, &place.code, day);
    let Some((limit, by)) = rule.and_then(|rule| Some((rule.value?, rule.seq))) else { return };
    let days = i64::from(day.days_since(since));
    judge.flag_if(days > i64::from(limit), &REPLACED_LATE, || {
        Figures::expected("occurred_on", format_args!("at most {limit} days after"), days).by(by)
    });
}

/// Refuses a new holder who is the old one.
fn another(judge: &Judge<'_>, seq: u64, place: &Place, recipient: RecipientId) -> Judgement {
    let same = place.holder.is_some_and(|holder| holder.recipient == recipient);
    judge.require(!same, &SAME_HOLDER, || {
        Figures::expected("recipient", "another recipient", "the holder").by(seq)
    })
}

/// Refuses a month before the holder came, or before the place became empty.
fn not_before(judge: &Judge<'_>, seq: u64, place: &Place, month: Month) -> Judgement {
    let since = place.holder.map(|holder| holder.from).or(place.empty_from);
    judge.require(since.is_none_or(|since| since <= month), &BEFORE_HOLDER, || {
        let since = since.map_or_else(String::new, |since| since.to_string());
        Figures::expected("effective", format_args!("{since} or later"), month).by(seq)
    })
}

/// The replacement, which must be at one of the stages.
fn at_stage<'a>(
    judge: &Judge<'a>,
    seq: u64,
    stages: &[ReplacementStage],
) -> Result<Option<&'a Replacement>, super::super::Refusal> {
    let replacement = judge.state.sembako.replacements.get(&seq);
    let at = replacement.map(|replacement| replacement.stage);
    judge.require(at.is_some_and(|at| stages.contains(&at)), &REPLACEMENT_STATE, || {
        let found = at.map_or_else(String::new, |at| format!("{at:?}"));
        Figures::expected("replacement", format_args!("{stages:?}"), found).by(seq)
    })?;
    Ok(replacement)
}
