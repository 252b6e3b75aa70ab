//! Rules for declared disasters.

use jejak_events::disaster::{DisasterAssessed, DisasterDeclared, DisasterExtended};
use jejak_events::{Date, Event};
use jejak_projections::disaster::Declared;

use super::{Figures, Judge, Judgement, rules};

rules! {
    DAYS_INVERTED = "BCN-01" Refuse,
        "hari terakhir mendahului hari pertama", "the last day comes before the first", "BencanaDinyatakan DisasterEnded";
    DECLARED_TWICE = "BCN-02" Flag,
        "bencana sejenis di wilayah itu sudah dinyatakan", "a disaster of that kind is already declared there", "BencanaDinyatakan";
    NOT_LONGER = "BCN-03" Refuse,
        "perpanjangan tidak memperpanjang", "the extension does not extend", "DisasterExtended";
    ALREADY_ENDED = "BCN-04" Refuse,
        "status bencana sudah diakhiri", "the emergency is already over", "DisasterExtended DisasterEnded";
    EXTENDED_LATE = "BCN-05" Flag,
        "diperpanjang setelah masanya habis", "extended after it had run out", "DisasterExtended A25";
    ASSESSED_ELSEWHERE = "BCN-06" Flag,
        "wilayah asesmen di luar wilayah bencana", "the region assessed lies outside the disaster's", "AsesmenDicatat";
    ASSESSED_EARLY = "BCN-07" Flag,
        "asesmen sebelum bencana", "assessed before the disaster", "AsesmenDicatat A25";
    FEWER_PEOPLE = "BCN-08" Flag,
        "jiwa kurang dari keluarga", "fewer people than households", "AsesmenDicatat";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::DisasterDeclared(body) => declare(judge, body),
        Event::DisasterExtended(body) => extend(judge, body),
        Event::DisasterAssessed(body) => assess(judge, body),
        Event::DisasterEnded(body) => {
            let seq = body.disaster.0;
            let Some(declared) = going_on(judge, seq)? else { return Ok(()) };
            let day = judge.fact.envelope.occurred_on;
            in_order(judge, "occurred_on", declared.from, day)
        }
        _ => Ok(()),
    }
}

fn in_order(judge: &Judge<'_>, field: &'static str, from: Date, until: Date) -> Judgement {
    judge.require(from <= until, &DAYS_INVERTED, || {
        Figures::expected(field, format_args!("{from} or later"), until)
    })
}

fn declare(judge: &mut Judge<'_>, body: &DisasterDeclared) -> Judgement {
    judge.known_region("region", body.region)?;
    in_order(judge, "until", body.from, body.until)?;
    let same = |known: &Declared| {
        let days = known.from <= body.until && body.from <= known.last_day();
        known.kind == body.kind && known.region == body.region && days
    };
    let mut others = judge.state.disaster.declared.iter();
    let twice = others.find(|(_, known)| same(known)).map(|(seq, _)| seq);
    judge.flag_if(twice.is_some(), &DECLARED_TWICE, || {
        let figures = Figures::expected("region", "a region without such a disaster", body.region);
        figures.by(twice.unwrap_or(0))
    });
    Ok(())
}

/// A disaster that was not declared over.
fn going_on(judge: &Judge<'_>, seq: u64) -> Result<Option<Declared>, super::Refusal> {
    let declared = judge.state.disaster.declared.get(&seq);
    let ended = declared.and_then(|declared| declared.ended);
    judge.require(ended.is_none(), &ALREADY_ENDED, || {
        let ended = ended.map_or_else(String::new, |day| day.to_string());
        Figures::expected("disaster", "a disaster not yet over", format_args!("over on {ended}"))
            .by(seq)
    })?;
    Ok(declared.cloned())
}

fn extend(judge: &mut Judge<'_>, body: &DisasterExtended) -> Judgement {
    let Some(declared) = going_on(judge, body.disaster.0)? else { return Ok(()) };
    let until = declared.until;
    judge.require(until < body.until, &NOT_LONGER, || {
        Figures::expected("until", format_args!("a day after {until}"), body.until)
            .by(body.disaster.0)
    })?;
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(until < day, &EXTENDED_LATE, || {
        Figures::expected("occurred_on", format_args!("{until} or earlier"), day)
            .by(body.disaster.0)
    });
    Ok(())
}

fn assess(judge: &mut Judge<'_>, body: &DisasterAssessed) -> Judgement {
    judge.known_region("region", body.region)?;
    judge.flag_if(body.people < body.households, &FEWER_PEOPLE, || {
        Figures::expected("people", format_args!("{} or more", body.households), body.people)
    });
    let seq = body.disaster.0;
    let Some(declared) = judge.state.disaster.declared.get(&seq) else { return Ok(()) };
    let (region, from) = (declared.region, declared.from);
    judge.flag_if(!region.contains(body.region), &ASSESSED_ELSEWHERE, || {
        Figures::expected("region", format_args!("a region within {region}"), body.region).by(seq)
    });
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(day < from, &ASSESSED_EARLY, || {
        Figures::expected("occurred_on", format_args!("{from} or later"), day).by(seq)
    });
    Ok(())
}
