//! The entry: the one byte string that is hashed, stored and proven.
//!
//! ```text
//! prev_chain_hash 32 | format 1 | seq 8 BE | recorded_at 8 BE | kind 2 BE | version 1
//! | envelope_len 2 BE | envelope | body_len 2 BE | body
//! ```
//!
//! Not here: how many entries share a frame on disk.

use crate::catalogue::{Event, Kind};
use crate::chain::ChainHash;
use crate::codec::{self, CodecError, ENTRY_BYTES_MAX};
use crate::date::Timestamp;
use crate::envelope::Envelope;
use crate::wire::OlderBody;

/// The only format there is.
pub const FORMAT: u8 = 1;

/// Bytes before the envelope: 32 + 1 + 8 + 8 + 2 + 1 + 2.
const HEADER_BYTES: usize = 54;

/// The fixed part of an entry and where its two parts lie: all that integrity needs, whatever the
/// kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawEntry<'a> {
    /// Chain hash of the entry before.
    pub prev: ChainHash,
    /// Sequence number.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Kind number, known or not.
    pub kind: u16,
    /// Version of the kind's wire struct.
    pub version: u8,
    /// bincode of the envelope.
    pub envelope: &'a [u8],
    /// bincode of the body.
    pub body: &'a [u8],
}

/// An entry understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Sequence number.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What surrounds it.
    pub envelope: Envelope,
    /// What happened.
    pub event: Event,
    /// The body as it was recorded, where that was in an older version of its kind. It says the
    /// same as `event`: whoever puts another event there takes it away.
    pub older: Option<Box<OlderBody>>,
}

/// Bytes that are no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The lengths inside do not add up to the length of the whole.
    #[error("an entry of {found} bytes does not hold the lengths it states")]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Written by a newer program.
    #[error(
        "entry format {found} is not known to this program, expected {FORMAT}; use a newer one"
    )]
    Format {
        /// Format found.
        found: u8,
    },
    /// A time that no clock of this ledger can have shown.
    #[error("recorded_at {found} is out of range")]
    Time {
        /// Microseconds found.
        found: i64,
    },
    /// A kind that this program does not know.
    #[error("event kind {number} is not known to this program; use a newer one")]
    UnknownKind {
        /// Number found.
        number: u16,
    },
    /// Envelope or body do not decode.
    #[error("{part}: {error}")]
    Codec {
        /// `envelope` or `body`.
        part: &'static str,
        /// What is wrong.
        error: CodecError,
    },
}

impl<'a> RawEntry<'a> {
    /// Splits the bytes of an entry.
    pub fn parse(bytes: &'a [u8]) -> Result<RawEntry<'a>, EntryError> {
        let length = || EntryError::Length { found: bytes.len() };
        if bytes.len() > ENTRY_BYTES_MAX {
            return Err(length());
        }
        let (header, rest) = bytes.split_at_checked(HEADER_BYTES).ok_or_else(length)?;
        let format = header[32];
        if format != FORMAT {
            return Err(EntryError::Format { found: format });
        }
        let (envelope, rest) =
            rest.split_at_checked(usize::from(be16(header, 52))).ok_or_else(length)?;
        let (body_len, body) = rest.split_at_checked(2).ok_or_else(length)?;
        if usize::from(be16(body_len, 0)) != body.len() {
            return Err(length());
        }
        let micros = i64::from_be_bytes(array(header, 41));
        let recorded_at =
            Timestamp::from_micros(micros).ok_or(EntryError::Time { found: micros })?;
        Ok(RawEntry {
            prev: ChainHash(array(header, 0)),
            seq: u64::from_be_bytes(array(header, 33)),
            recorded_at,
            kind: be16(header, 49),
            version: header[51],
            envelope,
            body,
        })
    }

    /// The envelope.
    pub fn envelope(&self) -> Result<Envelope, EntryError> {
        codec::decode(self.envelope).map_err(|error| EntryError::Codec { part: "envelope", error })
    }

    /// The event.
    pub fn event(&self) -> Result<Event, EntryError> {
        self.read().map(|(event, _)| event)
    }

    /// The event, and the body itself where it is of an older version.
    fn read(&self) -> Result<(Event, Option<Box<OlderBody>>), EntryError> {
        let kind =
            Kind::from_number(self.kind).ok_or(EntryError::UnknownKind { number: self.kind })?;
        Event::read(kind, self.version, self.body)
            .map_err(|error| EntryError::Codec { part: "body", error })
    }

    /// Understands the whole entry.
    pub fn decode(&self) -> Result<Recorded, EntryError> {
        let envelope = self.envelope()?;
        let (event, older) = self.read()?;
        Ok(Recorded { seq: self.seq, recorded_at: self.recorded_at, envelope, event, older })
    }
}

/// Copies `N` bytes that the caller knows to be there.
fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[at..at + N]);
    out
}

fn be16(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes(array(bytes, at))
}

impl Recorded {
    /// Understands the bytes of an entry.
    pub fn parse(bytes: &[u8]) -> Result<Recorded, EntryError> {
        RawEntry::parse(bytes)?.decode()
    }

    /// Appends the bytes of the entry to `out`, linked to `prev`, and returns its chain hash.
    ///
    /// Fails without appending anything when the entry would be longer than 65,535 bytes.
    pub fn write(&self, prev: ChainHash, out: &mut Vec<u8>) -> Result<ChainHash, EntryError> {
        let start = out.len();
        let written = self.write_parts(prev, start, out);
        if written.is_err() {
            out.truncate(start);
        }
        written.map(|()| ChainHash::of(&out[start..]))
    }

    fn write_parts(
        &self,
        prev: ChainHash,
        start: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), EntryError> {
        let kind = self.event.kind();
        out.extend_from_slice(&prev.0);
        out.push(FORMAT);
        out.extend_from_slice(&self.seq.to_be_bytes());
        out.extend_from_slice(&self.recorded_at.micros().to_be_bytes());
        out.extend_from_slice(&kind.number().to_be_bytes());
        out.push(self.older.as_ref().map_or(kind.version(), |older| older.version));
        write_part(out, "envelope", |out| codec::encode(&self.envelope, out))?;
        write_part(out, "body", |out| match &self.older {
            Some(older) => {
                out.extend_from_slice(&older.bytes);
                Ok(())
            }
            None => self.event.encode(out),
        })?;
        match out.len().saturating_sub(start) {
            found if found > ENTRY_BYTES_MAX => Err(EntryError::Length { found }),
            _ => Ok(()),
        }
    }
}

/// Writes a part behind its two-byte length.
fn write_part(
    out: &mut Vec<u8>,
    part: &'static str,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), CodecError>,
) -> Result<(), EntryError> {
    let at = out.len();
    out.extend_from_slice(&[0, 0]);
    write(out).map_err(|error| EntryError::Codec { part, error })?;
    let found = out.len().saturating_sub(at).saturating_sub(2);
    let length = u16::try_from(found).map_err(|_| EntryError::Length { found })?;
    out[at..at + 2].copy_from_slice(&length.to_be_bytes());
    Ok(())
}
