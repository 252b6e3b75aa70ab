//! A body that is sent as it is read: whatever a command printed, however long it is.

use axum::body::Body;
use futures_util::stream;
use tokio::io::AsyncReadExt as _;

use crate::commands::Printed;

/// Bytes that are read from a file at once.
const CHUNK: usize = 64 * 1024;

/// What was printed, as a body, and its length in bytes.
pub fn of_printed(printed: Printed) -> std::io::Result<(Body, u64)> {
    match printed {
        Printed::Memory(bytes) => {
            let length = bytes.len() as u64;
            Ok((Body::from(bytes), length))
        }
        Printed::File(file) => {
            let length = file.metadata()?.len();
            let file = tokio::fs::File::from_std(file);
            let chunks = stream::unfold(Some(file), |file| async move {
                let mut file = file?;
                let mut chunk = vec![0; CHUNK];
                match file.read(&mut chunk).await {
                    Ok(0) => None,
                    Ok(read) => {
                        chunk.truncate(read);
                        Some((Ok(chunk), Some(file)))
                    }
                    // Whoever reads sees that it ended early: the length was told before.
                    Err(error) => Some((Err(error), None)),
                }
            });
            Ok((Body::from_stream(chunks), length))
        }
    }
}
