//! Identifiers: random ids that mean nothing by themselves, and references to other events.
//!
//! People, households, accounts, receipts, shops and devices are 16 random bytes drawn outside
//! the chain; objects that events bring into being (a line, a decree, a payment) are known by the
//! sequence number of the event that did.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::chain::{parse_hex, write_hex};
use crate::field::{Field, Form, Object, REFERENCE_MAX, Shape, rarely};
use crate::parse::ParseError;
use crate::tag::Tag;

/// A deterministic spread of a seed over 16 bytes, for samples only.
fn sample_bytes(seed: u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    bytes[8..].copy_from_slice(&seed.to_be_bytes());
    bytes
}

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident, $word:literal, $tag:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(bincode::Encode, bincode::Decode)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{self}", $word)
            }
        }
        impl FromStr for $name {
            type Err = ParseError;
            fn from_str(text: &str) -> Result<Self, ParseError> {
                parse_hex(text).map($name).ok_or_else(|| {
                    ParseError::new(
                        "16 random bytes as 32 hexadecimal digits",
                        text,
                        concat!("use the ", $word, " id that the vault drew, never a number of a person or an account"),
                    )
                })
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
        impl Field for $name {
            fn shape() -> Shape {
                Shape::Value { name: concat!($word, " id"), example: "\"9f86d081884c7d659a2feaa0c55ad015\"", form: Form::Pattern("^[0-9a-f]{32}$") }
            }
            fn tags(&self, tag: &mut dyn FnMut(Tag)) {
                let make: fn([u8; 16]) -> Tag = $tag;
                tag(make(self.0));
            }
            fn sample(seed: u64) -> Self {
                $name(sample_bytes(seed))
            }
        }
    };
}

random_id!(
    /// A person who records, acts or approves. Segregation of duties compares these.
    PersonId, "person", Tag::Person
);
random_id!(
    /// A recipient: person, household head, group or institution, by random id.
    RecipientId, "recipient", Tag::Recipient
);
random_id!(
    /// A household (KK), by random id.
    HouseholdId, "household", Tag::Household
);
random_id!(
    /// An equality token: the vault draws one random id per bank account, private receipt, shop,
    /// device or terminal, so that equality can be seen without the number.
    Token, "token", Tag::Token
);

/// The random identity of one ledger, drawn at its creation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, bincode::Encode, bincode::Decode)]
pub struct Bytes32(pub [u8; 32]);

impl fmt::Display for Bytes32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}
impl Serialize for Bytes32 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Bytes32 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_hex(&text).map(Bytes32).ok_or_else(|| {
            de::Error::custom(ParseError::new(
                "32 bytes as 64 hexadecimal digits",
                &text,
                "give the whole hash or key",
            ))
        })
    }
}
impl Field for Bytes32 {
    fn shape() -> Shape {
        Shape::Value {
            name: "32 bytes",
            example: "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
            form: Form::Pattern("^[0-9a-f]{64}$"),
        }
    }
    fn sample(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&sample_bytes(seed));
        bytes[16..].copy_from_slice(&sample_bytes(seed ^ u64::MAX));
        Bytes32(bytes)
    }
}

/// Bit that marks a draft's reference by index in its own batch. Sequence numbers never reach it.
const IN_BATCH: u64 = REFERENCE_MAX + 1;

/// Serialises a reference: the sequence number, or `"#index"` while still in a draft.
fn serialize_reference<S: Serializer>(value: u64, serializer: S) -> Result<S::Ok, S::Error> {
    if value & IN_BATCH == 0 {
        serializer.serialize_u64(value)
    } else {
        serializer.collect_str(&format_args!("#{}", value & !IN_BATCH))
    }
}

struct ReferenceVisitor;

