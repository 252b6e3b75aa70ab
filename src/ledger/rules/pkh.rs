//! Rules for Program Keluarga Harapan: components, commitments, and the amount that follows from
//! them. What the ministry paid is a fact; what we compute must add up.

use jejak_events::pkh::*;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Event, Rupiah};
use jejak_projections::central::{CreditStage, Period};
use jejak_projections::pkh::{Component, Worth};

use super::{Figures, Judge, Judgement, rules};

rules! {
    TOO_MANY = "PKH-01" Flag,
        "komponen keluarga melebihi yang dihitung", "the family has more components than count", "KomponenPkhDicatat";
    MEMBER_TWICE = "PKH-02" Flag,
        "anggota sudah dihitung untuk komponen itu", "the member already counts as that component", "A02 KomponenPkhDicatat";
    TWO_FAMILIES = "PKH-03" Flag,
        "anggota sudah dihitung pada keluarga lain", "the member already counts in another family", "A02 A03 KomponenPkhDicatat";
    HOUSEHOLD_TWICE = "PKH-04" Flag,
        "KK itu sudah punya keluarga penerima PKH", "the household already has a PKH family", "A04 KomponenPkhDicatat";
    DATES_INVERTED = "PKH-05" Refuse,
        "hari terakhir mendahului hari pertama komponen", "the last day comes before the component's first", "PkhComponentRecorded PkhComponentEnded";
    ENDED_TWICE = "PKH-06" Refuse,
        "komponen sudah berakhir", "the component has already ended", "PkhComponentEnded";
    OTHER_PROGRAMME = "PKH-07" Refuse,
        "tahap itu milik program lain", "the stage is one of another programme", "KomitmenDiverifikasi";
    NOT_COUNTING = "PKH-08" Flag,
        "komponen tidak dihitung pada tahap itu", "the component does not count in that stage", "KomitmenDiverifikasi";
    VERIFIED_OTHERWISE = "PKH-09" Flag,
        "komitmen sudah diverifikasi dengan hasil lain", "the commitment was verified with another result", "KomitmenDiverifikasi";
    RATE_MISSING = "PKH-10" Refuse,
        "aturan yang diperlukan untuk menghitung belum diberlakukan", "a parameter that the computation needs is not enacted", "PkhStageReconciled AturanDiberlakukan";
    WORTH_DIFFERS = "PKH-11" Refuse,
        "hitungan tidak sesuai komponen keluarga", "the computation is not what the family's components give", "PkhStageReconciled G3";
    CREDIT_DIFFERS = "PKH-12" Flag,
        "nilai kredit berbeda dari hitungan komponen", "the credit is not what the components are worth", "A15 PkhStageReconciled PembayaranDicatatPusat";
    PAID_EXPIRED = "PKH-13" Flag,
        "dibayar lebih, ada komponen yang sudah lewat usia/jenjang", "more was paid although a component is over by age or school", "A08 A15 KomponenPkhDicatat";
    PAID_BROKEN = "PKH-14" Flag,
        "dibayar lebih, ada komitmen yang tidak dipenuhi", "more was paid although a commitment was not kept", "A15 KomitmenDiverifikasi";
    CREDIT_CANCELLED = "PKH-15" Refuse,
        "kredit sudah dibatalkan", "the credit was cancelled", "PkhStageReconciled";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::PkhComponentRecorded(body) => record(judge, body),
        Event::PkhComponentEnded(body) => {
            let Some(component) = judge.state.pkh.components.get(&body.component.0) else {
                return Ok(());
            };
            judge.require(component.ended.is_none(), &ENDED_TWICE, || {
                Figures::expected("component", "a component not yet ended", body.component.0)
                    .by(body.component.0)
            })?;
            ordered(judge, component.from, Some(body.until))
        }
        Event::PkhCommitmentVerified(body) => verify(judge, body),
        Event::PkhStageReconciled(body) => reconcile(judge, body),
        _ => Ok(()),
    }
}

fn ordered(judge: &Judge<'_>, from: Date, until: Option<Date>) -> Judgement {
    judge.require(until.is_none_or(|until| from <= until), &DATES_INVERTED, || {
        let found = until.map_or_else(String::new, |until| until.to_string());
        Figures::expected("until", format_args!("{from} or later"), found)
    })
}

fn record(judge: &mut Judge<'_>, body: &PkhComponentRecorded) -> Judgement {
    judge.known_programme("programme", &body.programme)?;
    judge.known_recipient("family", body.family)?;
    ordered(judge, body.from, body.until)?;
    flag_member(judge, body);
    let pkh = &judge.state.pkh;
    let household = judge.state.proposal.recipients.get(&body.family).and_then(|f| f.household);
    let other = household.and_then(|household| pkh.households.get(&household)).copied();
    let other = other.filter(|other| *other != body.family);
    judge.flag_if(other.is_some(), &HOUSEHOLD_TWICE, || {
        let known = other.and_then(|other| pkh.of_family(other).next()).map(|(seq, _)| seq);
        Figures::expected("family", "the only family of its household", "another one")
            .by(known.unwrap_or(0))
    });
    let max = Parameter::PkhComponentsMax;
    let rule = judge.state.reference.in_force(max, &body.programme, body.from);
    let Some((limit, by)) = rule.and_then(|rule| Some((rule.value?, rule.seq))) else {
        return Ok(());
    };
    let beside = pkh.of_family(body.family).filter(|(_, known)| together(known, body)).count();
    let count = u32::try_from(beside).unwrap_or(u32::MAX).saturating_add(1);
    judge.flag_if(count > limit, &TOO_MANY, || {
        Figures::expected("family", format_args!("at most {limit} components"), count).by(by)
    });
    Ok(())
}

