//! What a trail is asked for: tags and flags, combined with `and`, `or`, `not` and parentheses.
//!
//! `programme:BLT-BBM and (region:36.02 or region:36.03) and not flag:DCR-07`. `not` binds closest,
//! then `and`, then `or`. A value with blanks or parentheses in it stands in double quotes.
//!
//! Not here: which rules there are (whoever asks says so), and the events themselves.

mod filter;
mod parse;
mod seqs;
#[cfg(test)]
mod tests;

use jejak_events::{Object, ParseError, Tag};

pub use self::filter::Filter;
use self::seqs::Seqs;
use crate::near::nearest;
use crate::reading::{Reading, Scope};
use crate::said;
use crate::said::Said;
use crate::view::{Unanswered, View};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Is about a thing.
    Tag(Tag),
    /// Was flagged by a rule.
    Flag(String),
    /// Both.
    And(Box<Query>, Box<Query>),
    /// One of them, or both.
    Or(Box<Query>, Box<Query>),
    /// All other events.
    Not(Box<Query>),
}

/// Why a question cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryError {
    /// A tag that cannot be read, and words that may have been meant.
    Tag(ParseError, Vec<&'static str>),
    /// It is put together in a way that cannot be read, or names what is not there.
    Wrong(Said),
}

/// How many near misses are named.
const NEAR: usize = 3;

impl Query {
    /// Reads a question; `rule` tells whether there is a rule of a code.
    pub fn parse(text: &str, rules: &[&'static str]) -> Result<Query, QueryError> {
        parse::query(text, rules)
    }

    /// Both questions.
    #[must_use]
    pub fn and(self, other: Query) -> Query {
        Query::And(Box::new(self), Box::new(other))
    }

    /// The sequence numbers of the events that are asked for, ascending.
    pub fn seqs(&self, reading: &Reading) -> Vec<u64> {
        self.found(reading).among(reading.state.integrity.size())
    }

    /// Whether events answer it of which nothing is known but that they are none of some others:
    /// among those may be some that do not count on the day asked for.
    pub fn is_open(&self) -> bool {
        match self {
            Query::Tag(_) | Query::Flag(_) => false,
            Query::Not(inner) => !inner.is_open(),
            Query::And(one, other) => one.is_open() && other.is_open(),
            Query::Or(one, other) => one.is_open() || other.is_open(),
        }
    }

    fn found(&self, reading: &Reading) -> Seqs {
        match self {
            Query::Tag(tag) => Seqs::of(reading.trail(tag)),
            Query::Flag(code) => {
                let flags = reading.flags.iter();
                let mut seqs: Vec<u64> = flags
                    .filter(|(_, flag)| flag == code.as_bytes())
                    .map(|(seq, _)| *seq)
                    .collect();
                seqs.dedup();
                Seqs::of(seqs)
            }
            Query::And(one, other) => one.found(reading).and(other.found(reading)),
            Query::Or(one, other) => one.found(reading).or(other.found(reading)),
            Query::Not(inner) => inner.found(reading).not(),
        }
    }

    /// The first thing that it names and the ledger does not know, with what may have been meant.
    /// People, tokens and documents are known by nobody's list: no events are an answer there.
    pub fn unknown(&self, reading: &Reading) -> Option<Said> {
        match self {
            Query::Tag(tag) if reading.trail(tag).is_empty() => unknown(reading, tag),
            Query::Tag(_) | Query::Flag(_) => None,
            Query::And(one, other) | Query::Or(one, other) => {
                one.unknown(reading).or_else(|| other.unknown(reading))
            }
            Query::Not(inner) => inner.unknown(reading),
        }
    }
}

/// Sequence numbers of the events that are asked for and wanted.
pub fn find(view: &View, query: &Query, filter: &Filter) -> Result<Vec<u64>, Unanswered> {
    find_within(view, query, filter, 0..=u64::MAX)
}

/// The same among the events with these sequence numbers.
pub fn find_within(
    view: &View,
    query: &Query,
    filter: &Filter,
    within: std::ops::RangeInclusive<u64>,
) -> Result<Vec<u64>, Unanswered> {
    if let Some(unknown) = query.unknown(view.reading) {
        return Err(Unanswered::Wrong(unknown));
    }
    let mut seqs = query.seqs(view.reading);
    seqs.retain(|seq| within.contains(seq));
    let scope = Scope { as_of: view.stamp.as_of, balances_only: false };
    let plain = scope.as_of.is_none() || !query.is_open();
    if plain && filter.is_empty() {
        return Ok(seqs);
    }
    let mut wanted = Vec::new();
    for seq in seqs {
        let fact = view.facts.fact(seq)?;
        if scope.counts(&fact) && filter.takes(&fact) {
            wanted.push(seq);
        }
    }
    Ok(wanted)
}

fn unknown(reading: &Reading, tag: &Tag) -> Option<Said> {
    let reference = &reading.state.reference;
    let (what, known): (Said, Vec<String>) = match tag {
        Tag::Programme(code) if !reference.programmes.contains(code) => (
            said!("a registered programme", "program yang terdaftar"),
            reference.programmes.iter().map(|(code, _)| code.to_string()).collect(),
        ),
        Tag::Source(code) if !reference.sources.contains(code) => (
            said!("a registered funding source", "sumber dana yang terdaftar"),
            reference.sources.iter().map(|(code, _)| code.to_string()).collect(),
        ),
        Tag::Region(region) if !reference.regions.contains(region) => (
            said!("a registered region", "wilayah yang terdaftar"),
            reference.regions.iter().map(|(region, _)| region.to_string()).collect(),
        ),
        Tag::Object(object, seq) if !reading.state.exists(*object, *seq) => {
            return Some(no_object(reading, *object, *seq));
        }
        _ => return None,
    };
    let text = tag.to_string();
    let asked = text.split_once(':').map_or(text.as_str(), |(_, value)| value);
    let near = nearest(asked, known.iter().map(String::as_str), NEAR).join(", ");
    let wrong = said!(
        with what;
        "expected {what}, found `{text}`; no event is about it",
        "seharusnya {what}, ditemukan `{text}`; tidak ada kejadian tentangnya"
    );
    Some(if near.is_empty() {
        wrong
    } else {
        said!(with wrong; "{wrong}; perhaps {near}?", "{wrong}; mungkin {near}?")
    })
}

/// What the event at a number made instead.
fn no_object(reading: &Reading, object: Object, seq: u64) -> Said {
    let word = object.word();
    let made = Object::ALL.iter().find(|other| reading.state.exists(**other, seq));
    match made.filter(|made| **made != Object::Event) {
        Some(made) => said!(
            "event {seq} made no {word}; what it made is `{0}:{seq}`",
            "kejadian {seq} tidak membuat {word}; yang dibuatnya `{0}:{seq}`",
            made.word()
        ),
        None => said!(
            "expected the number of an event that made a {word}, found {seq}; find it with `jejak \
             count` and `jejak trail`",
            "seharusnya nomor kejadian yang membuat {word}, ditemukan {seq}; cari dengan `jejak \
             count` dan `jejak trail`"
        ),
    }
}
