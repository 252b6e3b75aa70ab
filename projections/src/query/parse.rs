//! Reading a query.

use jejak_events::{Object, Tag};

use super::{NEAR, Query, QueryError};
use crate::near::nearest;
use crate::said;
use crate::said::Said;

/// Parentheses within each other, at most: a longer question is a mistake, and none may fill the
/// stack.
const DEPTH_MAX: usize = 64;

/// Reads a whole question.
pub fn query(text: &str, rules: &[&'static str]) -> Result<Query, QueryError> {
    let mut reader = Reader { words: words(text)?, at: 0, depth: 0, rules };
    if !reader.words.iter().any(Word::joins) {
        // One thing, whatever blanks its value has.
        return leaf(text.trim(), rules);
    }
    let query = reader.either()?;
    match reader.next() {
        None => Ok(query),
        Some(Word::Close) => {
            Err(wrong(&said!("a `)` stands without its `(`", "ada `)` tanpa `(`")))
        }
        Some(word) => Err(between(word.text())),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Open,
    Close,
    And,
    Or,
    Not,
    Leaf(String),
}

impl Word {
    /// Whether it puts a question together.
    fn joins(&self) -> bool {
        !matches!(self, Word::Leaf(_))
    }

    fn text(&self) -> &str {
        match self {
            Word::Open => "(",
            Word::Close => ")",
            Word::And => "and",
            Word::Or => "or",
            Word::Not => "not",
            Word::Leaf(text) => text,
        }
    }
}

fn words(text: &str) -> Result<Vec<Word>, QueryError> {
    let (mut words, mut leaf, mut quoted) = (Vec::new(), String::new(), false);
    for letter in text.chars() {
        let bracket = match letter {
            '(' if !quoted => Some(Word::Open),
            ')' if !quoted => Some(Word::Close),
            _ => None,
        };
        if letter == '"' {
            quoted = !quoted;
        } else if bracket.is_some() || (letter.is_whitespace() && !quoted) {
            words.extend(word(std::mem::take(&mut leaf)));
            words.extend(bracket);
        } else {
            leaf.push(letter);
        }
    }
    words.extend(word(leaf));
    if quoted {
        return Err(wrong(&said!("a `\"` is not closed", "ada `\"` yang tidak ditutup")));
    }
    Ok(words)
}

fn word(text: String) -> Option<Word> {
    Some(match text.to_lowercase().as_str() {
        "" => return None,
        "and" | "dan" => Word::And,
        "or" | "atau" => Word::Or,
        "not" | "bukan" => Word::Not,
        _ => Word::Leaf(text),
    })
}

/// Goes along the words.
struct Reader<'a> {
    words: Vec<Word>,
    at: usize,
    depth: usize,
    rules: &'a [&'static str],
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Word> {
        let word = self.words.get(self.at).cloned();
        self.at += 1;
        word
    }

    fn takes(&mut self, word: &Word) -> bool {
        let is = self.words.get(self.at) == Some(word);
        self.at += usize::from(is);
        is
    }

    fn either(&mut self) -> Result<Query, QueryError> {
        let mut query = self.both()?;
        while self.takes(&Word::Or) {
            query = Query::Or(Box::new(query), Box::new(self.both()?));
        }
        Ok(query)
    }

    fn both(&mut self) -> Result<Query, QueryError> {
        let mut query = self.one()?;
        while self.takes(&Word::And) {
            query = query.and(self.one()?);
        }
        Ok(query)
    }

    fn one(&mut self) -> Result<Query, QueryError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(wrong(&said!(
                "expected at most {DEPTH_MAX} parentheses within each other",
                "seharusnya paling banyak {DEPTH_MAX} tanda kurung bersarang"
            )));
        }
        let query = match self.next() {
            Some(Word::Not) => Query::Not(Box::new(self.one()?)),
            Some(Word::Leaf(text)) => leaf(&text, self.rules)?,
            Some(Word::Open) => {
                let query = self.either()?;
                match self.next() {
                    Some(Word::Close) => query,
                    Some(word) => return Err(between(word.text())),
                    None => {
                        return Err(wrong(&said!(
                            "a `(` is not closed",
                            "ada `(` yang tidak ditutup"
                        )));
                    }
                }
            }
            Some(word) => return Err(missing(&Said::same(format_args!("`{}`", word.text())))),
            None => return Err(missing(&said!("nothing", "tidak ada apa-apa"))),
        };
        self.depth -= 1;
        Ok(query)
    }
}

fn wrong(what: &Said) -> QueryError {
    QueryError::Wrong(said!(
        with what;
        "{what}; write as in 'programme:BLT-BBM and (region:36.02 or not flag:DCR-07)'",
        "{what}; tulis seperti 'programme:BLT-BBM dan (region:36.02 atau bukan flag:DCR-07)'"
    ))
}

/// Two things stand beside each other with nothing between them.
fn between(found: &str) -> QueryError {
    wrong(&said!(
        "expected `and`, `or` or `)`, found `{found}`",
        "seharusnya `dan`, `atau` atau `)`, ditemukan `{found}`"
    ))
}

fn missing(found: &Said) -> QueryError {
    wrong(&said!(
        with found;
        "expected a tag, found {found}",
        "seharusnya penanda, ditemukan {found}"
    ))
}

fn leaf(text: &str, rules: &[&'static str]) -> Result<Query, QueryError> {
    let Some(code) = text.strip_prefix("flag:") else {
        let text = text.replace('"', "");
        return text.parse().map(Query::Tag).map_err(|error| {
            let word = text.split_once(':').map_or(text.as_str(), |(word, _)| word);
            QueryError::Tag(error, near_words(word))
        });
    };
    if let Some(rule) = rules.iter().find(|rule| rule.eq_ignore_ascii_case(code)) {
        return Ok(Query::Flag((*rule).to_owned()));
    }
    let near = nearest(code, rules.iter().copied(), NEAR).join(", ");
    let none = said!(
        "there is no rule `{code}`; see docs/RULES.md",
        "tidak ada aturan `{code}`; lihat docs/RULES.md"
    );
    Err(QueryError::Wrong(if near.is_empty() {
        none
    } else {
        said!(with none; "{none}; perhaps {near}?", "{none}; mungkin {near}?")
    }))
}

/// Words before the colon that may have been meant; none where the word is one of them.
fn near_words(word: &str) -> Vec<&'static str> {
    let objects = Object::ALL.iter().map(|object| object.word());
    let words = Tag::WORDS.iter().map(|(word, _)| *word).chain(["flag"]).chain(objects);
    let known: Vec<&'static str> = words.collect();
    if known.contains(&word) { Vec::new() } else { nearest(word, known, NEAR) }
}