/// Whether a component counts on a day on which the new one does.
fn together(known: &Component, body: &PkhComponentRecorded) -> bool {
    known.counts_within(body.from, body.until.unwrap_or(Date::MAX))
}

/// Flags a member who counts already: as the same component, or in another family.
fn flag_member(judge: &mut Judge<'_>, body: &PkhComponentRecorded) {
    let pkh = &judge.state.pkh;
    let seqs = pkh.members.get(&body.member).map_or(&[][..], Vec::as_slice);
    let known = |seq: &u64| Some((*seq, pkh.components.get(seq)?));
    let alive = seqs.iter().filter_map(known).filter(|(_, known)| together(known, body));
    let (mut same, mut other) = (None, None);
    for (seq, component) in alive {
        if component.family != body.family {
            other = other.or(Some(seq));
        } else if component.kind == body.component {
            same = same.or(Some(seq));
        }
    }
    judge.flag_if(same.is_some(), &MEMBER_TWICE, || {
        Figures::expected("member", "a member who does not count as that yet", body.component)
            .by(same.unwrap_or(0))
    });
    judge.flag_if(other.is_some(), &TWO_FAMILIES, || {
        Figures::expected("member", "a member of this family alone", "another family's")
            .by(other.unwrap_or(0))
    });
}

fn verify(judge: &mut Judge<'_>, body: &PkhCommitmentVerified) -> Judgement {
    let Some(component) = judge.state.pkh.components.get(&body.component.0) else { return Ok(()) };
    let Some(period) = judge.state.central.periods.get(&body.period.0) else { return Ok(()) };
    let fits = component.programme == period.programme;
    judge.require(fits, &OTHER_PROGRAMME, || {
        let (expected, found) = (component.code.as_str(), period.code.as_str());
        Figures::expected("period", format_args!("a stage of {expected}"), found).by(body.period.0)
    })?;
    let counts = component.counts_within(period.first.first_day(), period.last.last_day());
    judge.flag_if(!counts, &NOT_COUNTING, || {
        let until = component.last_day().map_or_else(String::new, |day| day.to_string());
        let counting = format!("a stage within {} to {until}", component.from);
        Figures::expected("period", counting, period.first).by(body.component.0)
    });
    let before = judge.state.pkh.verified.get(&(body.component.0, body.period.0)).copied();
    let otherwise = before.is_some_and(|before| before != body.fulfilled);
    judge.flag_if(otherwise, &VERIFIED_OTHERWISE, || {
        Figures::expected("fulfilled", !body.fulfilled, body.fulfilled).by(body.component.0)
    });
    Ok(())
}

fn reconcile(judge: &mut Judge<'_>, body: &PkhStageReconciled) -> Judgement {
    let Some(credit) = judge.state.central.credits.get(&body.credit.0) else { return Ok(()) };
    judge.require(credit.stage != CreditStage::Cancelled, &CREDIT_CANCELLED, || {
        Figures::expected("credit", "a credit that stands", body.credit.0).by(body.credit.0)
    })?;
    let Some(period) = judge.state.central.periods.get(&credit.period) else { return Ok(()) };
    let worth = computed(judge, credit.recipient, (credit.period, period))?;
    let stated = (body.components, body.expected.sen());
    judge.require(stated == (worth.components, worth.sen), &WORTH_DIFFERS, || {
        let expected = format!("{} with {}", worth.components, Rupiah::from_sen(worth.sen));
        Figures::expected("expected", expected, body.expected).by(body.credit.0)
    })?;
    judge.flag_if(credit.sen != worth.sen, &CREDIT_DIFFERS, || {
        Figures::amounts("credit", credit.sen, worth.sen).by(body.credit.0)
    });
    let more = credit.sen > worth.sen;
    judge.flag_if(more && worth.expired.is_some(), &PAID_EXPIRED, || {
        Figures::amounts("credit", credit.sen, worth.sen).by(worth.expired.unwrap_or(0))
    });
    judge.flag_if(more && worth.broken.is_some(), &PAID_BROKEN, || {
        Figures::amounts("credit", credit.sen, worth.sen).by(worth.broken.unwrap_or(0))
    });
    Ok(())
}

/// What the components are worth; refused where a parameter is missing.
fn computed(
    judge: &Judge<'_>,
    family: jejak_events::ids::RecipientId,
    period: (u64, &Period),
) -> Result<Worth, super::Refusal> {
    let worth = judge.state.worth(family, period);
    let missing = worth.as_ref().err().copied();
    judge.require(missing.is_none(), &RATE_MISSING, || {
        let parameter = missing.map_or("", Parameter::word);
        Figures::expected("credit", format_args!("`{parameter}` to be enacted"), "nothing")
    })?;
    Ok(worth.unwrap_or_default())
}
