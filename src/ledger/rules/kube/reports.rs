//! What a group says of its business.

use jejak_events::date::Month;
use jejak_events::kube::KubeBusinessReported;

use super::super::{Figures, Judge, Judgement};
use super::{
    MONTH_AHEAD, MONTH_TWICE, MONTHS_MISSING, NO_SOLIDARITY, PROFIT_ABOVE_TURNOVER, formed,
};

pub(super) fn report(judge: &mut Judge<'_>, body: &KubeBusinessReported) -> Judgement {
    for (field, amount) in [
        ("turnover", body.turnover),
        ("cash", body.cash),
        ("solidarity", body.solidarity),
        ("assets", body.assets),
    ] {
        judge.not_negative(field, amount)?;
    }
    let group = formed(judge, body.group.0)?;
    let day = judge.fact.envelope.occurred_on;
    judge.require(body.month <= day.month_key(), &MONTH_AHEAD, || {
        Figures::expected("month", format_args!("{} or earlier", day.month_key()), body.month)
    })?;
    let twice = group.months.binary_search(&body.month).is_ok();
    judge.flag_if(twice, &MONTH_TWICE, || {
        Figures::expected("month", "a month not yet reported", body.month).by(body.group.0)
    });
    let next = group.last_month().and_then(Month::next);
    let missing = next.filter(|next| *next < body.month);
    judge.flag_if(missing.is_some(), &MONTHS_MISSING, || {
        let missing = missing.map_or_else(String::new, |month| month.to_string());
        Figures::expected("month", missing, body.month).by(body.group.0)
    });
    judge.flag_if(body.solidarity.is_zero(), &NO_SOLIDARITY, || {
        Figures::expected("solidarity", "an amount above zero", body.solidarity)
    });
    judge.flag_if(body.profit > body.turnover, &PROFIT_ABOVE_TURNOVER, || {
        Figures::amounts("profit", body.profit.sen(), body.turnover.sen())
    });
    judge.flag_unmentored(group.recipient, &group.programme, Some(group.formed_on));
    Ok(())
}
