//! Personal data, as far as the chain may know of it: which vault holds it, what was found out
//! about an identity, what was withheld, held or destroyed. The data itself is never here.

use crate::event::events;
use crate::ids::*;
use crate::text::Text;
use crate::vocabulary::*;

events! {
    /// From here on, recipients' ids are those that this vault draws.
    VaultBound("Brankas data pribadi ditautkan", "Vault bound") {
        /// BLAKE3(32-byte salt || the vault's random id); the salt lies in the vault.
        vault: Bytes32,
    }

    /// What the vault found out about a recipient's identity: derived facts alone. The latest one
    /// counts; a NIK that is corrected or matched with the civil registry is assessed anew.
    IdentityAssessed("Identitas dinilai", "Identity assessed") {
        /// The recipient.
        recipient: RecipientId,
        /// How sure the identity is.
        identity: IdentityKind,
        /// Highest level that the NIK reached, all lower ones included.
        level: NikLevel,
        /// What is wrong with the NIK, where something is.
        fault: NikFault,
    }

    /// A recipient stands on a match list: civil servants, staff. Deaths are a change of status.
    RecipientMatched("Penerima ada di daftar padan", "Recipient matched") {
        /// The recipient.
        recipient: RecipientId,
        /// The list, as it was imported.
        data: ExternalDataRef,
    }

    /// A recipient's personal data must not be destroyed while a case needs it.
    RecipientHoldSet("Penahanan hukum dipasang", "Legal hold set") {
        /// The recipient.
        recipient: RecipientId,
        /// Number of the case; public, never a name.
        case: Text,
    }

    /// A case needs the recipient's personal data no longer.
    RecipientHoldLifted("Penahanan hukum dicabut", "Legal hold lifted") {
        /// The recipient.
        recipient: RecipientId,
        /// Number of the case.
        case: Text,
    }

    /// A recipient's personal data is kept, but not to be read (UU 27/2022 ps. 41).
    RecipientRestricted("Pembatasan dipasang", "Recipient restricted") {
        /// The recipient.
        recipient: RecipientId,
        /// Number of the request or case; public, never a name.
        case: Text,
    }

    /// A recipient's personal data may be read again, as far as this case goes.
    RecipientUnrestricted("Pembatasan dicabut", "Recipient unrestricted") {
        /// The recipient.
        recipient: RecipientId,
        /// Number of the request or case.
        case: Text,
    }

    /// The vault destroyed key, mapping, ciphertext and salts of a recipient. The id stays.
    RecipientErased("Data penerima dimusnahkan", "Recipient erased") {
        /// The recipient.
        recipient: RecipientId,
        /// Why it was lawful.
        ground: ErasureGround,
        /// Law, decision or letter that it stands on.
        basis: Text,
    }

    /// Somebody asked that a recipient's data be destroyed. Another person decides.
    RecipientErasureRequested("Pemusnahan data penerima diminta", "Erasure of a recipient requested") {
        /// The recipient.
        recipient: RecipientId,
        /// Why it would be lawful.
        ground: ErasureGround,
        /// Law, decision or letter that it would stand on.
        basis: Text,
    }

    /// A request to destroy a recipient's data was withdrawn, or was not granted.
    RecipientErasureWithdrawn("Permintaan pemusnahan dicabut", "Request for erasure withdrawn") {
        /// The recipient.
        recipient: RecipientId,
    }
}
