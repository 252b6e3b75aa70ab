//! The whole catalogue of events in one place. Numbers are explicit and never used again.

use serde_json::Value;

use crate::codec::{self, CodecError};
use crate::event::Body;
use crate::field::{FieldInfo, Object};
use crate::tag::Tag;
use crate::{
    access::*, accountability::*, budget::*, cash::*, decree::*, integrity::*, opening::*,
    payment::*, privacy::*, proposal::*, quota::*, reference::*, treasury::*,
};

/// What `jejak kinds` shows of one kind of event.
#[derive(Debug, Clone)]
pub struct KindInfo {
    /// Number in the header of its entries.
    pub number: u16,
    /// Newest version of its wire struct.
    pub version: u8,
    /// Area: the file that declares it.
    pub area: &'static str,
    /// Name in code and JSON.
    pub name: &'static str,
    /// Label in Bahasa Indonesia.
    pub label_id: &'static str,
    /// Label in English.
    pub label_en: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Object it brings into being.
    pub creates: Option<Object>,
    /// Whether it may speak of a day after today.
    pub planning: bool,
    /// Fields in wire order.
    pub fields: Vec<FieldInfo>,
}

/// `NUMBER v VERSION Name`, and for each older version of its wire struct `| OLD Frozen`: entries of
/// that version decode as `Frozen` and are read as `Name`, by its `From<Frozen>`.
macro_rules! catalogue {
    ($($area:ident $group:ident { $(
        $number:literal v $version:literal $name:ident $(| $old:literal $frozen:ident)*,
    )* })*) => {
        /// Any event.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "documented at the declaration of each body")]
        pub enum Event { $($( $name($name), )*)* }

        /// What kind of event.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "documented at the declaration of each body")]
        pub enum Kind { $($( $name, )*)* }

        /// An area. Whoever goes through them by `match` is told by the compiler of a new one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "documented at the file of each area")]
        pub enum Area { $( $group, )* }

        impl Kind {
            /// All kinds in catalogue order.
            pub const ALL: &'static [Kind] = &[$($( Kind::$name, )*)*];

            /// Number in the header.
            pub const fn number(self) -> u16 {
                match self { $($( Kind::$name => $number, )*)* }
            }

            /// The kind of a number, if this version knows it.
            pub const fn from_number(number: u16) -> Option<Kind> {
                match number { $($( $number => Some(Kind::$name), )*)* _ => None }
            }

            /// Name in code and JSON.
            pub const fn name(self) -> &'static str {
                match self { $($( Kind::$name => stringify!($name), )*)* }
            }

            /// The kind of a name.
            pub fn from_name(name: &str) -> Option<Kind> {
                match name { $($( stringify!($name) => Some(Kind::$name), )*)* _ => None }
            }

            /// Newest version of the wire struct.
            pub const fn version(self) -> u8 {
                match self { $($( Kind::$name => $version, )*)* }
            }

            /// Area that declares it, to go through all of them.
            pub const fn group(self) -> Area {
                match self { $($( Kind::$name => Area::$group, )*)* }
            }

            /// Name of the area that declares it.
            pub const fn area(self) -> &'static str {
                match self { $($( Kind::$name => stringify!($area), )*)* }
            }

            /// Object it brings into being.
            pub const fn creates(self) -> Option<Object> {
                match self { $($( Kind::$name => <$name as Body>::CREATES, )*)* }
            }

            /// Whether it may speak of a day after today.
            pub const fn planning(self) -> bool {
                match self { $($( Kind::$name => <$name as Body>::PLANNING, )*)* }
            }

            /// Label in Bahasa Indonesia.
            pub const fn label_id(self) -> &'static str {
                match self { $($( Kind::$name => <$name as Body>::LABEL_ID, )*)* }
            }

            /// Label in English.
            pub const fn label_en(self) -> &'static str {
                match self { $($( Kind::$name => <$name as Body>::LABEL_EN, )*)* }
            }

            /// Everything the catalogue knows of it.
            pub fn info(self) -> KindInfo {
                match self { $($( Kind::$name => KindInfo {
                    number: $number,
                    version: $version,
                    area: stringify!($area),
                    name: <$name as Body>::NAME,
                    label_id: <$name as Body>::LABEL_ID,
                    label_en: <$name as Body>::LABEL_EN,
                    doc: <$name as Body>::DOC,
                    creates: <$name as Body>::CREATES,
                    planning: <$name as Body>::PLANNING,
                    fields: <$name as Body>::fields(),
                }, )*)* }
            }
        }

        impl Event {
            /// Its kind.
            pub const fn kind(&self) -> Kind {
                match self { $($( Event::$name(_) => Kind::$name, )*)* }
            }

            /// Appends the wire bytes of the body.
            pub fn encode(&self, out: &mut Vec<u8>) -> Result<(), CodecError> {
                match self { $($( Event::$name(body) => codec::encode(body, out), )*)* }
            }

            /// Reads the wire bytes of a body; all of them, and only the canonical form of the
            /// version in which they were written. Older versions become the newest.
            pub fn decode(kind: Kind, version: u8, bytes: &[u8]) -> Result<Event, CodecError> {
                match (kind, version) {
                    $($(
                        (Kind::$name, $version) => codec::decode(bytes).map(Event::$name),
                        $( (Kind::$name, $old) => {
                            codec::decode::<$frozen>(bytes).map(|body| Event::$name(body.into()))
                        } )*
                    )*)*
                    _ => Err(CodecError::UnknownVersion { kind: kind.name(), version }),
                }
            }

            /// The body as JSON.
            pub fn to_json(&self) -> Value {
                match self { $($( Event::$name(body) =>
                    serde_json::to_value(body).unwrap_or(Value::Null), )*)* }
            }

            /// Reads a body from JSON; the error names the field.
            pub fn from_json(kind: Kind, value: &Value) -> Result<Event, JsonError> {
                match kind { $($( Kind::$name => read_json(value).map(Event::$name), )*)* }
            }

            /// Calls `visit` for each reference to another event.
            pub fn references(&self, visit: &mut dyn FnMut(Object, u64)) {
                match self { $($( Event::$name(body) => Body::references(body, visit), )*)* }
            }

            /// Replaces references by index in the same batch by sequence numbers.
            pub fn resolve(&mut self, first_seq: u64) {
                match self { $($( Event::$name(body) => Body::resolve(body, first_seq), )*)* }
            }

            /// Calls `tag` for each thing the event is about by its own words.
            pub fn tags(&self, tag: &mut dyn FnMut(Tag)) {
                match self { $($( Event::$name(body) => Body::tags(body, tag), )*)* }
            }

            /// A valid example of a kind.
            pub fn sample(kind: Kind, seed: u64) -> Event {
                match kind { $($( Kind::$name => Event::$name(<$name as Body>::sample(seed)), )*)* }
            }
        }

        $($( impl From<$name> for Event {
            fn from(body: $name) -> Event {
                Event::$name(body)
            }
        } )*)*
    };
}

