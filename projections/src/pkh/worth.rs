//! What a family's components are worth for a stage: the best up to the limit, each at its yearly
//! rate divided by the stages of a year.

use jejak_events::date::Date;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{Parameter, PkhComponentKind};

use crate::central::Period;
use crate::pkh::Component;
use crate::state::State;

/// What a family's components are worth for a stage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worth {
    /// Number of components that count.
    pub components: u8,
    /// Sen for the stage.
    pub sen: i64,
    /// The first component of the family that is over by age or school, if one is.
    pub expired: Option<u64>,
    /// The first component whose commitment was not kept, if one was not.
    pub broken: Option<u64>,
}

/// The parameter that holds the yearly rate of a component.
pub const fn rate_of(kind: PkhComponentKind) -> Parameter {
    match kind {
        PkhComponentKind::Pregnancy => Parameter::PkhPregnancyRate,
        PkhComponentKind::EarlyChildhood => Parameter::PkhEarlyChildhoodRate,
        PkhComponentKind::Primary => Parameter::PkhPrimaryRate,
        PkhComponentKind::JuniorSecondary => Parameter::PkhJuniorRate,
        PkhComponentKind::SeniorSecondary => Parameter::PkhSeniorRate,
        PkhComponentKind::SevereDisability => Parameter::PkhDisabilityRate,
        PkhComponentKind::Elderly => Parameter::PkhElderlyRate,
        PkhComponentKind::RightsVictim => Parameter::PkhRightsVictimRate,
    }
}

impl State {
    /// What a family's components are worth for a stage, by the parameters in force on its first
    /// day; the error is the parameter that is not enacted. A component counts unless its
    /// commitment was found broken for the stage; a yearly rate is divided, and rounded down to
    /// whole rupiah.
    pub fn worth(
        &self,
        family: RecipientId,
        (seq, period): (u64, &Period),
    ) -> Result<Worth, Parameter> {
        let (first, last) = (period.first.first_day(), period.last.last_day());
        let mut worth = Worth::default();
        let mut rates = Vec::new();
        for (of, component) in self.pkh.of_family(family) {
            if component.programme != period.programme {
                continue;
            }
            let kept = self.pkh.verified.get(&(of, seq)) != Some(&false);
            let counts = component.counts_within(first, last);
            if counts && kept {
                rates.push(self.stage_rate(component, first)?);
            } else if counts {
                worth.broken = worth.broken.or(Some(of));
            } else if component.from <= last {
                worth.expired = worth.expired.or(Some(of));
            }
        }
        let most = self.number(Parameter::PkhComponentsMax, period, first)?;
        rates.sort_unstable_by(|a, b| b.cmp(a));
        rates.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        worth.components = u8::try_from(rates.len()).unwrap_or(u8::MAX);
        worth.sen = rates.iter().fold(0i64, |sum, sen| sum.saturating_add(*sen));
        Ok(worth)
    }

    /// Sen of a component for one stage.
    fn stage_rate(&self, component: &Component, on: Date) -> Result<i64, Parameter> {
        const SEN: i64 = 100;
        let (parameter, stages) = (rate_of(component.kind), Parameter::PkhStages);
        let in_force = |what| self.reference.in_force(what, &component.code, on);
        let yearly = in_force(parameter).and_then(|rule| rule.amount).ok_or(parameter)?;
        let count = in_force(stages).and_then(|rule| rule.value).filter(|count| *count > 0);
        let rupiah = yearly.sen() / SEN / i64::from(count.ok_or(stages)?);
        Ok(rupiah.saturating_mul(SEN))
    }

    fn number(&self, what: Parameter, period: &Period, on: Date) -> Result<u32, Parameter> {
        let rule = self.reference.in_force(what, &period.code, on);
        rule.and_then(|rule| rule.value).ok_or(what)
    }
}
