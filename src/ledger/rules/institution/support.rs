//! Food support (permakanan), and how an institution stands when aid goes to it.

use jejak_events::institution::FoodSupportCounted;
use jejak_events::vocabulary::Parameter;
use jejak_events::{Date, Rupiah};

use super::*;

/// Flags an institution that needs a licence or an accreditation and has none on a day.
pub(super) fn flag_standing(judge: &mut Judge<'_>, seq: u64, on: Date) {
    let Some(known) = institution(judge, seq) else { return };
    let unlicensed = known.needs_licence() && !known.licensed(on);
    judge.flag_if(unlicensed, &NO_LICENCE, || {
        Figures::expected("institution", format_args!("a licence in force on {on}"), seq).by(seq)
    });
    let grade = known.grade(on);
    judge.flag_if(known.is_home() && grade.is_none(), &NOT_ACCREDITED, || {
        let expected = format!("an accreditation in force on {on}");
        Figures::expected("institution", expected, seq).by(seq)
    });
}

/// Judges the food support of a month.
pub(super) fn count(judge: &mut Judge<'_>, body: &FoodSupportCounted) -> Judgement {
    judge.positive("index", body.index)?;
    judge.not_negative("amount", body.amount)?;
    let product = body.index.checked_mul(body.client_days.into());
    judge.require(product == Some(body.amount), &PRODUCT_WRONG, || {
        let product = product.map_or(i64::MAX, Rupiah::sen);
        Figures::amounts("amount", body.amount.sen(), product)
    })?;
    let seq = body.institution.0;
    flag_closed(judge, seq);
    flag_standing(judge, seq, judge.fact.envelope.occurred_on);
    flag_days(judge, body);
    flag_index(judge, body);
    let before = judge.state.institution.supported.get(&(seq, body.month)).copied();
    judge.flag_if(before.is_some(), &COUNTED_TWICE, || {
        let figures = Figures::expected("month", "a month not counted yet", body.month);
        figures.by(before.unwrap_or(0))
    });
    flag_payment(judge, body);
    Ok(())
}

fn flag_days(judge: &mut Judge<'_>, body: &FoodSupportCounted) {
    let state = judge.state;
    let days = state.client_days(body.institution.0, body.month);
    judge.flag_if(days != body.client_days, &DAYS_DIFFER, || {
        Figures::expected("client_days", days, body.client_days)
    });
    let ghost = state.ghost_in(body.institution.0, body.month);
    judge.flag_if(ghost.is_some(), &CLIENT_DEAD, || {
        let (stay, died) = ghost.unwrap_or((0, body.month.first_day()));
        let expected = format!("a stay that ends by {died}");
        Figures::expected("client_days", expected, "one that goes on").by(stay)
    });
}

fn flag_index(judge: &mut Judge<'_>, body: &FoodSupportCounted) {
    let reference = &judge.state.reference;
    let rule = reference.in_force_for_all(Parameter::FoodIndex, body.month.first_day());
    let in_force = rule.and_then(|rule| Some((rule.seq, rule.amount?)));
    let Some((event, index)) = in_force else { return };
    judge.flag_if(index != body.index, &INDEX_DIFFERS, || {
        Figures::amounts("index", body.index.sen(), index.sen()).by(event)
    });
}

fn flag_payment(judge: &mut Judge<'_>, body: &FoodSupportCounted) {
    let state = judge.state;
    let payment = body.payment.and_then(|seq| state.payment.payments.get(&seq.0));
    let spp = body.spp.and_then(|seq| state.treasury.spps.get(&seq.0));
    let paid = payment.map(|payment| payment.sen);
    // A request may pay for several institutions: it covers this one, no more is known.
    let differs = match (paid, spp) {
        (Some(paid), _) => paid != body.amount.sen(),
        (None, Some(spp)) => spp.sen < body.amount.sen(),
        (None, None) => false,
    };
    judge.flag_if(differs, &PAID_DIFFERENTLY, || {
        let paid = paid.or(spp.map(|spp| spp.sen)).unwrap_or(0);
        Figures::amounts("amount", body.amount.sen(), paid)
    });
}
