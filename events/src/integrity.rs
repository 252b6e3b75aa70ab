//! The ledger about itself: its creation, rulesets, keys, checkpoints, clock.

use crate::date::{Timestamp, ZoneId};
use crate::event::events;
use crate::ids::Bytes32;
use crate::text::Text;

events! {
    /// Entry 0: the ledger's identity. The format version stands in the header of every entry.
    LedgerCreated("Buku dibuka", "Ledger created") {
        /// 32 random bytes that no other ledger has.
        ledger_id: Bytes32,
        /// Origin line of this ledger's checkpoints, such as `dinsos.example/jejak`.
        origin: Text,
        /// The civil zone in which the dates of this ledger are meant.
        zone: ZoneId,
        /// Ed25519 public keys that sign its checkpoints.
        checkpoint_keys: Vec<Bytes32>,
        /// Ruleset in force from here on.
        ruleset: u16,
        /// When it was created, by the creator's clock.
        created_at: Timestamp,
    }

    /// From the next event on, rules are those of this ruleset.
    RulesetAdopted("Perangkat aturan diberlakukan", "Ruleset adopted") {
        /// Number of the ruleset; rulesets only move forward.
        version: u16,
    }

    /// A checkpoint was signed: size, hashes and state root that anyone can recompute.
    CheckpointIssued("Titik periksa diterbitkan", "Checkpoint issued") {
        /// Number of entries that it covers; a recent batch end.
        size: u64,
        /// Chain hash of its last entry.
        chain_head: Bytes32,
        /// RFC 6962 root of its entries.
        tree_root: Bytes32,
        /// Root over the balances and object states at that size.
        state_root: Bytes32,
        /// Public key that signed it.
        key: Bytes32,
    }

    /// A key may sign checkpoints from here on.
    CheckpointKeyAdded("Kunci titik periksa ditambahkan", "Checkpoint key added") {
        /// Ed25519 public key.
        key: Bytes32,
    }

    /// A key must not sign checkpoints any more.
    CheckpointKeyRetired("Kunci titik periksa dipensiunkan", "Checkpoint key retired") {
        /// Ed25519 public key.
        key: Bytes32,
    }

    /// Writing went on after a start gap or a clock jump that needed a person's consent.
    ClockGapAccepted("Lompatan jam diterima", "Clock gap accepted") {
        /// Time of the last entry before the gap.
        last_recorded_at: Timestamp,
        /// Time of the clock that was accepted.
        accepted: Timestamp,
    }

    /// How far the second ledger had got, which says who looked, signed in, was refused, took
    /// something out or administered. Recorded daily: whatever was in it then stays in it.
    SecondLedgerHead("Kepala buku kedua", "Head of the second ledger") {
        /// Number of its entries.
        size: u64,
        /// Chain hash of its last entry.
        chain_hash: Bytes32,
        /// RFC 6962 root of its entries.
        tree_root: Bytes32,
    }

    /// The ledger goes on under another origin and key, from a backup that does not hold everything
    /// that was signed under the old ones: what was lost is not said to have never been.
    LedgerContinued("Buku diteruskan dengan nama asal baru", "Ledger continued under a new origin") {
        /// Origin line of its checkpoints from here on.
        origin: Text,
        /// Ed25519 public key that alone signs them.
        key: Bytes32,
        /// Size of the largest checkpoint that is known under the origins before, if any is.
        last_size: Option<u64>,
        /// RFC 6962 root of that checkpoint.
        last_root: Option<Bytes32>,
    }
}
