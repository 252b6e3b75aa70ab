//! The content of an answer: short, it is in memory; long, it is sent as it is read.

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::io::AsyncReadExt as _;

use crate::commands::Printed;

/// Bytes that are read from a file at once.
const CHUNK: usize = 64 * 1024;

/// What an answer contains.
#[derive(Debug)]
pub enum Content {
    /// All of it.
    Memory(Bytes),
    /// A file without a name, from its beginning.
    File(std::fs::File),
}

impl From<Printed> for Content {
    fn from(printed: Printed) -> Content {
        match printed {
            Printed::Memory(bytes) => Content::Memory(bytes.into()),
            Printed::File(file) => Content::File(file),
        }
    }
}

impl Content {
    /// Its length in bytes.
    pub fn length(&self) -> std::io::Result<u64> {
        match self {
            Content::Memory(bytes) => Ok(bytes.len() as u64),
            Content::File(file) => Ok(file.metadata()?.len()),
        }
    }

    /// As the body of an answer.
    pub fn into_body(self) -> Body {
        match self {
            Content::Memory(bytes) => Body::from(bytes),
            Content::File(file) => {
                let file = tokio::fs::File::from_std(file);
                Body::from_stream(stream::unfold(Some(file), chunk))
            }
        }
    }
}

/// The next chunk. Whoever reads sees that it ended early: the length was told before.
async fn chunk(
    file: Option<tokio::fs::File>,
) -> Option<(std::io::Result<Vec<u8>>, Option<tokio::fs::File>)> {
    let mut file = file?;
    let mut chunk = vec![0; CHUNK];
    match file.read(&mut chunk).await {
        Ok(0) => None,
        Ok(read) => {
            chunk.truncate(read);
            Some((Ok(chunk), Some(file)))
        }
        Err(error) => Some((Err(error), None)),
    }
}
