//! What every field of an event can do, so that one declaration of an event gives its codec, its
//! JSON shape, its references and its tags.
//!
//! Not here: the fields' own types (money, codes, dates, ids live in files of their own).

use crate::tag::Tag;

/// The JSON shape of a field, for the catalogue that `jejak kinds` prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One JSON value, described in words with an example.
    Value {
        /// Type name as documented.
        name: &'static str,
        /// An accepted example.
        example: &'static str,
        /// What JSON it is.
        form: Form,
    },
    /// One of a closed list of words.
    OneOf {
        /// Name of the list.
        name: &'static str,
        /// The words, in wire order.
        words: Vec<&'static str>,
    },
    /// The sequence number of another event (or `"#2"`, `"@label"` inside one file).
    Reference(Object),
    /// May be absent or null.
    Optional(Box<Shape>),
    /// A list.
    List(Box<Shape>),
    /// A nested object.
    Record(Vec<FieldInfo>),
}

/// The form of a JSON value, exactly enough for a program that makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A whole number without fraction or exponent.
    Integer {
        /// Smallest.
        minimum: u64,
        /// Largest.
        maximum: u64,
    },
    /// A string in the form in which it is shown again; reading may take other spellings, too.
    Pattern(&'static str),
    /// Any string of 1 to so many bytes of UTF-8.
    Bytes(u64),
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
}

/// Largest sequence number that a reference may name: bit 63 marks references within a file.
pub const REFERENCE_MAX: u64 = (1 << 63) - 1;

/// One field of an event as the catalogue shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldInfo {
    /// JSON name.
    pub name: &'static str,
    /// Meaning, units, source: the first paragraph of its documentation.
    pub doc: &'static str,
    /// JSON shape.
    pub shape: Shape,
}

