//! Arguments that must be public. The argument parser repeats what it cannot read; these are read
//! after it, so that a personal number in the wrong place is masked.

use std::str::FromStr;

use jejak_events::Text;
use jejak_events::ids::{RecipientId, Token};
use jejak_events::parse::ParseError;

use super::super::Failure;
use crate::commands::errors;

/// A random id, as typed.
#[derive(Debug, Clone)]
pub struct IdArg(String);

/// A public text, as typed: number of a case, law, version.
#[derive(Debug, Clone)]
pub struct TextArg(String);

/// The random id of a document, as typed.
#[derive(Debug, Clone)]
pub struct DocumentArg(String);

impl From<&str> for IdArg {
    fn from(text: &str) -> IdArg {
        IdArg(text.to_owned())
    }
}

impl From<&str> for TextArg {
    fn from(text: &str) -> TextArg {
        TextArg(text.to_owned())
    }
}

impl IdArg {
    /// The id.
    pub fn read(&self) -> Result<RecipientId, Failure> {
        parsed("ID", &self.0)
    }
}

impl From<&str> for DocumentArg {
    fn from(text: &str) -> DocumentArg {
        DocumentArg(text.to_owned())
    }
}

impl DocumentArg {
    /// The id.
    pub fn read(&self) -> Result<Token, Failure> {
        parsed("DOCUMENT", &self.0)
    }
}

impl TextArg {
    /// The text of an option.
    pub fn read(&self, option: &str) -> Result<Text, Failure> {
        parsed(option, &self.0)
    }
}

fn parsed<T: FromStr<Err = ParseError>>(option: &str, text: &str) -> Result<T, Failure> {
    text.parse().map_err(|error: ParseError| Failure::Usage(errors::said(&error).after(option)))
}
