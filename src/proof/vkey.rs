//! Keys of signed notes: Ed25519 under a name, as in C2SP `signed-note`, section "Signatures".
//!
//! A [`VerifierKey`] is what a reader trusts; its text form (*vkey*) is
//! `name+hexid+base64(0x01 || public key)`. A [`Signer`] holds the secret.
//!
//! Not here: the notes themselves ([`super::note`]) and the key file ([`super::key`]).

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Signature type byte of Ed25519.
const ED25519: u8 = 0x01;

/// What the text form of a signing key begins with, as in the Go note tools.
const SECRET_PREFIX: &str = "PRIVATE+KEY+";

/// First four bytes of `SHA-256(name || 0x0A || 0x01 || public key)`. It finds a key; it proves
/// nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    fn of(name: &str, public: &VerifyingKey) -> KeyId {
        let mut hasher = Sha256::new();
        hasher.update(name.as_bytes());
        hasher.update([b'\n', ED25519]);
        hasher.update(public.as_bytes());
        let [a, b, c, d, ..] = <[u8; 32]>::from(hasher.finalize());
        KeyId([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        jejak_events::chain::write_hex(&self.0, f)
    }
}

/// Why a key cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Key names are part of signature lines and of the key's text form.
    #[error(
        "the key name {0} cannot be used: a name is not empty and holds no space, no control \
         character and no `+`; use the form `example.com/ledger`"
    )]
    Name(String),
    /// Not `name+8 hex digits+base64`.
    #[error("this is no key: expected `name+hexid+base64`, found {0}; copy the whole line")]
    Form(String),
    /// A well-formed key of another algorithm.
    #[error("key type {found:#04x} is not supported: expected 0x01 (Ed25519)")]
    Type {
        /// The type byte found.
        found: u8,
    },
    /// The id does not belong to the name and key material.
    #[error(
        "the key id {found} does not belong to the key named {name}, whose id is {expected}: the \
         key was mistyped or altered; copy it again from its source"
    )]
    Id {
        /// Key name.
        name: String,
        /// The id computed.
        expected: KeyId,
        /// The id written.
        found: String,
    },
    /// The bytes are no point of the curve, or one that would verify anything.
    #[error("the public key of {0} is no usable Ed25519 key; copy it again from its source")]
    Point(String),
}

/// The public half of a key, with the name that it signs under: what a reader has to trust.
///
/// Its text form is a *vkey*, `name+hexid+base64(0x01 || public key)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifierKey {
    name: String,
    id: KeyId,
    public: VerifyingKey,
}

impl VerifierKey {
    /// A key from its 32 bytes.
    pub fn new(name: &str, public: &[u8; 32]) -> Result<VerifierKey, KeyError> {
        check_name(name)?;
        let public = VerifyingKey::from_bytes(public)
            .ok()
            .filter(|key| !key.is_weak())
            .ok_or_else(|| KeyError::Point(name.to_owned()))?;
        Ok(VerifierKey { name: name.to_owned(), id: KeyId::of(name, &public), public })
    }

    /// The name signed under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short id that finds this key.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The 32 bytes of the key.
    pub fn public_bytes(&self) -> [u8; 32] {
        self.public.to_bytes()
    }

    /// Whether `signature` is this key's over `text`. Weak keys and malleable signatures fail.
    pub fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.public.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = [ED25519; 33];
        key[1..].copy_from_slice(self.public.as_bytes());
        write!(f, "{}+{}+{}", self.name, self.id, STANDARD.encode(key))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<VerifierKey, KeyError> {
        let (name, id, public) = parse_key(text, || shorten(text))?;
        let key = VerifierKey::new(name, &public)?;
        check_id(&key, id)?;
        Ok(key)
    }
}

/// A key that signs notes. The secret is wiped from memory when it is dropped.
pub struct Signer {
    public: VerifierKey,
    secret: SigningKey,
}

impl Signer {
    /// The key that 32 random bytes stand for.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Signer, KeyError> {
        let secret = SigningKey::from_bytes(seed);
        let public = VerifierKey::new(name, secret.verifying_key().as_bytes())?;
        Ok(Signer { public, secret })
    }

    /// Reads `PRIVATE+KEY+name+hexid+base64(0x01 || seed)`. Errors never show the secret.
    pub fn from_secret_text(text: &str) -> Result<Signer, KeyError> {
        let hidden = || "a secret key in another form".to_owned();
        let rest = text.strip_prefix(SECRET_PREFIX).ok_or_else(|| KeyError::Form(hidden()))?;
        let (name, id, seed) = parse_key(rest, hidden)?;
        let seed = Zeroizing::new(seed);
        let signer = Signer::from_seed(name, &seed)?;
        check_id(&signer.public, id)?;
        Ok(signer)
    }

    /// The secret as text, in the form of the Go note tools.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let mut key = Zeroizing::new([ED25519; 33]);
        key[1..].copy_from_slice(self.secret.as_bytes());
        let encoded = Zeroizing::new(STANDARD.encode(key.as_slice()));
        let VerifierKey { name, id, .. } = &self.public;
        let id = id.to_string();
        // Collected at once into its final length: growing would leave copies of the secret.
        Zeroizing::new([SECRET_PREFIX, name, "+", &id, "+", &encoded].concat())
    }

    /// The public half.
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs `text`, always with the same result.
    pub fn sign(&self, text: &str) -> [u8; 64] {
        self.secret.sign(text.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public)
    }
}

