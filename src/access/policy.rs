//! The permission table: which role may record which kind, and do what else. `docs/ROLES.md` is
//! written from it.
//!
//! Pure: no account, no day, no region. Those are `Standing`'s. Whether two acts of one case may be
//! one *person's* is decided by the rules of the ledger from the chain, not here.

mod acts;
mod kinds;
#[cfg(test)]
mod page;

pub use acts::Act;
pub use kinds::recorders;

use jejak_events::Kind;
use jejak_events::vocabulary::Role;

/// Roles that approve or move money, or open and destroy personal data: they count only for those
/// who proved themselves by a second factor.
pub const SECOND_FACTOR: &[Role] = &[
    Role::Treasurer,
    Role::PpkSkpd,
    Role::BudgetUser,
    Role::Governor,
    Role::RegionalTreasury,
    Role::DataProtection,
];

/// Roles of an agency, which spend its own budget lines alone. The organisation in a grant of any
/// other role says where its holder sits: a regional treasury pays for every agency.
pub const OF_ONE_AGENCY: &[Role] = &[Role::Pptk, Role::Treasurer, Role::PpkSkpd, Role::BudgetUser];

/// Whether a role may record a kind.
pub fn may_record(role: Role, kind: Kind) -> bool {
    recorders(kind).contains(&role)
}
