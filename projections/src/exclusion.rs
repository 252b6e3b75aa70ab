//! What a recipient has of a programme that excludes another one (A05): by a decree, from a ministry,
//! in a group. It looks into all of them, and belongs to none.

use jejak_events::date::{Date, FiscalYear};
use jejak_events::ids::RecipientId;
use jejak_events::text::Code;
use jejak_events::vocabulary::ExclusionSpan;

use crate::state::State;

/// Aid that somebody has of a programme that excludes another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcludedAid<'a> {
    /// The other programme.
    pub programme: &'a Code,
    /// The event that shows the aid, or the exclusion where only a count is kept.
    pub event: u64,
}

impl State {
    /// The first aid of an excluding programme that a recipient, or its household, has when it is
    /// to get aid of `programme` in a year.
    pub fn excluded_aid<'a>(
        &'a self,
        programme: &'a Code,
        recipient: RecipientId,
        year: FiscalYear,
        day: Date,
    ) -> Option<ExcludedAid<'a>> {
        let mut exclusions = self.reference.exclusions_of(programme, day);
        exclusions.find_map(|(other, exclusion)| {
            let index = self.reference.programmes.get(other)?.index;
            let ever = exclusion.span == ExclusionSpan::Ever;
            let event = self
                .decreed(index, recipient, year, ever, exclusion.seq)
                .or_else(|| self.centrally_credited(index, recipient, year, ever))
                .or_else(|| self.in_group_of(other, recipient, ever))?;
            Some(ExcludedAid { programme: other, event })
        })
    }

    /// Whether a decree of the programme designated somebody in the year, also the household; with
    /// `ever`, whether aid of any year arrived. The event that brought aid, where it is known, else
    /// `otherwise`.
    fn decreed(
        &self,
        programme: u16,
        recipient: RecipientId,
        year: FiscalYear,
        ever: bool,
        otherwise: u64,
    ) -> Option<u64> {
        let one = self.proposal.one(recipient);
        let received = self.decree.received.get(&(programme, one)).map(|(_, event)| *event);
        if ever && received.is_some() {
            return received;
        }
        let times = self.decree.times.get(&(programme, year, one)).copied().unwrap_or(0);
        let household = self.proposal.recipients.get(&recipient).and_then(|it| it.household);
        let shared =
            household.is_some_and(|home| self.decree.households.contains(&(programme, year, home)));
        (times > 0 || shared).then_some(received.unwrap_or(otherwise))
    }

    /// A credit of the ministry for the programme that was not cancelled: of the year, or `ever`.
    fn centrally_credited(
        &self,
        programme: u16,
        recipient: RecipientId,
        year: FiscalYear,
        ever: bool,
    ) -> Option<u64> {
        let periods = self.central.periods.iter();
        let mut periods = periods.filter(|(_, period)| {
            period.programme == programme && (ever || period.fiscal_year == year)
        });
        periods.find_map(|(period, _)| {
            let mut ids = self.proposal.ids_of(recipient);
            ids.find_map(|id| self.central.standing.get(&(period, id))?.first().copied())
        })
    }

    /// A group of the programme with a grant, to which somebody belongs or, with `ever`, belonged.
    fn in_group_of(&self, programme: &Code, recipient: RecipientId, ever: bool) -> Option<u64> {
        let mut ids = self.proposal.ids_of(recipient);
        ids.find_map(|id| {
            let groups = self.kube.of_member.get(&id)?;
            groups.iter().copied().find(|seq| {
                self.kube.groups.get(seq).is_some_and(|group| {
                    let counts = ever || group.members.contains(&id);
                    group.programme == *programme && !group.grants.is_empty() && counts
                })
            })
        })
    }
}