/// Checks a key name as in section "Format": not empty, no Unicode space, no plus.
pub fn check_name(name: &str) -> Result<(), KeyError> {
    let bad = |c: char| c.is_whitespace() || c < ' ' || c == '+';
    if name.is_empty() || name.contains(bad) {
        return Err(KeyError::Name(shorten(name)));
    }
    Ok(())
}

/// The beginning of untrusted text, quoted, fit to be shown in an error.
pub(super) fn shorten(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(60).collect();
    let more = if characters.next().is_some() { "..." } else { "" };
    format!("\"{}{more}\"", start.escape_debug())
}

/// Splits `name+hexid+base64(type || 32 bytes)`; `found` is shown when it is not of that form.
fn parse_key(
    text: &str,
    found: impl FnOnce() -> String,
) -> Result<(&str, &str, [u8; 32]), KeyError> {
    let mut parts = text.splitn(3, '+');
    let fields = (parts.next(), parts.next(), parts.next().map(|key| STANDARD.decode(key)));
    if let (Some(name), Some(id), Some(Ok(key))) = fields {
        let key = Zeroizing::new(key);
        match key.split_first() {
            Some((&ED25519, key)) => {
                if let Ok(key) = key.try_into() {
                    return Ok((name, id, key));
                }
            }
            Some((&found, _)) => return Err(KeyError::Type { found }),
            None => {}
        }
    }
    Err(KeyError::Form(found()))
}

fn check_id(key: &VerifierKey, written: &str) -> Result<(), KeyError> {
    if key.id.to_string() == written {
        return Ok(());
    }
    Err(KeyError::Id { name: key.name.clone(), expected: key.id, found: shorten(written) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example key of the Go note tools.
    const SECRET: &str =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn keys_of_other_tools_read_and_print_the_same() {
        let signer = Signer::from_secret_text(SECRET).expect("well-known key");
        assert_eq!(*signer.to_secret_text(), SECRET);
        assert_eq!(signer.verifier_key().to_string(), PUBLIC);
        let public: VerifierKey = PUBLIC.parse().expect("well-known key");
        assert_eq!(&public, signer.verifier_key());
        assert!(public.verifies("x\n", &signer.sign("x\n")));
        assert!(!public.verifies("y\n", &signer.sign("x\n")));
        assert!(!format!("{signer:?}").contains("AYEK"), "debug output hides the secret");
    }

    #[test]
    fn keys_that_are_not_exact_are_refused() {
        let form = |text: &str| KeyError::Form(shorten(text));
        let id = |expected, found: &str| KeyError::Id {
            name: "PeterNeumann".to_owned(),
            expected,
            found: shorten(found),
        };
        let good = KeyId([0xc7, 0x4f, 0x20, 0xa3]);
        let key = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let short = "PeterNeumann+c74f20a3+ARpc2Q==";
        let table = [
            (String::new(), form("")),
            ("PeterNeumann".to_owned(), form("PeterNeumann")),
            ("PeterNeumann+c74f20a3".to_owned(), form("PeterNeumann+c74f20a3")),
            (short.to_owned(), form(short)),
            (format!("{PUBLIC} "), form(&format!("{PUBLIC} "))),
            (format!("{PUBLIC}="), form(&format!("{PUBLIC}="))),
            (format!("+c74f20a3+{key}"), KeyError::Name(shorten(""))),
            (format!("Peter N+c74f20a3+{key}"), KeyError::Name(shorten("Peter N"))),
            (format!("PeterNeumann+c74f20a4+{key}"), id(good, "c74f20a4")),
            (format!("PeterNeumann+C74F20A3+{key}"), id(good, "C74F20A3")),
            (format!("PeterNeumann++{key}"), id(good, "")),
            (PUBLIC.replace("+ARpc", "+BBpc"), KeyError::Type { found: 0x04 }),
        ];
        for (text, expected) in table {
            assert_eq!(text.parse::<VerifierKey>(), Err(expected), "{text}");
        }
    }

    #[test]
    fn names_follow_the_specification() {
        for good in ["a", "example.com/ledger", "dinsos.bantenprov.go.id", "é—ж", "a=b"] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        for bad in ["", " ", "a b", "a+b", "a\n", "a\u{a0}b", "a\u{2003}b", "a\u{85}b", "a\u{1}"] {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn keys_that_would_verify_anything_are_refused() {
        let mut identity = [0u8; 32];
        identity[0] = 1;
        for weak in [identity, [0; 32]] {
            assert!(matches!(VerifierKey::new("weak", &weak), Err(KeyError::Point(_))));
        }
    }

    #[test]
    fn errors_about_secrets_do_not_show_them() {
        let cut = &SECRET[..SECRET.len() - 4];
        for text in [cut, &SECRET["PRIVATE+".len()..], &SECRET.replace("a3+", "a4+")] {
            let error = Signer::from_secret_text(text).expect_err("not exact");
            assert!(!error.to_string().contains("AYEK"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn every_seed_and_name_reads_back(seed: [u8; 32], name in "[a-z./é-]{1,20}") {
            let signer = Signer::from_seed(&name, &seed)?;
            let again = Signer::from_secret_text(&signer.to_secret_text())?;
            prop_assert_eq!(again.verifier_key(), signer.verifier_key());
            let public: VerifierKey = signer.verifier_key().to_string().parse()?;
            prop_assert_eq!(&public, signer.verifier_key());
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,120}") {
            let _ = text.parse::<VerifierKey>();
            let _ = Signer::from_secret_text(&text);
            let _ = Signer::from_secret_text(&format!("PRIVATE+KEY+{text}"));
        }
    }
}
