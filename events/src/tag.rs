//! What an event is about. A trail is the events that carry a tag.

use std::fmt;
use std::str::FromStr;

use crate::chain::{parse_hex, write_hex};
use crate::codes::{Region, SourceCode};
use crate::field::Object;
use crate::parse::ParseError;
use crate::text::{Code, DocumentNumber};

/// One thing that an event can be about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
pub enum Tag {
    /// A recipient of aid.
    Recipient([u8; 16]),
    /// A household.
    Household([u8; 16]),
    /// A person who recorded, acted or approved.
    Person([u8; 16]),
    /// A bank account, receipt, shop or device, by its equality token.
    Token([u8; 16]),
    /// An object brought into being by the event with this sequence number.
    Object(Object, u64),
    /// A region; an event carries its regency as well.
    Region(Region),
    /// A funding source.
    Source(SourceCode),
    /// A programme.
    Programme(Code),
    /// A document, by its normalised number.
    Document(String),
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tag::Recipient(id) => tagged_hex(f, "recipient", id),
            Tag::Household(id) => tagged_hex(f, "household", id),
            Tag::Person(id) => tagged_hex(f, "person", id),
            Tag::Token(id) => tagged_hex(f, "token", id),
            Tag::Object(object, seq) => write!(f, "{}:{seq}", object.word()),
            Tag::Region(region) => write!(f, "region:{region}"),
            Tag::Source(source) => write!(f, "source:{source}"),
            Tag::Programme(code) => write!(f, "programme:{code}"),
            Tag::Document(number) => write!(f, "document:{number}"),
        }
    }
}

fn tagged_hex(f: &mut fmt::Formatter<'_>, word: &str, id: &[u8; 16]) -> fmt::Result {
    write!(f, "{word}:")?;
    write_hex(id, f)
}

const EXPECTED: &str = "a tag such as `recipient:9f86…` (32 digits), `decree:57`, `source:1.1.01`, `region:36.03`, `programme:BLT-BBM`, `payment:204` or `document:188.4/21122-DINSOS/2022`";
const ADVICE: &str = "see `jejak trail --help` for the words before the colon";

/// Example of 16 bytes as text.
const ID: &str = "9f86d081884c7d659a2feaa0c55ad015";

impl Tag {
    /// Every word before the colon, each with an example of what stands behind it. Those of objects,
    /// all followed by a sequence number, are [`Object::word`].
    pub const WORDS: &'static [(&'static str, &'static str)] = &[
        ("recipient", ID),
        ("household", ID),
        ("person", ID),
        ("token", ID),
        ("region", "36.03"),
        ("source", "1.1.01"),
        ("programme", "BLT-BBM"),
        ("document", "188.4/21122-DINSOS/2022"),
        ("spm", "57"),
        ("sp2d", "57"),
    ];
}

impl FromStr for Tag {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Tag, ParseError> {
        let wrong = || ParseError::new(EXPECTED, text, ADVICE);
        let (word, value) = text.split_once(':').ok_or_else(wrong)?;
        let id = || parse_hex::<16>(value).ok_or_else(wrong);
        Ok(match word {
            "recipient" => Tag::Recipient(id()?),
            "household" => Tag::Household(id()?),
            "person" => Tag::Person(id()?),
            "token" => Tag::Token(id()?),
            "region" => Tag::Region(value.parse()?),
            "source" => Tag::Source(value.parse()?),
            "programme" => Tag::Programme(value.parse()?),
            "document" => Tag::Document(value.parse::<DocumentNumber>()?.normalised()),
            // SPM and SP2D live in the life of their SPP; people look for all three words.
            "spm" | "sp2d" => Tag::Object(Object::Spp, value.parse().map_err(|_| wrong())?),
            other => {
                let object = Object::from_word(other).ok_or_else(wrong)?;
                Tag::Object(object, value.parse().map_err(|_| wrong())?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_and_shown_again() {
        for (word, value) in Tag::WORDS {
            let tag: Tag = format!("{word}:{value}").parse().unwrap();
            let shown = if matches!(*word, "spm" | "sp2d") { "spp" } else { word };
            assert!(tag.to_string().starts_with(&format!("{shown}:")), "{tag}");
        }
        for object in Object::ALL {
            let tag = format!("{}:57", object.word()).parse();
            assert_eq!(tag, Ok(Tag::Object(*object, 57)));
        }
    }
}
