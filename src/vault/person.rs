//! What is kept of a person, and how it is shown to those who need not see it.

use std::fmt;

use jejak_events::codes::Region;
use jejak_events::date::Date;
use jejak_events::vocabulary::{IdentityKind, NikFault, NikLevel, RecipientType};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zeroize::{Zeroize, Zeroizing};

use super::nik::{self, Declared};
use super::{FIELD_BYTES_MAX, VaultError};

/// Sealed records are padded to a multiple of this, so that their length says little.
const PADDED_TO: usize = 256;
/// Most accounts of one person.
const ACCOUNTS_MAX: usize = 20;

/// Sex as papers say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Sex {
    /// Laki-laki.
    #[serde(rename = "L")]
    Male,
    /// Perempuan.
    #[serde(rename = "P")]
    Female,
}

/// A paper other than a KTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PersonPaperKind)]
pub enum DocumentKind {
    /// Passport.
    Paspor,
    /// Birth certificate.
    AktaLahir,
    /// Residence permit of a foreigner.
    Kitap,
    /// Refugee card.
    KartuPengungsi,
    /// Letter of a village or of the police.
    SuratKeterangan,
    /// Any other.
    Lain,
}

/// A paper other than a KTP, with its number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonPaper)]
pub struct Document {
    /// What paper.
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
}

/// What is kept of a person. Wiped from memory when dropped; never printed as a whole.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonWhole, description = "What is kept of a person.")]
pub struct Person {
    /// NIK as written, right or wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nik: Option<String>,
    /// Another paper, for who has no NIK.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// A reference of the registrar's own, for who has neither: `POSKO-3/17`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Name.
    #[serde(default)]
    #[schema(required = true)]
    pub name: String,
    /// What kind of recipient it is; a person when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub recipient_type: Option<RecipientType>,
    /// Village or district of domicile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub region: Option<Region>,
    /// Birth date, as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub birth_date: Option<Date>,
    /// Sex, as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Number of the household card (KK).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kk: Option<String>,
    /// Since when the person belongs to that household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub kk_since: Option<Date>,
    /// Bank accounts, as bank and number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whatever else must be known, such as a disability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the civil registry said of the NIK: true when it matched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry: Option<bool>,
}

impl Drop for Person {
    fn drop(&mut self) {
        self.name.zeroize();
        let Person { nik, reference, kk, address, phone, note, .. } = self;
        for text in [nik, reference, kk, address, phone, note] {
            text.zeroize();
        }
        if let Some(document) = &mut self.document {
            document.number.zeroize();
        }
        self.accounts.zeroize();
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(not shown)")
    }
}

/// What is derived of a person's papers: the only part that leaves the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// How sure it is.
    pub kind: IdentityKind,
    /// Level of the NIK.
    pub level: NikLevel,
    /// What is wrong with the NIK.
    pub fault: NikFault,
}

impl Person {
    /// What can be said of the identity on a day, where `known` tells region prefixes.
    pub fn identity(&self, today: Date, known: &dyn Fn(&str) -> bool) -> Identity {
        let Some(written) = &self.nik else {
            let kind = match self.document {
                Some(_) => IdentityKind::OtherDocument,
                None => IdentityKind::Provisional,
            };
            return Identity { kind, level: NikLevel::None, fault: NikFault::None };
        };
        let declared =
            Declared { birth_date: self.birth_date, sex: self.sex, registry: self.registry };
        let nik::Assessed { level, fault, .. } = nik::assess(written, declared, today, known);
        let kind = match (fault, level) {
            (NikFault::None, NikLevel::Registry) => IdentityKind::NikVerified,
            (NikFault::None | NikFault::Region, _) => IdentityKind::NikUnverified,
            _ => IdentityKind::NikInvalid,
        };
        Identity { kind, level, fault }
    }

    /// What the person is found by: a NIK that may be somebody's alone, else another paper, else
    /// the registrar's reference. Kind and value; nothing when there is none of them.
    pub(super) fn handle(&self) -> Option<(&'static str, Zeroizing<String>)> {
        if let Some(digits) = self.nik.as_deref().and_then(nik::identifying) {
            return Some(("nik", digits));
        }
        if let Some(Document { kind, number }) = &self.document {
            let number = Zeroizing::new(plain(number));
            let kind = serde_json::to_string(kind).unwrap_or_default();
            return Some(("document", Zeroizing::new([&kind, " ", &number].concat())));
        }
        let reference = self.reference.as_deref().map(plain);
        reference.map(|reference| ("reference", Zeroizing::new(reference)))
    }

    /// Refuses what cannot be kept: too long, empty, or without anything to be found by.
    pub fn check(&self) -> Result<(), VaultError> {
        let Person { nik, reference, kk, address, phone, note, .. } = self;
        let wrong = |field, expected, found: &str| VaultError::Field {
            field,
            expected,
            found: found.to_owned(),
        };
        let number = self.document.as_ref().map(|document| &document.number);
        let texts = [
            ("name", Some(&self.name)),
            ("nik", nik.as_ref()),
            ("document.number", number),
            ("reference", reference.as_ref()),
            ("kk", kk.as_ref()),
            ("address", address.as_ref()),
            ("phone", phone.as_ref()),
            ("note", note.as_ref()),
        ];
        let accounts = self.accounts.iter().map(|account| ("accounts", Some(account)));
        for (field, text) in texts.into_iter().chain(accounts) {
            let Some(text) = text else { continue };
            if text.trim().is_empty() {
                return Err(wrong(field, "a text", "an empty one"));
            }
            if text.len() > FIELD_BYTES_MAX {
                let found = format!("{} bytes", text.len());
                return Err(wrong(field, "at most 1000 bytes", &found));
            }
        }
        if self.accounts.len() > ACCOUNTS_MAX {
            let found = self.accounts.len().to_string();
            return Err(wrong("accounts", "at most 20", &found));
        }
        if self.kk.as_deref().is_some_and(|kk| nik::sixteen(kk).is_none()) {
            return Err(wrong("kk", "16 digits", "something else"));
        }
        if self.handle().is_none() {
            let expected =
                "a NIK that can be one person's, a `document`, or a `reference` of your own";
            return Err(wrong("reference", expected, "none"));
        }
        Ok(())
    }

    /// The bytes that are sealed.
    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        // Room for the longest from the start: growing would leave copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024));
        serde_json::to_writer(&mut *bytes, self).expect("texts and days are JSON");
        let padded = bytes.len().next_multiple_of(PADDED_TO);
        bytes.resize(padded, b' ');
        bytes
    }

    /// From the bytes that were sealed.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Person> {
        serde_json::from_slice(bytes).ok()
    }
}

/// A number as it is compared: upper case, without blanks, dots and dashes.
pub(super) fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '\''));
    kept.flat_map(char::to_uppercase).collect()
}

/// A number for those who need not see it: `3601************`.
pub fn mask_number(number: &str) -> String {
    const SHOWN: usize = 4;
    let count = number.chars().count();
    // A short number would be told by its first four characters.
    let shown = if count >= 4 * SHOWN { SHOWN } else { 0 };
    number.chars().enumerate().map(|(at, c)| if at < shown { c } else { '*' }).collect()
}

/// A name for those who need not see it: first letters.
pub fn mask_name(name: &str) -> String {
    let words = name.split_whitespace();
    let masked = words.filter_map(|word| word.chars().next().map(|first| format!("{first}***")));
    masked.collect::<Vec<_>>().join(" ")
}