/// Declares the kinds of objects, each with the word used in JSON, tags and messages.
macro_rules! objects {
    ($( $(#[doc = $doc:literal])* $name:ident = $word:literal; )*) => {
        /// What kind of object an event brings into being, and other events refer to by its
        /// sequence number. The position is part of the state root: new ones go to the end.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode,
        )]
        #[expect(missing_docs, reason = "the words say what each one is")]
        pub enum Object { $( $(#[doc = $doc])* $name, )* }

        impl Object {
            /// The word used in JSON, tags and messages.
            pub const fn word(self) -> &'static str {
                match self { $( Object::$name => $word, )* }
            }

            /// The object kind of a word, if there is one.
            pub fn from_word(word: &str) -> Option<Object> {
                Object::ALL.iter().copied().find(|object| object.word() == word)
            }

            /// All kinds.
            pub const ALL: &'static [Object] = &[$( Object::$name, )*];
        }
    };
}

objects! {
    Organisation = "organisation";
    Account = "account";
    Grant = "grant";
    Appointment = "appointment";
    ActorKey = "actor-key";
    Rule = "rule";
    HistoricalBatch = "historical-batch";
    Line = "line";
    Commitment = "commitment";
    Spd = "spd";
    Proposal = "proposal";
    Deliberation = "deliberation";
    ExternalData = "external-data";
    Recipient = "recipient-record";
    Decree = "decree";
    Designation = "designation";
    Npd = "npd";
    Tbp = "tbp";
    Spp = "spp";
    PaymentList = "payment-list";
    Payment = "payment";
    CashAccount = "cash-account";
    Spj = "spj";
    RefundClaim = "refund-claim";
    Refund = "refund";
    /// Any recorded event: corrections and reversals may name whatever stands in the ledger.
    Event = "event";
    // spending
    SpendingPlan = "spending-plan";
    Purchase = "purchase";
    // works
    Work = "work";
    // kube
    KubeGroup = "kube";
    // rtlh
    House = "house";
    RepairGroup = "repair-group";
    // central
    CentralPeriod = "central-period";
    CentralCredit = "central-credit";
    // sembako
    KpmPlace = "kpm";
    KpmReplacement = "kpm-replacement";
    // pkh
    PkhComponent = "pkh-component";
    // service
    ServiceUnit = "service";
    // institution
    Institution = "institution";
    Stay = "stay";
    Cooperation = "cooperation";
    // stock
    Warehouse = "warehouse";
    Lot = "lot";
    StockMovement = "stock-movement";
    // disaster
    Disaster = "disaster";
    // worker
    Worker = "worker";
    WorkerReport = "worker-report";
    // welfare
    Case = "case";
    Insurance = "insurance";
    Contribution = "contribution";
    AuthorityMatrix = "authority-matrix";
    // planning
    PlanningDocument = "planning-document";
    // contract
    Contract = "contract";
    Guarantee = "guarantee";
    // loss
    Loss = "loss";
    // complaint
    Complaint = "complaint";
    // finding
    Finding = "finding";
    Recommendation = "recommendation";
    SampleDraw = "sample";
    // investigation
    Investigation = "investigation";
}

/// A type that may stand in an event.
pub trait Field: Sized {
    /// Its JSON shape.
    fn shape() -> Shape;

    /// Calls `visit` for each reference to another event inside.
    fn references(&self, visit: &mut dyn FnMut(Object, u64)) {
        let _ = visit;
    }

    /// Replaces references by index in the same batch by sequence numbers.
    fn resolve(&mut self, first_seq: u64) {
        let _ = first_seq;
    }

    /// Calls `tag` for each thing that the event is about because of this field.
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        let _ = tag;
    }

    /// A value made from a seed, to test the encoding: it can be written and read, and mostly breaks
    /// rules. Over many seeds every word, every length of list and the ends of every range turn up.
    fn sample(seed: u64) -> Self;
}

/// An independent seed for the part at `index` of what is sampled from `seed` (SplitMix64), so that
/// neighbouring fields and neighbouring seeds do not move together.
pub fn part_of(seed: u64, index: u64) -> u64 {
    let step = index.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut mixed = seed.wrapping_add(step);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// One of `rare` for one seed in eight, else what `usual` makes of another seed.
pub(crate) fn rarely<T: Copy>(seed: u64, rare: &[T], usual: impl FnOnce(u64) -> T) -> T {
    let rest = part_of(seed, 0);
    if seed.is_multiple_of(8) { pick(rest, rare) } else { usual(rest) }
}

/// One of a few.
pub(crate) fn pick<T: Copy>(seed: u64, choices: &[T]) -> T {
    let index = usize::try_from(seed % choices.len() as u64).unwrap_or(0);
    choices[index]
}

impl<T: Field> Field for Option<T> {
    fn shape() -> Shape {
        Shape::Optional(Box::new(T::shape()))
    }
    fn references(&self, visit: &mut dyn FnMut(Object, u64)) {
        if let Some(inner) = self {
            inner.references(visit);
        }
    }
    fn resolve(&mut self, first_seq: u64) {
        if let Some(inner) = self {
            inner.resolve(first_seq);
        }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        if let Some(inner) = self {
            inner.tags(tag);
        }
    }
    fn sample(seed: u64) -> Self {
        (!seed.is_multiple_of(3)).then(|| T::sample(part_of(seed, 0)))
    }
}

/// Most items in a sampled list.
const SAMPLE_ITEMS_MAX: u64 = 5;

impl<T: Field> Field for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
    fn references(&self, visit: &mut dyn FnMut(Object, u64)) {
        for inner in self {
            inner.references(visit);
        }
    }
    fn resolve(&mut self, first_seq: u64) {
        for inner in self {
            inner.resolve(first_seq);
        }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        for inner in self {
            inner.tags(tag);
        }
    }
    fn sample(seed: u64) -> Self {
        (1..=seed % (SAMPLE_ITEMS_MAX + 1)).map(|index| T::sample(part_of(seed, index))).collect()
    }
}

/// Declares a plain value as a field: its JSON name, an example and a sample from a seed.
macro_rules! plain_field {
    ($type:ty, $name:literal, $example:literal, $form:expr, |$seed:ident| $sample:expr) => {
        impl $crate::field::Field for $type {
            fn shape() -> $crate::field::Shape {
                $crate::field::Shape::Value { name: $name, example: $example, form: $form }
            }
            fn sample($seed: u64) -> Self {
                $sample
            }
        }
    };
}
pub(crate) use plain_field;

plain_field!(u8, "small number", "1", Form::Integer { minimum: 0, maximum: 0xff }, |seed| {
    rarely(seed, &[0, 250, 251, u8::MAX], |seed| (seed % 200) as u8)
});
plain_field!(u16, "number", "12", Form::Integer { minimum: 0, maximum: 0xffff }, |seed| {
    rarely(seed, &[0, 250, 251, u16::MAX], |seed| (seed % 60_000) as u16)
});
plain_field!(u32, "number", "75613", Form::Integer { minimum: 0, maximum: 0xffff_ffff }, |seed| {
    rarely(seed, &[0, 250, 251, 65_535, 65_536, u32::MAX], |seed| (seed % 100_000) as u32)
});
plain_field!(u64, "number", "75613", Form::Integer { minimum: 0, maximum: u64::MAX }, |seed| {
    rarely(seed, &[0, 250, 251, 65_536, 1 << 32, u64::MAX], |seed| seed % 100_000)
});
plain_field!(bool, "true or false", "true", Form::Boolean, |seed| seed.is_multiple_of(2));
