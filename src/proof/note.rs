//! Text signed by one or more keys, as in C2SP `signed-note`, with Ed25519 signatures.
//!
//! ```text
//! text, any number of lines
//!
//! — <key name> <base64(key id (4) || signature)>
//! ```
//!
//! Signatures by keys that the reader does not know are ignored, as the section "Signatures"
//! demands: keys can be rotated and witnesses can cosign without breaking old readers. The text
//! cannot be reached before a signature has been verified.
//!
//! Not here: what the text means ([`super::checkpoint`]), and the keys ([`super::vkey`]).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::vkey::{KeyId, Signer, VerifierKey, check_name, shorten};

/// Largest note read. The specification demands room for 16 signatures and speaks of nearly 5 kB
/// for a post-quantum one: 16 x (4,631 bytes in base64 + a name) is about 100 kB.
pub const NOTE_BYTES_MAX: usize = 128 * 1024;

/// Most signature lines read.
pub const SIGNATURES_MAX: usize = 100;

/// One signature line; says nothing until it is verified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteSignature {
    name: String,
    id: KeyId,
    bytes: Vec<u8>,
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.0.as_slice(), &self.bytes].concat();
        write!(f, "— {} {}", self.name, STANDARD.encode(bytes))
    }
}

/// Why a note cannot be read or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Larger than [`NOTE_BYTES_MAX`].
    #[error("the note has {found} bytes, more than the {NOTE_BYTES_MAX} that are read")]
    TooLarge {
        /// Its bytes.
        found: usize,
    },
    /// Notes are UTF-8.
    #[error("the note is not UTF-8 from byte {at} on; was it copied as text?")]
    NotUtf8 {
        /// Offset of the first bad byte.
        at: usize,
    },
    /// Only newline is allowed below U+0020. Carriage returns come from Windows editors.
    #[error(
        "the note holds the control character U+{code:04X} at byte {at}; only newlines are \
         allowed, save it with Unix line ends"
    )]
    Control {
        /// Code point.
        code: u32,
        /// Offset.
        at: usize,
    },
    /// A text without newline at the end cannot be signed.
    #[error("the text of a note ends in a newline; this one does not")]
    TextEnd,
    /// No blank line followed by complete signature lines.
    #[error(
        "the note has no signatures: expected a blank line and then lines `— name base64`, each \
         with a newline at the end; was the end cut off?"
    )]
    NoSignatures,
    /// More than [`SIGNATURES_MAX`] lines.
    #[error("the note has more than {SIGNATURES_MAX} signatures")]
    TooManySignatures,
    /// A line after the blank one that is no signature.
    #[error("signature line {line} is malformed: expected `— name base64`, found {found}")]
    SignatureLine {
        /// Counted from 1 after the blank line.
        line: usize,
        /// Its beginning.
        found: String,
    },
    /// No signature is by a key in the reader's list.
    #[error(
        "the note is signed by {found}, none of which is a known key ({known}); get the \
         ledger's public key from a source you trust and compare"
    )]
    UnknownKey {
        /// Signers named in the note.
        found: String,
        /// Keys of the reader.
        known: String,
    },
    /// Signed in the name of a known key, but not by it.
    #[error(
        "the signature in the name of {key} does not fit the text: the note was altered or \
         forged; do not use it"
    )]
    BadSignature {
        /// Name and id of the key.
        key: String,
    },
    /// The reader's list holds two different keys with one name and id.
    #[error("two different known keys are both called {key}; remove the one that is not trusted")]
    Ambiguous {
        /// Name and id.
        key: String,
    },
}

/// A text with its signature lines. The text is given out by [`Note::verify`] only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// The text of a note, and the known keys that signed it: at least one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified<'a> {
    /// The text, with the newline at its end.
    pub text: &'a str,
    /// Known keys whose signatures were verified, in the order of the lines.
    pub keys: Vec<&'a VerifierKey>,
}