impl de::Visitor<'_> for ReferenceVisitor {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sequence number of an earlier event, or \"#2\" for the draft at index 2 of this request")
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<u64, E> {
        if value & IN_BATCH == 0 {
            Ok(value)
        } else {
            Err(E::invalid_value(de::Unexpected::Unsigned(value), &self))
        }
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<u64, E> {
        text.strip_prefix('#')
            .and_then(|digits| digits.parse::<u32>().ok())
            .map(|index| IN_BATCH | u64::from(index))
            .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

fn resolve_reference(value: &mut u64, first_seq: u64) {
    if *value & IN_BATCH != 0 {
        *value = first_seq.saturating_add(*value & !IN_BATCH);
    }
}

macro_rules! references {
    ($($(#[$doc:meta])* $name:ident => $object:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(bincode::Encode, bincode::Decode)]
        pub struct $name(pub u64);

        impl $name {
            /// A draft's reference to the event at `index` of its own batch.
            pub fn in_batch(index: u32) -> $name {
                $name(IN_BATCH | u64::from(index))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}:{}", Object::$object.word(), self.0)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_reference(self.0, serializer)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(ReferenceVisitor).map($name)
            }
        }
        impl Field for $name {
            fn shape() -> Shape {
                Shape::Reference(Object::$object)
            }
            fn references(&self, visit: &mut dyn FnMut(Object, u64)) {
                visit(Object::$object, self.0);
            }
            fn resolve(&mut self, first_seq: u64) {
                resolve_reference(&mut self.0, first_seq);
            }
            fn tags(&self, tag: &mut dyn FnMut(Tag)) {
                tag(Tag::Object(Object::$object, self.0));
            }
            fn sample(seed: u64) -> Self {
                $name(rarely(seed, &[0, 250, 251, 65_536, 1 << 32, REFERENCE_MAX], |seed| seed % 10_000))
            }
        }
    )*};
}

references! {
    /// An organisation: SKPD, ministry, bank, institution.
    OrganisationRef => Organisation;
    /// An account that records.
    AccountRef => Account;
    /// A role granted to an account.
    GrantRef => Grant;
    /// The appointment of an official.
    AppointmentRef => Appointment;
    /// A registered signing key of a person.
    ActorKeyRef => ActorKey;
    /// A rule parameter in force.
    RuleRef => Rule;
    /// A batch of history taken over from other books.
    HistoricalBatchRef => HistoricalBatch;
    /// A budget line: one account of one sub-activity from one source in one fiscal year.
    LineRef => Line;
    /// A commitment other than a decree: contract, order, appointment.
    CommitmentRef => Commitment;
    /// A surat penyediaan dana.
    SpdRef => Spd;
    /// A proposal.
    ProposalRef => Proposal;
    /// Minutes of a musyawarah desa or kelurahan.
    DeliberationRef => Deliberation;
    /// A version of an external list such as DTKS or DTSEN.
    ExternalDataRef => ExternalData;
    /// A decree (SK penetapan).
    DecreeRef => Decree;
    /// One row of a decree: one recipient, one amount.
    DesignationRef => Designation;
    /// A nota pencairan dana.
    NpdRef => Npd;
    /// A tanda bukti pengeluaran.
    TbpRef => Tbp;
    /// A surat permintaan pembayaran, with its SPM and SP2D.
    SppRef => Spp;
    /// A list of payment instructions.
    PaymentListRef => PaymentList;
    /// One payment to one payee.
    PaymentRef => Payment;
    /// A cash account.
    CashAccountRef => CashAccount;
    /// An accountability report (SPJ).
    SpjRef => Spj;
    /// A claim for money to be returned.
    RefundClaimRef => RefundClaim;
    /// A deposit of returned money.
    RefundRef => Refund;
    /// Any earlier event.
    EventRef => Event;
    /// An approved spending plan (RAB).
    SpendingPlanRef => SpendingPlan;
    /// A purchase made with aid.
    PurchaseRef => Purchase;
    /// A physical work: a house's repair, a building.
    WorkRef => Work;
    /// A KUBe group.
    KubeGroupRef => KubeGroup;
    /// A house.
    HouseRef => House;
    /// A community group (pokmas) that repairs houses.
    RepairGroupRef => RepairGroup;
    /// One distribution period of a ministry's programme.
    CentralPeriodRef => CentralPeriod;
    /// A ministry's credit to one recipient.
    CentralCreditRef => CentralCredit;
    /// A place of the quota held by a KPM.
    KpmPlaceRef => KpmPlace;
    /// A proposed replacement of a KPM.
    KpmReplacementRef => KpmReplacement;
    /// A PKH component of a family.
    PkhComponentRef => PkhComponent;
    /// An SLRT or Puskesos unit.
    ServiceUnitRef => ServiceUnit;
    /// An institution.
    InstitutionRef => Institution;
    /// A client's stay in an institution.
    StayRef => Stay;
    /// A cooperation agreement (PKS).
    CooperationRef => Cooperation;
    /// A warehouse or KSB store.
    WarehouseRef => Warehouse;
    /// A lot of goods.
    LotRef => Lot;
    /// A movement of goods.
    StockMovementRef => StockMovement;
    /// A declared disaster.
    DisasterRef => Disaster;
    /// An appointment of a worker.
    WorkerRef => Worker;
    /// A worker's monthly report.
    WorkerReportRef => WorkerReport;
    /// A case of social service.
    CaseRef => Case;
    /// A social insurance policy.
    InsuranceRef => Insurance;
    /// A contribution of the community.
    ContributionRef => Contribution;
    /// A matrix of authority over services.
    AuthorityMatrixRef => AuthorityMatrix;
    /// A planning document or regulation.
    PlanningDocumentRef => PlanningDocument;
    /// A contract.
    ContractRef => Contract;
    /// A guarantee of a contract.
    GuaranteeRef => Guarantee;
    /// A regional or state loss.
    LossRef => Loss;
    /// A complaint.
    ComplaintRef => Complaint;
    /// An audit finding.
    FindingRef => Finding;
    /// A recommendation of an audit report.
    RecommendationRef => Recommendation;
    /// A sample drawn by an auditor.
    SampleDrawRef => SampleDraw;
    /// An investigation, in the second ledger.
    InvestigationRef => Investigation;
}
