//! Who may record and who may sign: accounts, roles, officials, keys. Segregation of duties is
//! decided from these events alone.

use crate::codes::Region;
use crate::date::Date;
use crate::event::events;
use crate::ids::*;
use crate::text::Text;
use crate::vocabulary::*;

events! {
    /// A person (or a machine on a person's answer) can record from here on.
    AccountOpened("Akun dibuka", "Account opened", creates Account) {
        /// The person who answers for the account.
        person: PersonId,
        /// Organisation of that person.
        organisation: Option<OrganisationRef>,
    }

    /// The account records no more.
    AccountClosed("Akun ditutup", "Account closed") {
        /// The account.
        account: AccountRef,
        /// Why.
        reason: Reason,
    }

    /// An account gets a role, where, and for how long.
    RoleGranted("Peran diberikan", "Role granted", creates Grant) {
        /// The account.
        account: AccountRef,
        /// What it may do.
        role: Role,
        /// For which organisation; absent means all.
        organisation: Option<OrganisationRef>,
        /// For which region; absent means all.
        region: Option<Region>,
        /// First day.
        from: Date,
        /// Last day; absent means until withdrawn.
        until: Option<Date>,
    }

    /// A role is taken back.
    RoleWithdrawn("Peran dicabut", "Role withdrawn") {
        /// The grant.
        grant: GrantRef,
        /// Why.
        reason: Reason,
    }

    /// A person holds an office from a day on. A Plh may overlap the definitive holder; two
    /// definitive holders of one exclusive office may not.
    OfficialAppointed("Pejabat ditunjuk", "Official appointed", creates Appointment; planning) {
        /// The person.
        person: PersonId,
        /// The office.
        office: Office,
        /// The organisation.
        organisation: OrganisationRef,
        /// In what capacity.
        capacity: Capacity,
        /// First day.
        from: Date,
        /// Last day; absent means until released.
        until: Option<Date>,
        /// Number of the decree of appointment.
        basis: Text,
    }

    /// A person holds the office no longer.
    OfficialReleased("Pejabat diberhentikan", "Official released"; planning) {
        /// The appointment.
        appointment: AppointmentRef,
        /// Last day in office.
        until: Date,
        /// Number of the decree.
        basis: Text,
    }

    /// A person's Ed25519 key may sign drafts from here on.
    ActorKeyRegistered("Kunci pejabat didaftarkan", "Actor key registered", creates ActorKey) {
        /// The person.
        person: PersonId,
        /// Public key.
        key: Bytes32,
    }

    /// A person's key must not be trusted after this event.
    ActorKeyRevoked("Kunci pejabat dicabut", "Actor key revoked") {
        /// The key.
        key: ActorKeyRef,
        /// Why.
        reason: Reason,
    }
}
