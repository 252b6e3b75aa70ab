//! An error with everything that caused it, for a reader who sees one line.

use std::error::Error;

/// An error with its causes, on one line, from the outermost inwards.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Outer(&'static str, #[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("inner")]
    struct Inner(#[source] std::fmt::Error);

    #[test]
    fn causes_follow_from_the_outermost_inwards() {
        let alone: &dyn Error = &std::fmt::Error;
        assert_eq!(chain(alone), alone.to_string());
        let told = chain(&Outer("outer", Inner(std::fmt::Error)));
        assert_eq!(told, format!("outer: inner: {alone}"));
    }
}
