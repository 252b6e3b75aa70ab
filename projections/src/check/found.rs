//! Making findings: where they belong in totals is asked of the state, once, here.

use jejak_events::Tag;
use jejak_events::codes::Region;
use jejak_events::field::Object;
use jejak_events::text::Code;

use super::{Found, Outcome, Told};
use crate::decree::Designation;
use crate::payment::Payment;
use crate::said::Said;
use crate::state::State;

impl Found {
    /// A finding about an object, proven by these events, in any order.
    pub fn about(
        object: Object,
        seq: u64,
        evidence: impl IntoIterator<Item = u64>,
        what: Said,
    ) -> Found {
        Found::on(Tag::Object(object, seq), evidence, what)
    }

    /// A finding about anything that has a trail.
    pub fn on(subject: Tag, evidence: impl IntoIterator<Item = u64>, what: Said) -> Found {
        let mut evidence: Vec<u64> = evidence.into_iter().collect();
        evidence.sort_unstable();
        evidence.dedup();
        Found {
            subject,
            evidence,
            at_risk: 0,
            region: None,
            programme: None,
            source: None,
            what: Told(what),
        }
    }

    /// With these sen at risk; a sum beyond what a number holds is as much as it holds.
    #[must_use]
    pub fn risking(mut self, sen: impl Into<i128>) -> Found {
        let sen = sen.into();
        self.at_risk = i64::try_from(sen).unwrap_or(if sen < 0 { i64::MIN } else { i64::MAX });
        self
    }

    /// In a region: totals are by kabupaten or kota where it lies in one.
    #[must_use]
    pub fn within(mut self, region: Region) -> Found {
        self.region = Some(region.regency().unwrap_or(region));
        self
    }

    /// Of a programme.
    #[must_use]
    pub fn of_programme(mut self, programme: Code) -> Found {
        self.programme = Some(programme);
        self
    }

    /// Of a line: its source, and its programme and region where nothing nearer is known.
    #[must_use]
    pub fn of_line(mut self, state: &State, line: u64) -> Found {
        let Some(line) = state.budget.lines.get(&line) else { return self };
        self.source = Some(line.source);
        self.programme = self.programme.or_else(|| Some(line.programme.clone()));
        match self.region {
            Some(_) => self,
            None => self.within(line.region),
        }
    }

    /// Of a row of a decree: its region, the decree's programme, its line's source.
    #[must_use]
    pub fn of_row(mut self, state: &State, row: &Designation) -> Found {
        let decree = state.decree.decrees.get(&row.decree);
        self.programme = decree.map(|decree| decree.programme.clone());
        self.within(row.region).of_line(state, row.line)
    }

    /// Of a payment: its row's place, or its line's.
    #[must_use]
    pub fn of_payment(self, state: &State, payment: &Payment) -> Found {
        let row = payment.designation.and_then(|seq| state.decree.designations.get(&seq));
        match row {
            Some(row) => self.of_row(state, row),
            None => self.of_line(state, payment.line),
        }
    }
}

impl Outcome {
    /// What was found, beside what could not be decided where that is more than nothing.
    pub fn beside(undecided: u64, found: Vec<Found>, why: impl FnOnce(u64) -> Said) -> Outcome {
        match undecided {
            0 => Outcome::Found(found),
            count => Outcome::NotDecidable(why(count), found),
        }
    }
}
