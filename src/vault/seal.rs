//! Sealing: XChaCha20-Poly1305 under a random nonce of 24 bytes, which never repeats by chance.
//!
//! What is sealed is bound to its place: person, kind and version. Moved to another person, or an
//! old version put in the place of a new one, it does not open.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead as _, Key, KeyInit as _, Nonce, Payload};
use zeroize::Zeroizing;

use super::random;

/// Bytes of a nonce.
pub(super) const NONCE: usize = 24;

/// What a sealed value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What is kept of a person.
    Person = 1,
    /// The key that opens what is kept of a person.
    DataKey = 2,
    /// The salt of a commitment.
    Salt = 3,
    /// A match list.
    List = 4,
    /// The text that tells whether a master key is the right one.
    Check = 5,
    /// The keys of earlier master keys.
    Past = 6,
    /// The key of a document.
    DocumentKey = 11,
    /// What is kept of a document beside its bytes.
    Document = 12,
    /// The text of a note.
    Note = 13,
}

/// Where a sealed value belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Person, or zeros.
    pub person: [u8; 16],
    /// What it is.
    pub kind: Kind,
    /// Version, for what is corrected.
    pub version: u32,
    /// What else it belongs to: a commitment.
    pub of: &'a [u8],
}

impl Place<'static> {
    /// The place of what belongs to a person.
    pub fn of_person(person: [u8; 16], kind: Kind) -> Place<'static> {
        Place { person, kind, version: 0, of: &[] }
    }

    /// The place of what belongs to nobody.
    pub fn shared(kind: Kind) -> Place<'static> {
        Place { person: [0; 16], kind, version: 0, of: &[] }
    }
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"jejak vault 1\n".to_vec();
        bytes.extend_from_slice(&self.person);
        bytes.push(self.kind as u8);
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(self.of);
        bytes
    }
}

/// Nonce, then ciphertext and tag.
pub(super) fn seal(key: &[u8; 32], place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
    let nonce = random::<NONCE>();
    let cipher = XChaCha20Poly1305::new(&Key::<XChaCha20Poly1305>::from(*key));
    let payload = Payload { msg: plain, aad: &place.bytes() };
    let sealed = cipher.encrypt(&Nonce::<XChaCha20Poly1305>::from(nonce), payload);
    [nonce.as_slice(), &sealed.expect("far below the cipher's limit of 256 GiB")].concat()
}

/// What was sealed by this key for this place; nothing for anything else.
pub(super) fn open(key: &[u8; 32], place: &Place<'_>, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(&Key::<XChaCha20Poly1305>::from(*key));
    let payload = Payload { msg: sealed, aad: &place.bytes() };
    cipher.decrypt(&Nonce::<XChaCha20Poly1305>::from(*nonce), payload).ok().map(Zeroizing::new)
}

/// Bytes as hexadecimal digits.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
        text
    })
}

/// Hexadecimal digits as bytes.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
