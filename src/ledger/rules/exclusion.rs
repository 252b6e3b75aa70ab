//! Who has aid of two programmes that exclude each other (A05): seen whenever either of them
//! reaches somebody, by decree, payment, credit of the ministry, or in a group. It looks into all
//! areas, and belongs to none.

use jejak_events::ids::{DesignationRef, PaymentRef, RecipientId};
use jejak_events::{Code, Date, Event, FiscalYear};
use jejak_projections::decree::Decree;

use super::reference::EXCLUDED;
use super::{Figures, Judge};

/// Looks at an event that brings aid to somebody.
pub(super) fn aided(judge: &mut Judge<'_>) {
    let state = judge.state;
    if state.reference.exclusions.is_empty() {
        return;
    }
    let (day, year) = (judge.fact.envelope.occurred_on, judge.fact.envelope.fiscal_year);
    match &judge.fact.event {
        Event::RecipientDesignated(body) => {
            let decree = state.decree.decrees.get(&body.decree.0);
            flag_decreed(judge, decree, body.recipient, None);
        }
        Event::RecipientReplaced(body) => {
            let decree = decree_of(judge, body.designation);
            flag_decreed(judge, decree, body.recipient, None);
        }
        Event::PaymentCredited(body) => credited(judge, body.payment, day),
        Event::CentralAidCredited(body) => {
            let Some(period) = state.central.periods.get(&body.period.0) else { return };
            flag(judge, &period.code, body.recipient, period.fiscal_year, day);
        }
        Event::KubeMemberJoined(body) => {
            let Some(group) = state.kube.groups.get(&body.group.0) else { return };
            flag(judge, &group.programme, body.recipient, year, day);
        }
        _ => {}
    }
}

fn decree_of<'a>(judge: &Judge<'a>, row: DesignationRef) -> Option<&'a Decree> {
    let row = judge.state.decree.designations.get(&row.0)?;
    judge.state.decree.decrees.get(&row.decree)
}

/// A programme that excludes the decree's may have begun to pay since the decree.
fn credited(judge: &mut Judge<'_>, payment: PaymentRef, day: Date) {
    let Some(payment) = judge.state.payment.payments.get(&payment.0) else { return };
    let decree = payment.designation.and_then(|row| decree_of(judge, DesignationRef(row)));
    let Some(recipient) = payment.recipient else { return };
    flag_decreed(judge, decree, recipient, Some(day));
}

/// On the day of the decree's signature, where no other is given.
fn flag_decreed(
    judge: &mut Judge<'_>,
    decree: Option<&Decree>,
    recipient: RecipientId,
    day: Option<Date>,
) {
    let Some(decree) = decree else { return };
    let day = day.unwrap_or(decree.signed_on);
    flag(judge, &decree.programme, recipient, decree.fiscal_year, day);
}

/// Flags a recipient of a programme who has aid of one that excludes it.
fn flag(
    judge: &mut Judge<'_>,
    programme: &Code,
    recipient: RecipientId,
    year: FiscalYear,
    day: Date,
) {
    let other = judge.state.excluded_aid(programme, recipient, year, day);
    judge.flag_if(other.is_some(), &EXCLUDED, || {
        let found = other.as_ref().map_or("", |aid| aid.programme.as_str());
        let expected = format_args!("no programme that excludes {programme}").to_string();
        Figures::expected("recipient", expected, found)
            .by(other.as_ref().map_or(0, |aid| aid.event))
    });
}