impl Note {
    /// Signs `text`, which has to end in a newline.
    pub fn sign(text: &str, signers: &[&Signer]) -> Result<Note, NoteError> {
        check_characters(text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::TextEnd);
        }
        let sign = |signer: &&Signer| NoteSignature {
            name: signer.verifier_key().name().to_owned(),
            id: signer.verifier_key().id(),
            bytes: signer.sign(text).to_vec(),
        };
        let note = Note { text: text.to_owned(), signatures: signers.iter().map(sign).collect() };
        // Too many signers, none, or too long a text: what nobody could read is not written.
        let back = Note::parse(note.to_string().as_bytes())?;
        assert_eq!(back, note, "a note reads back as it was signed");
        Ok(note)
    }

    /// Reads a note; verifies nothing but its form (section "Format").
    pub fn parse(bytes: &[u8]) -> Result<Note, NoteError> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLarge { found: bytes.len() });
        }
        let note = std::str::from_utf8(bytes)
            .map_err(|error| NoteError::NotUtf8 { at: error.valid_up_to() })?;
        check_characters(note)?;
        // The text keeps the first newline of the blank line's pair.
        let blank = note.rfind("\n\n").ok_or(NoteError::NoSignatures)?;
        let (text, rest) = note.split_at(blank + 1);
        let lines = rest.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let lines: Vec<&str> = lines.ok_or(NoteError::NoSignatures)?.split('\n').collect();
        if lines.len() > SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        let parsed = lines.iter().enumerate().map(|(index, line)| {
            parse_signature(line)
                .ok_or_else(|| NoteError::SignatureLine { line: index + 1, found: shorten(line) })
        });
        Ok(Note { signatures: parsed.collect::<Result<_, _>>()?, text: text.to_owned() })
    }

    /// Verifies every signature by a known key, ignores the others, and gives out the text if at
    /// least one was by a known key and none of those was wrong (section "Signatures").
    pub fn verify<'a>(&'a self, known: &'a [VerifierKey]) -> Result<Verified<'a>, NoteError> {
        let mut keys: Vec<&VerifierKey> = Vec::new();
        for signature in &self.signatures {
            let called = || format!("{}+{}", signature.name, signature.id);
            let named =
                |key: &&VerifierKey| key.name() == signature.name && key.id() == signature.id;
            let mut candidates = known.iter().filter(named);
            let Some(key) = candidates.next() else { continue };
            if candidates.any(|other| other != key) {
                return Err(NoteError::Ambiguous { key: called() });
            }
            if !key.verifies(&self.text, &signature.bytes) {
                return Err(NoteError::BadSignature { key: called() });
            }
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if keys.is_empty() {
            return Err(self.unknown(known));
        }
        Ok(Verified { text: &self.text, keys })
    }

    /// Adds the signatures of another copy of the same note, a witness's say.
    /// Returns whether the texts were the same.
    pub fn merge(&mut self, other: &Note) -> bool {
        if self.text != other.text {
            return false;
        }
        for signature in &other.signatures {
            if !self.signatures.contains(signature) {
                self.signatures.push(signature.clone());
            }
        }
        true
    }

    fn unknown(&self, known: &[VerifierKey]) -> NoteError {
        let named: Vec<String> =
            self.signatures.iter().map(|s| format!("{}+{}", shorten(&s.name), s.id)).collect();
        let known: Vec<String> =
            known.iter().map(|key| format!("{}+{}", key.name(), key.id())).collect();
        NoteError::UnknownKey { found: named.join(", "), known: known.join(", ") }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

fn check_characters(text: &str) -> Result<(), NoteError> {
    match text.bytes().enumerate().find(|(_, byte)| *byte < 0x20 && *byte != b'\n') {
        Some((at, byte)) => Err(NoteError::Control { code: u32::from(byte), at }),
        None => Ok(()),
    }
}

fn parse_signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
    check_name(name).ok()?;
    let decoded = STANDARD.decode(encoded).ok()?;
    let (id, bytes) = decoded.split_first_chunk::<4>()?;
    if bytes.is_empty() {
        return None;
    }
    Some(NoteSignature { name: name.to_owned(), id: KeyId(*id), bytes: bytes.to_vec() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of the Go note tools.
    const GOLDEN: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\
        \n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    fn signer(name: &str, seed: u8) -> Signer {
        Signer::from_seed(name, &[seed; 32]).expect("a good name")
    }

    fn public(signer: &Signer) -> VerifierKey {
        signer.verifier_key().clone()
    }

    #[test]
    fn a_note_of_other_tools_verifies_and_prints_the_same() {
        let known = [PETER.parse().expect("well-known key")];
        let note = Note::parse(GOLDEN.as_bytes()).expect("well-known note");
        assert_eq!(note.to_string(), GOLDEN);
        let verified = note.verify(&known).expect("good signature");
        assert_eq!(verified.keys, [&known[0]]);
        assert!(verified.text.ends_with("problem is.\n"));
    }

    #[test]
    fn unknown_signatures_are_ignored_and_known_ones_count() {
        let (a, b, stranger) = (signer("a", 1), signer("b", 2), signer("c", 3));
        let note = Note::sign("text\n", &[&stranger, &b, &a, &b]).expect("signs");
        let note = Note::parse(note.to_string().as_bytes()).expect("reads back");
        let known = [public(&a), public(&b)];
        assert_eq!(note.verify(&known).expect("signed").keys, [&known[1], &known[0]]);
        let error = note.verify(&[public(&signer("d", 4))]).expect_err("nobody known");
        assert!(matches!(error, NoteError::UnknownKey { .. }), "{error}");
        assert!(note.verify(&[]).is_err());
        // Same name, other key: not known, since the id differs.
        assert!(note.verify(&[public(&signer("a", 9))]).is_err());
    }

    #[test]
    fn one_wrong_signature_by_a_known_key_refuses_the_note() {
        let (a, b) = (signer("a", 1), signer("b", 2));
        let good = Note::sign("text\n", &[&a, &b]).expect("signs").to_string();
        let forged = Note::parse(good.replace("text", "tax!").as_bytes()).expect("well formed");
        assert_eq!(
            forged.verify(&[public(&b)]),
            Err(NoteError::BadSignature { key: format!("b+{}", b.verifier_key().id()) })
        );
        let mut mixed = Note::sign("tax!\n", &[&a]).expect("signs");
        assert!(!mixed.merge(&Note::parse(good.as_bytes()).expect("reads")), "other text");
        mixed.signatures.push(forged.signatures[1].clone());
        assert!(mixed.verify(&[public(&a)]).is_ok());
        assert!(mixed.verify(&[public(&a), public(&b)]).is_err());
    }

    #[test]
    fn copies_with_different_signatures_merge() {
        let (a, b) = (signer("a", 1), signer("b", 2));
        let mut note = Note::sign("text\n", &[&a]).expect("signs");
        assert!(note.merge(&Note::sign("text\n", &[&a, &b]).expect("signs")));
        assert_eq!(note, Note::sign("text\n", &[&a, &b]).expect("signs"));
    }

    #[test]
    fn malformed_notes_are_refused_with_the_reason() {
        let line = |found: &str, line| NoteError::SignatureLine { line, found: shorten(found) };
        let control = |code, at| NoteError::Control { code, at };
        let table: [(&[u8], NoteError); 19] = [
            (b"", NoteError::NoSignatures),
            (b"text\n", NoteError::NoSignatures),
            (b"text\n\n", NoteError::NoSignatures),
            ("text\n— a AAAAAAA=\n".as_bytes(), NoteError::NoSignatures),
            ("text\n\n— a AAAAAAA=".as_bytes(), NoteError::NoSignatures),
            (b"text\n\n\n", NoteError::NoSignatures),
            (b"text\n\nx\n", line("x", 1)),
            ("text\n\n— a AAAAAAA=\nx\n".as_bytes(), line("x", 2)),
            ("text\n\n- a AAAAAAA=\n".as_bytes(), line("- a AAAAAAA=", 1)),
            ("text\n\n—  AAAAAAA=\n".as_bytes(), line("—  AAAAAAA=", 1)),
            ("text\n\n— a+b AAAAAAA=\n".as_bytes(), line("— a+b AAAAAAA=", 1)),
            ("text\n\n— a  AAAAAAA=\n".as_bytes(), line("— a  AAAAAAA=", 1)),
            ("text\n\n— a AAAAAAA= \n".as_bytes(), line("— a AAAAAAA= ", 1)),
            ("text\n\n— a AAAAAAA\n".as_bytes(), line("— a AAAAAAA", 1)),
            ("text\n\n— a AAAAAAB=\n".as_bytes(), line("— a AAAAAAB=", 1)),
            ("text\n\n— a AAAAAA==\n".as_bytes(), line("— a AAAAAA==", 1)),
            (b"te\rxt\n", control(0x0d, 2)),
            (b"te\0xt\n", control(0, 2)),
            (b"te\xffxt\n", NoteError::NotUtf8 { at: 2 }),
        ];
        for (bytes, expected) in table {
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(Note::parse(bytes), Err(expected), "{shown:?}");
        }
    }

    #[test]
    fn blank_lines_belong_to_the_text() {
        let key = signer("a", 1);
        for text in ["\n", "a\n\n", "\n\n\n", "a\n\nb\n", "— a AAAAAAA=\n"] {
            let note = Note::sign(text, &[&key]).expect("signs").to_string();
            let parsed = Note::parse(note.as_bytes()).expect("reads back");
            assert_eq!(parsed.verify(&[public(&key)]).expect("verifies").text, text);
        }
        assert_eq!(Note::sign("a\n", &[]), Err(NoteError::NoSignatures));
        for text in ["", "a", "a\r\n", "\ta\n", &"a\n".repeat(NOTE_BYTES_MAX / 2)] {
            assert!(Note::sign(text, &[&key]).is_err(), "{} bytes", text.len());
        }
    }

    #[test]
    fn sizes_are_limited() {
        let found = NOTE_BYTES_MAX + 1;
        assert_eq!(Note::parse(&vec![b'a'; found]), Err(NoteError::TooLarge { found }));
        let lines = |count| format!("text\n\n{}", "— a AAAAAAA=\n".repeat(count));
        assert!(Note::parse(lines(SIGNATURES_MAX).as_bytes()).is_ok());
        let many = Note::parse(lines(SIGNATURES_MAX + 1).as_bytes());
        assert_eq!(many, Err(NoteError::TooManySignatures));
        // Sixteen post-quantum signatures have to fit.
        let large = format!("— example.com/witness {}\n", STANDARD.encode([7; 4631]));
        assert!(Note::parse(format!("text\n\n{}", large.repeat(16)).as_bytes()).is_ok());
    }

    proptest! {
        #[test]
        fn what_parses_prints_as_the_same_bytes(
            text in "([a-z —\\n]{0,20}\n)",
            names in prop::collection::vec("[a-zé./]{1,9}", 1..4),
        ) {
            let keys: Vec<Signer> = names.iter().map(|name| signer(name, 5)).collect();
            let note = Note::sign(&text, &keys.iter().collect::<Vec<_>>())?.to_string();
            prop_assert_eq!(Note::parse(note.as_bytes())?.to_string(), note);
        }

        #[test]
        fn any_changed_byte_is_refused(at in 0..GOLDEN.len(), flip in 1u8..) {
            let mut bytes = GOLDEN.as_bytes().to_vec();
            bytes[at] ^= flip;
            let known = [PETER.parse()?];
            let opened = Note::parse(&bytes);
            prop_assert!(opened.is_err() || opened.is_ok_and(|note| note.verify(&known).is_err()));
        }

        #[test]
        fn parsing_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Note::parse(&bytes);
        }

        #[test]
        fn parsing_text_never_panics(text in "[a—+ \n=]{0,60}") {
            if let Ok(note) = Note::parse(text.as_bytes()) {
                prop_assert_eq!(note.to_string(), text);
                let known = [PETER.parse()?];
                prop_assert!(note.verify(&known).is_err());
            }
        }
    }
}
