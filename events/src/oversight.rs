//! Who looked, signed in, was refused, took something out or administered. These kinds stand in the
//! second ledger alone, whose head is recorded in the main one every day.
//!
//! An account is named by the number of the event that opened it in the main ledger: the second one
//! has no accounts of people. Nothing here is personal, and no word is free: what somebody typed to
//! sign in is never kept.

use crate::date::Timestamp;
use crate::event::events;
use crate::ids::*;
use crate::money::Rupiah;
use crate::text::{Code, Text};
use crate::vocabulary::*;

events! {
    /// An account signed in.
    SignedIn("Masuk", "Signed in") {
        /// Account, by the event of the main ledger that opened it.
        account: u64,
        /// How it proved to be who it is.
        means: Authentication,
    }

    /// An attempt to sign in failed. What was typed is never kept.
    SignInFailed("Gagal masuk", "Sign-in failed") {
        /// Account that was tried, where there is one of that name.
        account: Option<u64>,
        /// How it was tried.
        means: Authentication,
        /// Why it failed.
        fault: SignInFault,
    }

    /// A session of an account ended.
    SignedOut("Keluar", "Signed out") {
        /// Account, by the event of the main ledger that opened it.
        account: u64,
        /// Why it ended.
        cause: SignOutCause,
    }

    /// A token was issued, by which a machine acts as an account. The token itself is never kept.
    TokenIssued("Token diterbitkan", "Token issued") {
        /// Account that issued it.
        account: u64,
        /// Account as which it acts.
        bearer: u64,
        /// Its random id; another number than the token.
        token: Token,
        /// When it ends by itself, if ever.
        until: Option<Timestamp>,
    }

    /// A token is good no more.
    TokenRevoked("Token dicabut", "Token revoked") {
        /// Account that revoked it.
        account: u64,
        /// Its random id.
        token: Token,
    }

    /// A person's data was about to be shown, unmasked. Recorded before it was.
    PersonRevealed("Data pribadi dibuka", "Person revealed") {
        /// Account that looked.
        account: u64,
        /// The person.
        recipient: RecipientId,
        /// What for, in one word, such as `VERIFIKASI`.
        purpose: Code,
        /// Number of the case or letter; public, never a name.
        case: Text,
        /// What was shown, each once, in the order of the list.
        fields: Vec<RevealedField>,
    }

    /// Something was proposed to the main ledger, and a rule refused it. Of the drafts nothing is
    /// kept but the figures that decided.
    AttemptRefused("Percobaan ditolak", "Attempt refused") {
        /// Account that proposed.
        account: u64,
        /// Code of the rule.
        rule: Code,
        /// Index of the draft within the request.
        draft: u32,
        /// Field concerned.
        field: Option<Text>,
        /// What would have been accepted, as the rule says it.
        expected: Option<Text>,
        /// What was there, as the rule says it; nothing where that cannot stand in a ledger.
        found: Option<Text>,
        /// Amount asked for.
        asked: Option<Rupiah>,
        /// Amount that was there to take.
        available: Option<Rupiah>,
        /// Budget line concerned, by the event of the main ledger that opened it.
        line: Option<u64>,
        /// Earlier event of the main ledger that decided.
        event: Option<u64>,
    }

    /// Something was taken out of the main ledger, as a file or for another program.
    ExportMade("Ekspor dibuat", "Export made") {
        /// Account that took it.
        account: u64,
        /// Name of the report or table.
        what: Text,
        /// Format, such as `CSV`.
        format: Code,
        /// Number of events in the main ledger when it was made.
        size: u64,
        /// Number of rows; of events, where those are taken as they are.
        rows: u64,
        /// Whether people are named in it.
        named: bool,
    }

    /// Somebody administered the ledger or its machine.
    AdministrationDone("Tindakan administrasi", "Administration done") {
        /// Account that did it.
        account: u64,
        /// What was done.
        act: AdministrativeAct,
        /// Account to which it was done, where it was one.
        subject: Option<u64>,
    }

    /// The vault was opened with its key.
    VaultAccessed("Brankas dibuka", "Vault accessed") {
        /// Account that opened it.
        account: u64,
        /// What for.
        usage: VaultUse,
    }
}
