//! What was bought beside what the recipient reports.

use jejak_events::date::Date;
use jejak_events::ids::RecipientId;
use jejak_events::spending::SpendingClosed;
use jejak_events::text::Code;
use jejak_events::vocabulary::{Outcome, Parameter};

use super::super::{Figures, Judge, Judgement};
use super::{CLOSING_MISMATCH, MENTORING_MISSING, REPORT_DIFFERS, WRONG_REPORT};

/// An accepted SPJ has spent and unspent make what was received; so what its spending differs from
/// the purchases is money that nothing explains.
pub(super) fn close(judge: &mut Judge<'_>, body: &SpendingClosed) -> Judgement {
    judge.not_negative("purchases", body.purchases)?;
    let (state, seq) = (judge.state, body.designation.0);
    let report = state.accountability.spjs.get(&body.spj.0);
    let used = state.spending.rows.get(&seq).is_some_and(|row| row.reports.contains(&body.spj.0));
    let stands = report.is_some_and(|report| {
        let refused = matches!(report.outcome, Some(Outcome::Rejected | Outcome::Returned));
        report.designation == Some(seq) && !refused && !used
    });
    judge.require(stands, &WRONG_REPORT, || {
        Figures::expected("spj", format_args!("a new report on row {seq}"), body.spj.0)
            .by(body.spj.0)
    })?;
    let recorded = state.open_purchases(seq);
    judge.require(body.purchases.sen() == recorded, &CLOSING_MISMATCH, || {
        Figures::amounts("purchases", body.purchases.sen(), recorded).by(seq)
    })?;
    let spent = report.map_or(0, |report| report.spent);
    judge.flag_if(spent != recorded, &REPORT_DIFFERS, || {
        Figures::amounts("spj", spent, recorded).by(body.spj.0)
    });
    let Some(row) = state.decree.designations.get(&seq) else { return Ok(()) };
    if let Some(programme) = judge.programme_of_row(row) {
        judge.flag_unmentored(row.recipient, programme, state.row_received_on(row));
    }
    Ok(())
}

impl Judge<'_> {
    /// Flags a recipient whom nobody visited for too long: since the last visit, or since a day
    /// where there was none.
    pub(in crate::ledger::rules) fn flag_unmentored(
        &mut self,
        recipient: RecipientId,
        programme: &Code,
        since: Option<Date>,
    ) {
        let day = self.fact.envelope.occurred_on;
        let rule = self.state.reference.in_force(Parameter::MentoringDays, programme, day);
        let Some(rule) = rule else { return };
        let last = self.state.spending.mentoring.get(&recipient).map(|known| known.last);
        let Some(from) = last.or(since) else { return };
        let (days, limit) = (i64::from(day.days_since(from)), i64::from(rule.value.unwrap_or(0)));
        self.flag_if(days > limit, &MENTORING_MISSING, || {
            let expected = format!("a visit within {limit} days");
            Figures::expected("occurred_on", expected, format_args!("{days} days")).by(rule.seq)
        });
    }
}
