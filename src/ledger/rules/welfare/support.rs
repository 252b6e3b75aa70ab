//! Social insurance, and what the community gives.

use jejak_events::vocabulary::{ContributionBook, ContributionForm, RecipientStatus};
use jejak_events::welfare::{
    CommunityContributionRecorded, ContributionUsed, InsuranceClaimed, InsuranceCovered,
};
use jejak_projections::posting::CashPlace;

use super::super::{Figures, Judge, Judgement};
use super::{
    CASH_UNRECEIVED, CLAIM_OUTSIDE, COVERED_AFTER_DEATH, DAYS_INVERTED, GIVER_UNSAID,
    INSURANCE_OVER, INSURED_TWICE, PREMIUM_EXCEEDS, RECEIPT_MISMATCH, USED_ELSEWHERE,
    USED_TOO_MUCH, VALUE_UNSAID,
};

pub(super) fn cover(judge: &mut Judge<'_>, body: &InsuranceCovered) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    judge.positive("premium", body.premium)?;
    judge.require(body.from <= body.until, &DAYS_INVERTED, || {
        Figures::expected("until", format_args!("{} or later", body.from), body.until)
    })?;
    let welfare = &judge.state.welfare;
    let other = welfare.overlapping(body.recipient, body.scheme, (body.from, body.until));
    judge.flag_if(other.is_some(), &INSURED_TWICE, || {
        let figures = Figures::expected("scheme", "days not yet insured", body.scheme);
        figures.by(other.unwrap_or(0))
    });
    let known = judge.state.proposal.recipients.get(&body.recipient);
    let died = known.map(|known| known.status).filter(|(status, day)| {
        *status == RecipientStatus::Deceased && day.is_none_or(|day| day < body.from)
    });
    judge.flag_if(died.is_some(), &COVERED_AFTER_DEATH, || {
        Figures::expected("recipient", "a living person", RecipientStatus::Deceased)
    });
    flag_premiums(judge, body);
    Ok(())
}

/// Flags premiums that are more than the payment from which they are said to be paid.
fn flag_premiums(judge: &mut Judge<'_>, body: &InsuranceCovered) {
    let Some(payment) = body.payment.map(|payment| payment.0) else { return };
    let paid = judge.state.payment.payments.get(&payment).map_or(0, |payment| payment.sen);
    let before = judge.state.welfare.premiums.get(&payment).copied().unwrap_or(0);
    let sum = before.saturating_add(body.premium.sen());
    judge.flag_if(sum > paid, &PREMIUM_EXCEEDS, || {
        Figures::amounts("premium", sum, paid).by(payment)
    });
}

pub(super) fn claim(judge: &mut Judge<'_>, body: &InsuranceClaimed) -> Judgement {
    judge.positive("amount", body.amount)?;
    let seq = body.insurance.0;
    let Some(insurance) = judge.state.welfare.insurances.get(&seq) else { return Ok(()) };
    let (from, until) = (insurance.from, insurance.last_day());
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(day < from || until < day, &CLAIM_OUTSIDE, || {
        Figures::expected("occurred_on", format_args!("{from} to {until}"), day).by(seq)
    });
    Ok(())
}

pub(super) fn end(judge: &Judge<'_>, seq: u64) -> Judgement {
    let ended = judge.state.welfare.insurances.get(&seq).and_then(|insurance| insurance.ended);
    judge.require(ended.is_none(), &INSURANCE_OVER, || {
        Figures::expected("insurance", "an insurance that is not over", seq).by(seq)
    })
}

pub(super) fn contribute(judge: &mut Judge<'_>, body: &CommunityContributionRecorded) -> Judgement {
    judge.known_region("region", body.region)?;
    body.value.map_or(Ok(()), |value| judge.positive("value", value))?;
    let cash = body.form == ContributionForm::Cash;
    let worth = matches!(
        body.form,
        ContributionForm::Cash
            | ContributionForm::Goods
            | ContributionForm::Services
            | ContributionForm::Facilities
            | ContributionForm::Labour
    );
    judge.flag_if(worth && body.value.is_none(), &VALUE_UNSAID, || {
        Figures::expected("value", "what it is worth", "none")
    });
    let giver = body.organisation.is_some() || body.giver.is_some();
    judge.flag_if(!giver, &GIVER_UNSAID, || {
        Figures::expected("giver", "an organisation or a token", "neither")
    });
    let within = cash && body.book == ContributionBook::OnBudget;
    judge.flag_if(within && body.receipt.is_none(), &CASH_UNRECEIVED, || {
        Figures::expected("receipt", "the receipt of the cash", "none")
    });
    flag_receipt(judge, body);
    Ok(())
}

/// Flags a receipt that brought in another amount, or was given for another contribution.
fn flag_receipt(judge: &mut Judge<'_>, body: &CommunityContributionRecorded) {
    let Some(receipt) = body.receipt.map(|receipt| receipt.0) else { return };
    let movement = judge.state.accountability.movements.get(&receipt);
    let legs = movement.into_iter().flat_map(|movement| &movement.cash);
    let came = legs.filter(|leg| matches!(leg.place, CashPlace::Kept(_)) && leg.sen > 0);
    let came = came.map(|leg| leg.sen).fold(0, i64::saturating_add);
    let value = body.value.map_or(0, jejak_events::Rupiah::sen);
    let used = judge.state.welfare.receipts.get(&receipt).copied();
    let fits = body.form == ContributionForm::Cash && came == value && used.is_none();
    judge.flag_if(!fits, &RECEIPT_MISMATCH, || {
        Figures::amounts("receipt", value, came).by(used.unwrap_or(receipt))
    });
}

pub(super) fn make_use(judge: &mut Judge<'_>, body: &ContributionUsed) -> Judgement {
    judge.known_region("region", body.region)?;
    judge.positive("value", body.value)?;
    let seq = body.contribution.0;
    let Some(given) = judge.state.welfare.contributions.get(&seq) else { return Ok(()) };
    let left = given.sen.map(|sen| sen.saturating_sub(given.used));
    // What nobody valued cannot be used up.
    judge.require(left.is_none_or(|left| body.value.sen() <= left), &USED_TOO_MUCH, || {
        Figures::amounts("value", body.value.sen(), left.unwrap_or(0)).by(seq)
    })?;
    let region = given.region;
    judge.flag_if(!region.contains(body.region), &USED_ELSEWHERE, || {
        Figures::expected("region", format_args!("a region within {region}"), body.region).by(seq)
    });
    Ok(())
}
