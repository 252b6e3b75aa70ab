//! What surrounds every event: who recorded it, for whom, when it happened, on what papers.

use serde::{Deserialize, Serialize};

use crate::Recorded;
use crate::date::{Date, FiscalYear};
use crate::document::Document;
use crate::event::records;
use crate::ids::{AccountRef, ActorKeyRef, AppointmentRef, Bytes32, HistoricalBatchRef, PersonId};
use crate::vocabulary::{Authentication, Capacity, Office};
use crate::wire::Wire;

records! {
    /// Who recorded the event.
    Recorder {
        /// The account.
        account: AccountRef,
        /// The person who answers for it.
        person: PersonId,
    }

    /// The official for whom it was recorded.
    Official {
        /// The person.
        person: PersonId,
        /// The office.
        office: Office,
        /// The capacity.
        capacity: Capacity,
        /// The appointment.
        appointment: AppointmentRef,
    }
}

/// Signature of a registered key over a draft, so that the official's own will can be shown.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct ActorSignature {
    /// The registered key.
    pub key: ActorKeyRef,
    /// Drawn by the signer and never used again with this key.
    pub nonce: Nonce,
    /// Ed25519 signature over [`ToSign::bytes`].
    pub bytes: [u8; 64],
}

/// Wire struct of the envelope, version 1: the part that is bincode. The fields that stand in
/// fixed places of an entry (previous hash, sequence number, time, kind) are not repeated here.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode)]
pub struct Envelope {
    /// Position within its batch, from 0.
    pub batch_index: u32,
    /// Number of events in its batch.
    pub batch_len: u32,
    /// Identity of the request; events of one batch share it.
    pub request_id: RequestId,
    /// Civil date on which it became true, in the ledger's zone.
    pub occurred_on: Date,
    /// Fiscal year to which it belongs.
    pub fiscal_year: FiscalYear,
    /// Who recorded it.
    pub recorder: Recorder,
    /// The official acted for.
    pub official: Option<Official>,
    /// How the recorder proved to be who they are.
    pub authentication: Authentication,
    /// Signature of the actor's registered key over the draft.
    pub signature: Option<ActorSignature>,
    /// Papers that it stands on.
    pub documents: Vec<Document>,
    /// The batch of history it belongs to; absent for live events.
    pub historical: Option<HistoricalBatchRef>,
}

/// Declares 16 bytes that stand in an envelope and are hexadecimal in JSON.
macro_rules! sixteen_bytes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, bincode::Encode, bincode::Decode)]
        pub struct $name(pub [u8; 16]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                crate::chain::write_hex(&self.0, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                crate::chain::parse_hex(&text).map($name).ok_or_else(|| {
                    let found = crate::parse::Found::quote(&text);
                    let expected = "expected 32 hexadecimal digits";
                    serde::de::Error::custom(format_args!("{expected}, found {found}"))
                })
            }
        }
    )*};
}

sixteen_bytes! {
    /// 16 bytes that identify one request of one account; unpredictable to outsiders.
    RequestId;
    /// 16 random bytes that make a signature good for one act only.
    Nonce;
}

/// What an actor signs: everything that the actor decides, in one ledger, in one office, once.
/// Nothing that the ledger adds: no sequence number, time or batch.
#[derive(Debug, Clone)]
pub struct ToSign<'a> {
    /// Random identity of the ledger, from its creation.
    pub ledger_id: Bytes32,
    /// Drawn by the signer for this act.
    pub nonce: Nonce,
    /// The appointment acted under; nothing for who acts as themselves.
    pub appointment: Option<AppointmentRef>,
    /// Civil date on which it became true.
    pub occurred_on: Date,
    /// Fiscal year to which it belongs.
    pub fiscal_year: FiscalYear,
    /// Papers.
    pub documents: &'a [Document],
    /// The batch of history, if it is history.
    pub historical: Option<HistoricalBatchRef>,
    /// The event's body in the version in which it is recorded, its references resolved to sequence
    /// numbers; nothing where it cannot be written.
    pub wire: Option<Wire<'a>>,
}

impl<'a> ToSign<'a> {
    /// What the signature of a recorded event has to be over.
    pub fn of(fact: &'a Recorded, ledger_id: Bytes32, nonce: Nonce) -> ToSign<'a> {
        let envelope = &fact.envelope;
        ToSign {
            ledger_id,
            nonce,
            appointment: envelope.official.as_ref().map(|official| official.appointment),
            occurred_on: envelope.occurred_on,
            fiscal_year: envelope.fiscal_year,
            documents: &envelope.documents,
            historical: envelope.historical,
            wire: fact.event.wire(fact.older.as_deref()).ok(),
        }
    }

    /// The message, as `docs/FORMAT.md` section 6 has it.
    pub fn bytes(&self) -> Vec<u8> {
        // Both parts were encoded within the limit before they could be recorded; a part that does
        // not encode leaves bytes that no signature fits.
        let Some(wire) = &self.wire else { return Vec::new() };
        let mut bytes = b"jejak draft v1\n".to_vec();
        bytes.extend_from_slice(&self.ledger_id.0);
        bytes.extend_from_slice(&self.nonce.0);
        bytes.extend_from_slice(&wire.kind.to_be_bytes());
        bytes.push(wire.version);
        let dates = (self.occurred_on, self.fiscal_year);
        let decided = (self.appointment, dates, self.documents, self.historical);
        if crate::codec::encode(&decided, &mut bytes).is_err() {
            return Vec::new();
        }
        bytes.extend_from_slice(&wire.body);
        bytes
    }
}
