//! What an account may do on a day: its grants in force, limited by region and organisation.
//!
//! The grants are events of the chain. How somebody proved who they are comes in from outside, and
//! only takes away.

use jejak_events::codes::Region;
use jejak_events::ids::AccountRef;
use jejak_events::vocabulary::Role;
use jejak_events::{Date, Event};
use jejak_projections::State;
use jejak_projections::access::Grant;
use jejak_projections::place::Place;

use super::denied::{Denied, Reason, What};
use super::policy::{self, Act, OF_ONE_AGENCY, SECOND_FACTOR};
use super::{Known, Scope};

/// What an account may do on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    open: bool,
    /// The operator at the machine, whom no table can limit.
    local: bool,
    /// Whether a second factor was given.
    proven: bool,
    scope: Scope,
    grants: Vec<Grant>,
}

/// Where an account may do something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Everywhere.
    Everywhere,
    /// In these regions and what lies in them.
    Within(Vec<Region>),
}

impl Standing {
    /// The grants of an account that hold on a day, as if it had proven itself in full.
    pub fn of(state: &State, account: AccountRef, day: Date) -> Standing {
        let access = &state.access;
        let open = access.accounts.get(&account.0).is_some_and(|account| !account.closed);
        let held = access.grants.iter().map(|(_, grant)| grant);
        let held = held.filter(|grant| open && grant.account == account.0 && grant.covers(day));
        let grants = held.cloned().collect();
        Standing { open, local: false, proven: true, scope: Scope::Whole, grants }
    }

    /// What somebody may who signed in or showed a token. A password alone, and a machine, count
    /// for nothing that needs a second factor.
    pub fn of_known(state: &State, known: &Known, day: Date) -> Standing {
        Standing::of(state, known.account, day).shown_by(known)
    }

    /// What is left of it for somebody who proved to be this account in this way.
    #[must_use]
    pub fn shown_by(self, known: &Known) -> Standing {
        Standing { proven: known.proven, scope: known.scope.clone(), ..self }
    }

    /// The operator at the machine, who can write the ledger's files anyway.
    pub fn local() -> Standing {
        let (open, local, proven) = (true, true, true);
        Standing { open, local, proven, scope: Scope::Whole, grants: Vec::new() }
    }

    /// The roles that hold, each once, in the order of the table.
    pub fn roles(&self) -> Vec<Role> {
        let held = |role: &Role| self.grants.iter().any(|grant| grant.role == *role);
        Role::ALL.iter().copied().filter(held).collect()
    }

    /// Whether one of its roles counts only after a second factor, which was not given.
    pub fn wants_second_factor(&self) -> bool {
        !self.proven && self.grants.iter().any(|grant| SECOND_FACTOR.contains(&grant.role))
    }

    /// Whether it may do what is not an event.
    pub fn may(&self, act: Act) -> Result<(), Denied> {
        let covered = self.scope.covers(act);
        self.able(What::Act(act), covered, act.roles()).map(|_| ())
    }

    /// Where it may do what is not an event.
    pub fn reach(&self, act: Act) -> Result<Reach, Denied> {
        let able = self.able(What::Act(act), self.scope.covers(act), act.roles())?;
        if self.local || able.iter().any(|grant| grant.region.is_none()) {
            return Ok(Reach::Everywhere);
        }
        let mut regions: Vec<Region> = able.iter().filter_map(|grant| grant.region).collect();
        regions.sort_unstable();
        regions.dedup();
        Ok(Reach::Within(regions))
    }

    /// Whether it may record an event that happens at a place (`State::place_of`). One grant must
    /// cover all of it.
    pub fn may_record(&self, event: &Event, place: &Place) -> Result<(), Denied> {
        let kind = event.kind();
        let what = What::Record(kind);
        let able = self.able(what, self.scope.covers_kind(kind), policy::recorders(kind))?;
        if self.local {
            return Ok(());
        }
        let near: Vec<&Grant> = able.into_iter().filter(|grant| lies_in(grant, place)).collect();
        let outside = |reason| Denied::new(what, reason, policy::recorders(kind));
        if near.is_empty() {
            return Err(outside(match place.regions.first() {
                Some(region) => Reason::OutsideRegion(*region),
                None => Reason::EveryRegion,
            }));
        }
        if near.iter().any(|grant| spends_own(grant, place)) {
            return Ok(());
        }
        Err(outside(Reason::OutsideOrganisation(place.organisations.clone())))
    }

    /// The grants whose roles may, or why there is none.
    fn able(
        &self,
        what: What,
        covered: bool,
        roles: &'static [Role],
    ) -> Result<Vec<&Grant>, Denied> {
        let denied = |reason| Err(Denied::new(what, reason, roles));
        if self.local {
            return Ok(Vec::new());
        }
        if !self.open {
            return denied(Reason::NoAccount);
        }
        if !covered {
            return denied(Reason::OutsideScope);
        }
        let held: Vec<&Grant> =
            self.grants.iter().filter(|grant| roles.contains(&grant.role)).collect();
        if held.is_empty() {
            return denied(Reason::NoRole);
        }
        let counts = |grant: &&Grant| self.proven || !SECOND_FACTOR.contains(&grant.role);
        let able: Vec<&Grant> = held.into_iter().filter(counts).collect();
        if able.is_empty() { denied(Reason::SecondFactor) } else { Ok(able) }
    }
}

/// An event that names no region concerns every region; one that refers to its own batch lies
/// where the others lie, which are asked too.
fn lies_in(grant: &Grant, place: &Place) -> bool {
    grant.region.is_none_or(|region| match place.regions.as_slice() {
        [] => place.with_others,
        regions => regions.iter().all(|inner| region.contains(*inner)),
    })
}

/// Whether the budget lines are all of the grant's organisation, where its role is of one agency.
fn spends_own(grant: &Grant, place: &Place) -> bool {
    let limit = grant.organisation.filter(|_| OF_ONE_AGENCY.contains(&grant.role));
    limit.is_none_or(|own| place.organisations.iter().all(|organisation| *organisation == own))
}
