//! Who may record and sign: accounts, roles, officials, keys.

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::envelope::{ActorSignature, Nonce};
use jejak_events::ids::{Bytes32, PersonId};
use jejak_events::vocabulary::{Capacity, Office, Role};
use jejak_events::{Event, Recorded};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// An account.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Account {
    /// The person who answers for it.
    pub person: PersonId,
    /// Whether it was closed.
    pub closed: bool,
}

/// A role granted to an account.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Grant {
    /// The account.
    pub account: u64,
    /// The role.
    pub role: Role,
    /// For which organisation, by the event that registered it; none for all.
    pub organisation: Option<u64>,
    /// For which region; none for all.
    pub region: Option<Region>,
    /// First day.
    pub from: Date,
    /// Last day, where one was named.
    pub until: Option<Date>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

impl Grant {
    /// Whether it holds on a day: not withdrawn, and the day lies between its first and last.
    pub fn covers(&self, day: Date) -> bool {
        !self.withdrawn && self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// An appointment to an office.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Appointment {
    /// The person.
    pub person: PersonId,
    /// The office.
    pub office: Office,
    /// The organisation.
    pub organisation: u64,
    /// The capacity.
    pub capacity: Capacity,
    /// First day.
    pub from: Date,
    /// Last day, once known.
    pub until: Option<Date>,
}

impl Appointment {
    /// Whether it covers a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A registered signing key.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct ActorKey {
    /// The person.
    pub person: PersonId,
    /// The public key.
    pub key: Bytes32,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Access {
    /// Accounts by sequence number.
    pub accounts: Rows<Account>,
    /// Grants by sequence number.
    pub grants: Rows<Grant>,
    /// Appointments by sequence number.
    pub appointments: Rows<Appointment>,
    /// Appointments to an office of an organisation.
    pub offices: Table<(u64, Office), Vec<u64>>,
    /// Signing keys by sequence number.
    pub keys: Rows<ActorKey>,
    /// Nonces that each signing key has used, and the event that did.
    pub nonces: Table<(u64, Nonce), u64>,
}

tables!(Access { accounts, grants, appointments, offices, keys, nonces });

impl Access {
    /// Notes that a signature was used.
    pub(crate) fn use_signature(&mut self, signature: &ActorSignature, seq: u64) {
        self.nonces.insert((signature.key.0, signature.nonce), seq);
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let access = &mut state.access;
    match &fact.event {
        Event::AccountOpened(body) => {
            access.accounts.insert(fact.seq, Account { person: body.person, closed: false });
        }
        Event::AccountClosed(body) => {
            if let Some(account) = access.accounts.edit(&body.account.0) {
                account.closed = true;
            }
        }
        Event::RoleGranted(body) => access.grants.insert(
            fact.seq,
            Grant {
                account: body.account.0,
                role: body.role,
                organisation: body.organisation.map(|organisation| organisation.0),
                region: body.region,
                from: body.from,
                until: body.until,
                withdrawn: false,
            },
        ),
        Event::RoleWithdrawn(body) => {
            if let Some(grant) = access.grants.edit(&body.grant.0) {
                grant.withdrawn = true;
            }
        }
        Event::OfficialAppointed(body) => {
            let organisation = body.organisation.0;
            access.offices.edit_or_default(&(organisation, body.office)).push(fact.seq);
            access.appointments.insert(
                fact.seq,
                Appointment {
                    person: body.person,
                    office: body.office,
                    organisation,
                    capacity: body.capacity,
                    from: body.from,
                    until: body.until,
                },
            );
        }
        Event::OfficialReleased(body) => {
            if let Some(appointment) = access.appointments.edit(&body.appointment.0) {
                appointment.until = Some(body.until);
            }
        }
        Event::ActorKeyRegistered(body) => access
            .keys
            .insert(fact.seq, ActorKey { person: body.person, key: body.key, revoked: false }),
        Event::ActorKeyRevoked(body) => {
            if let Some(key) = access.keys.edit(&body.key.0) {
                key.revoked = true;
            }
        }
        _ => {}
    }
}
