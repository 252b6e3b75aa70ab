//! Payment files: the instructions of a closed list as the bank or post asks for them.
//!
//! ```text
//! layout -> which columns, in which order, written how (layout)
//! orders -> what is instructed, from the ledger alone (orders)
//! write  -> who is paid on which account, from the vault; every payment that cannot be (write)
//! ```
//!
//! What the bank answers comes back as a file in
//! ([`crate::exchange::inbound::profiles`], `bank-answer`), matched by the payment's id.
//!
//! Not here: recording that a file was made, and where it is put.

use jejak_events::vocabulary::RevealedField;

mod layout;
mod orders;
mod write;

pub use layout::{BUILT_IN, Field, Layout, LayoutError, Money};
pub use orders::{Order, id_of, orders, seq_of_id};
pub use write::{PayFile, PayFileError, Unpayable, write};

/// What a file of a layout tells of the people in it, in the order of the list of such fields.
pub fn revealed(layout: &Layout) -> Vec<RevealedField> {
    let told = [
        (Field::Nik, RevealedField::Nik),
        (Field::Name, RevealedField::Name),
        (Field::Address, RevealedField::Address),
        (Field::Account, RevealedField::BankAccount),
    ];
    // A payment is to somebody: where a layout names nobody, that is still looked up.
    let shown: Vec<RevealedField> =
        told.into_iter().filter(|(field, _)| layout.has(*field)).map(|(_, shown)| shown).collect();
    if shown.is_empty() { vec![RevealedField::BankAccount] } else { shown }
}
