//! A body as it is written: kind, version and bytes. New ones are written in the newest version;
//! what was recorded in an older one is read as the newest, and its own bytes are kept beside it,
//! because they are what was hashed and may have been signed.
//!
//! Not here: what the bytes mean ([`crate::catalogue`]).

use std::borrow::Cow;

/// The body of an entry in an older version of its kind, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderBody {
    /// Version of the kind's wire struct.
    pub version: u8,
    /// The bytes in that version.
    pub bytes: Box<[u8]>,
}

impl OlderBody {
    /// The bytes of a body to be kept; nothing for the newest version, which writes the same bytes
    /// again.
    pub(crate) fn of(newest: u8, version: u8, bytes: &[u8]) -> Option<Box<OlderBody>> {
        (version != newest).then(|| Box::new(OlderBody { version, bytes: bytes.into() }))
    }
}

/// A body as it stands in an entry, and as actors sign it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire<'a> {
    /// Number of the kind.
    pub kind: u16,
    /// Version of the kind's wire struct.
    pub version: u8,
    /// bincode of the body in that version.
    pub body: Cow<'a, [u8]>,
}
