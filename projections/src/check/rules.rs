//! Rule parameters as they were known when something was recorded, or as they are known now.

use jejak_events::Date;
use jejak_events::text::Code;
use jejak_events::vocabulary::Parameter;

use crate::reference::{Enactment, Reference};

/// Which knowledge of the rules decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Known {
    /// What had been enacted when the fact was recorded.
    Then,
    /// What has been enacted by now, for the same day.
    Now,
}

/// The parameters of rules under one knowledge.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    reference: &'a Reference,
    known: Known,
}

impl<'a> Rules<'a> {
    /// The rules of a state.
    pub fn new(reference: &'a Reference, known: Known) -> Rules<'a> {
        Rules { reference, known }
    }

    /// Which knowledge decides.
    pub fn known(&self) -> Known {
        self.known
    }

    /// The enactment that decides about a fact of day `on` that was recorded as event `seq`: the
    /// programme's own before the general one.
    pub fn enacted(
        &self,
        what: Parameter,
        programme: Option<&Code>,
        on: Date,
        seq: u64,
    ) -> Option<&'a Enactment> {
        let known = |rule: &&Enactment| match self.known {
            Known::Then => rule.seq < seq,
            Known::Now => true,
        };
        let holds = |rule: &&Enactment| rule.from <= on && rule.until.is_none_or(|it| on <= it);
        let of = |programme: Option<Code>| {
            let history = self.reference.parameters.get(&(what, programme))?;
            history.iter().rev().find(|rule| known(rule) && holds(rule))
        };
        programme.and_then(|code| of(Some(code.clone()))).or_else(|| of(None))
    }

    /// The number that decides, where one is enacted.
    pub fn number(
        &self,
        what: Parameter,
        programme: Option<&Code>,
        on: Date,
        seq: u64,
    ) -> Option<i64> {
        self.enacted(what, programme, on, seq)?.value.map(i64::from)
    }

    /// The amount in sen that decides, where one is enacted.
    pub fn sen(
        &self,
        what: Parameter,
        programme: Option<&Code>,
        on: Date,
        seq: u64,
    ) -> Option<i64> {
        self.enacted(what, programme, on, seq)?.amount.map(jejak_events::Rupiah::sen)
    }
}
