//! bincode 2.0.1 `standard()` with a limit, and only its canonical form.
//!
//! The varint coding of bincode accepts over-long integers, so two byte strings could decode to
//! one value. Decoding therefore consumes all bytes and encodes again: other bytes are refused.

use bincode::config::{Configuration, Limit, LittleEndian, Varint};

/// No entry is longer than this (the limit of C2SP entry bundles), so no part of one is.
pub const ENTRY_BYTES_MAX: usize = 65_535;

/// bincode's limit counts the memory that decoded values take, not the bytes on the wire. The
/// shortest list element, a document that says its kind alone, takes 4 bytes on the wire and less
/// than 128 in memory; 64 times the entry leaves room, and still bounds what damage can claim.
const MEMORY_BYTES_MAX: usize = 64 * ENTRY_BYTES_MAX;

/// The one configuration that is ever used for hashed bytes.
const CONFIG: Configuration<LittleEndian, Varint, Limit<MEMORY_BYTES_MAX>> =
    bincode::config::standard().with_limit::<MEMORY_BYTES_MAX>();

/// Bytes that are not the canonical form of what they claim to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// The bytes do not decode.
    #[error("the bytes do not decode: {0}")]
    Malformed(String),
    /// The value cannot be encoded within the limit.
    #[error("the value does not encode within {ENTRY_BYTES_MAX} bytes: {0}")]
    TooLong(String),
    /// Bytes are left over.
    #[error("{left} bytes are left after the value, 0 were expected")]
    Trailing {
        /// How many.
        left: usize,
    },
    /// The value decodes, but was written in another form than ours.
    #[error("the bytes are not the canonical form of their value")]
    NotCanonical,
    /// A version that this program does not know.
    #[error("{kind} version {version} is not known to this program; use a newer one")]
    UnknownVersion {
        /// Kind name.
        kind: &'static str,
        /// Version found.
        version: u8,
    },
}

/// Appends the bytes of a wire struct.
pub fn encode<T: bincode::Encode>(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
    bincode::encode_into_std_write(value, out, CONFIG)
        .map(|_| ())
        .map_err(|error| CodecError::TooLong(error.to_string()))
}

/// Reads a wire struct: all bytes, canonical form only.
pub fn decode<T: bincode::Encode + bincode::Decode<()>>(bytes: &[u8]) -> Result<T, CodecError> {
    let (value, used) = bincode::decode_from_slice::<T, _>(bytes, CONFIG)
        .map_err(|error| CodecError::Malformed(error.to_string()))?;
    if used != bytes.len() {
        return Err(CodecError::Trailing { left: bytes.len().saturating_sub(used) });
    }
    let mut again = ComparingWriter { rest: bytes };
    bincode::encode_into_writer(&value, &mut again, CONFIG)
        .map_err(|_| CodecError::NotCanonical)?;
    Ok(value)
}

/// Compares what is written with what was read, without a buffer.
struct ComparingWriter<'a> {
    rest: &'a [u8],
}

impl bincode::enc::write::Writer for ComparingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), bincode::error::EncodeError> {
        match self.rest.split_at_checked(bytes.len()) {
            Some((same, rest)) if same == bytes => {
                self.rest = rest;
                Ok(())
            }
            _ => Err(bincode::error::EncodeError::Other("not canonical")),
        }
    }
}