// Public, so that the macro is checked there as it is here.
#[cfg(test)]
pub mod versions;

catalogue! {
    integrity Integrity {
        1 v 1 LedgerCreated,
        2 v 1 RulesetAdopted,
        3 v 1 CheckpointIssued,
        4 v 1 CheckpointKeyAdded,
        5 v 1 CheckpointKeyRetired,
        6 v 1 ClockGapAccepted,
    }
    reference Reference {
        101 v 1 RegionRegistered,
        102 v 1 RegionRetired,
        103 v 1 OrganisationRegistered,
        104 v 1 FundingSourceRegistered,
        105 v 1 ProgrammeRegistered,
        106 v 1 RuleEnacted,
        107 v 1 RuleRepealed,
        108 v 1 IndicatorTargetSet,
        109 v 1 HolidayDeclared,
        110 v 1 ExternalDataImported,
    }
    access Access {
        201 v 1 AccountOpened,
        202 v 1 AccountClosed,
        203 v 1 RoleGranted,
        204 v 1 RoleWithdrawn,
        205 v 1 OfficialAppointed,
        206 v 1 OfficialReleased,
        207 v 1 ActorKeyRegistered,
        208 v 1 ActorKeyRevoked,
    }
    opening Opening {
        301 v 1 OpeningBalanceRecorded,
        302 v 1 OpeningCashRecorded,
        303 v 1 HistoricalBatchOpened,
        304 v 1 HistoricalBatchClosed,
    }
    budget Budget {
        401 v 1 PlafondAgreed,
        402 v 1 BudgetCeilingSet,
        403 v 1 BudgetShifted,
        404 v 1 BudgetRevised,
        405 v 1 BudgetBlocked,
        406 v 1 BudgetUnblocked,
        407 v 1 CashPlanSet,
        408 v 1 ActivityPlanApproved,
        409 v 1 CommitmentMade,
        410 v 1 CommitmentReleased,
    }
    proposal Proposal {
        501 v 1 ProposalOpened,
        502 v 1 CandidateProposed,
        503 v 1 ProposalClosed,
        504 v 1 ProposalVerified,
        505 v 1 ProposalRecommended,
        506 v 1 ProposalConsidered,
        507 v 1 ProposalRejected,
        508 v 1 DeliberationRecorded,
        509 v 1 RecipientRegistered,
        510 v 1 EligibilityChecked,
        511 v 1 RecipientStatusChanged,
        512 v 1 RecipientsLinked,
        513 v 1 RecipientsSeparated,
    }
    decree Decree {
        601 v 1 DecreeOpened,
        602 v 1 RecipientDesignated,
        603 v 1 DecreeClosed,
        604 v 1 RecipientReplaced,
        605 v 1 DesignationCancelled,
        606 v 1 IntegrityPactSigned,
        607 v 1 GrantAgreementSigned,
    }
    treasury Treasury {
        701 v 1 SpdIssued,
        702 v 1 AdvanceCeilingSet,
        703 v 1 NpdSubmitted,
        704 v 1 NpdApproved,
        705 v 1 NpdValidated,
        706 v 1 TbpRecorded,
        707 v 1 SppSubmitted,
        708 v 1 SppVerified,
        709 v 1 SpmIssued,
        710 v 1 SpmRejected,
        711 v 1 Sp2dIssued,
        712 v 1 Sp2dPaidOut,
        713 v 1 Sp2dCancelled,
        714 v 1 Sp2dRefused,
    }
    payment Payment {
        801 v 1 PaymentListOpened,
        802 v 1 PaymentInstructed,
        803 v 1 PaymentListClosed,
        804 v 1 PaymentCredited,
        805 v 1 PaymentReturned,
        806 v 1 PaymentReissued,
        807 v 1 AidTransacted,
        808 v 1 AidUnclaimed,
        809 v 1 GoodsHandedOver,
        810 v 1 DeductionReported,
    }
    cash Cash {
        901 v 1 CashAccountOpened,
        902 v 1 CashReceived,
        903 v 1 CashTransferred,
        904 v 1 TaxDeposited,
        905 v 1 CashCounted,
        906 v 1 BankLineObserved,
        907 v 1 Sp2dRowObserved,
        908 v 1 ReconciliationRecorded,
    }
    accountability Accountability {
        1001 v 1 SpjSubmitted,
        1002 v 1 SpjVerified,
        1003 v 1 RefundClaimed,
        1004 v 1 RefundDeposited,
        1005 v 1 PeriodClosed,
        1006 v 1 SilpaComputed,
        1007 v 1 TransactionReversed,
        1008 v 1 FactCorrected,
    }
    quota Quota {
        1101 v 1 QuotaSet,
        1102 v 1 QuotaChanged,
    }
    privacy Privacy {
        1201 v 1 VaultBound,
        1202 v 1 IdentityAssessed,
        1203 v 1 RecipientMatched,
        1204 v 1 RecipientHoldSet,
        1205 v 1 RecipientHoldLifted,
        1206 v 1 RecipientRestricted,
        1207 v 1 RecipientUnrestricted,
        1208 v 1 RecipientErased,
    }
}

/// A JSON body that does not fit its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field `{field}`: {what}")]
pub struct JsonError {
    /// Path of the field within the body, `lines[0].amount`.
    pub field: String,
    /// What was expected and found.
    pub what: String,
}

fn read_json<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, JsonError> {
    serde_path_to_error::deserialize(value).map_err(|error| JsonError {
        // A column headed by a personal number is a field name that nobody may repeat.
        field: crate::parse::mask_digit_runs(&error.path().to_string()),
        what: crate::parse::mask_digit_runs(&error.inner().to_string()),
    })
}
