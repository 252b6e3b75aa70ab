//! References to documents: what paper or file an event stands on.
//!
//! Three ways to bind a document, chosen by what can be guessed: a published file by its plain
//! hash, a private one that must be compared by a random token, anything else by a salted
//! commitment whose salt can be destroyed.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::event::records;
use crate::field::{Field, Form, Shape, part_of};
use crate::ids::{Bytes32, Token};
use crate::tag::Tag;
use crate::text::DocumentNumber;
use crate::vocabulary::{DocumentKind, SignatureVerdict};

records! {
    /// A document that an event stands on.
    Document {
        /// What kind of paper it is.
        kind: DocumentKind,
        /// Its number as printed; public.
        number: Option<DocumentNumber>,
        /// The civil date it bears.
        dated: Option<Date>,
        /// What binds the file itself.
        proof: Option<Binding>,
    }

    /// SHA-256 of a file that anyone can obtain, with what was found of its electronic signature.
    PublicHash {
        /// SHA-256 of the file's bytes.
        sha256: Bytes32,
        /// The embedded electronic signature, checked when the hash was taken.
        signature: SignatureVerdict,
    }
}

/// What binds a document's bytes to the event.
#[derive(Debug, Clone, PartialEq, Eq, bincode::Encode, bincode::Decode, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// A published file.
    PublicHash(PublicHash),
    /// A private paper that must be recognised when it turns up twice.
    Token(Token),
    /// BLAKE3(32-byte salt || bytes); the salt lies in the vault.
    Commitment(Bytes32),
}

impl Field for Binding {
    fn shape() -> Shape {
        Shape::Value {
            name: "binding of a file: public_hash, token or commitment",
            example: "{\"commitment\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}",
            form: Form::Object,
        }
    }
    fn tags(&self, tag: &mut dyn FnMut(Tag)) {
        if let Binding::Token(token) = self {
            token.tags(tag);
        }
    }
    fn sample(seed: u64) -> Self {
        let rest = part_of(seed, 0);
        match seed % 3 {
            0 => Binding::PublicHash(PublicHash::sample(rest)),
            1 => Binding::Token(Token::sample(rest)),
            _ => Binding::Commitment(Bytes32::sample(rest)),
        }
    }
}
