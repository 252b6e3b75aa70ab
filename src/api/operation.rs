//! An operation of the service that is a command.

use std::sync::LazyLock;

use crate::access::Act;
use crate::commands::asked::Askable;

/// One operation: where it is asked, which command it is, and who may.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// What is done there.
    pub verb: Verb,
    /// Path, with the parameters that stand in it in braces.
    pub path: &'static str,
    /// The words of the command.
    pub words: &'static [&'static str],
    /// What whoever asks must be allowed to do.
    pub act: Act,
    /// What it takes as a body.
    pub takes: Takes,
    /// Parameters that the operation sets itself.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Options of the command that are no parameters here: what would record, or needs another act.
    pub without: &'static [&'static str],
    /// Whether the command itself sees to it that nobody is told of people of other regions.
    pub by_person: bool,
}

/// Options that open personal data, or could name somebody: never in a query, which logs and histories
/// keep. An operation that is for it sets them, or takes them from its body.
const PRIVATE: &[&str] = &["basis", "case", "login", "purpose", "reveal"];

/// What is done at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Records.
    Post,
}

impl Verb {
    /// The method of HTTP.
    pub const fn word(self) -> &'static str {
        match self {
            Verb::Get => "GET",
            Verb::Post => "POST",
        }
    }
}

/// What an operation takes as a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A file, for the argument of that name.
    File(&'static str),
    /// A JSON object with options of these names, which are too private for a query.
    Fields(&'static [&'static str]),
}

impl Operation {
    /// An operation that reads.
    pub const fn get(path: &'static str, words: &'static [&'static str], act: Act) -> Operation {
        Operation {
            verb: Verb::Get,
            path,
            words,
            act,
            takes: Takes::Nothing,
            fixed: &[],
            without: &[],
            by_person: false,
        }
    }

    /// An operation that records.
    pub const fn post(path: &'static str, words: &'static [&'static str], act: Act) -> Operation {
        Operation { verb: Verb::Post, ..Operation::get(path, words, act) }
    }

    /// The same, taking a file.
    #[must_use]
    pub const fn taking(self, argument: &'static str) -> Operation {
        Operation { verb: Verb::Post, takes: Takes::File(argument), ..self }
    }

    /// The same, taking some options as a JSON object.
    #[must_use]
    pub const fn telling(self, names: &'static [&'static str]) -> Operation {
        Operation { verb: Verb::Post, takes: Takes::Fields(names), ..self }
    }

    /// The same, of single people: the command looks where each of them lives.
    #[must_use]
    pub const fn by_person(self) -> Operation {
        Operation { by_person: true, ..self }
    }

    /// The same, with parameters that are always so.
    #[must_use]
    pub const fn with(self, fixed: &'static [(&'static str, &'static str)]) -> Operation {
        Operation { fixed, ..self }
    }

    /// The same, without some options of the command.
    #[must_use]
    pub const fn without(self, without: &'static [&'static str]) -> Operation {
        Operation { without, ..self }
    }

    /// Whether an option of the command may be asked for in the query. The events behind a figure are
    /// not for those who may see the figure alone.
    pub fn takes_in_query(&self, name: &str) -> bool {
        let is = |other: &&str| *other == name;
        let explains = name == "explain" && self.act == Act::ReadAggregates;
        let set = self.fixed.iter().any(|(fixed, _)| *fixed == name);
        !explains
            && !set
            && !PRIVATE.contains(&name)
            && !self.in_fields(name)
            && !self.without.iter().any(is)
            && !self.in_path().any(|it| is(&it))
    }

    /// Whether what is sent or answered is nobody else's: of people, their documents, investigations.
    pub fn is_private(&self) -> bool {
        self.by_person || matches!(self.words.first(), Some(&("document" | "investigation")))
    }

    /// Whether its answer names people.
    pub fn reveals(&self) -> bool {
        self.fixed.iter().any(|(name, _)| *name == "reveal")
    }

    /// Whether an option comes in the body.
    pub fn in_fields(&self, name: &str) -> bool {
        matches!(self.takes, Takes::Fields(names) if names.contains(&name))
    }

    /// Its name in the description of the service: `getReportsName`.
    pub fn id(&self) -> String {
        let mut id = self.verb.word().to_ascii_lowercase();
        for part in self.path.trim_start_matches("/v1").split(['/', '-', '{', '}']) {
            let mut letters = part.chars();
            id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            id.extend(letters);
        }
        id
    }

    /// Whether it answers the bytes of a file as they are: in no other form, never shown by a browser.
    pub fn gives_a_file(&self) -> bool {
        self.words == ["document", "get"]
    }

    /// Whether the answer stays the same while head and day do: people and
    /// documents are in the vault, investigations
    /// and what was done or refused are in the other ledger, logins are beside it, and what is verified or
    /// looked after is the disk.
    pub fn lasts(&self) -> bool {
        let elsewhere = [
            Act::ReadRefusals,
            Act::ReadReveals,
            Act::Administer,
            Act::Verify,
            Act::Export,
            Act::Operate,
        ];
        self.verb == Verb::Get && !self.is_private() && !elsewhere.contains(&self.act)
    }

    /// Whether its JSON is an object on each line.
    pub fn is_lines(&self) -> bool {
        matches!(self.words, ["export", "jsonl"] | ["replay"])
    }

    /// Whether its answer is a file in a form of its own.
    pub fn is_file(&self) -> bool {
        matches!(self.words, ["export", "journal" | "parquet"])
    }

    /// The media type that it alone has, beside those of every command.
    pub fn own_media(&self) -> Option<&'static str> {
        if self.is_file() {
            return Some(self.media());
        }
        self.is_lines().then_some("application/x-ndjson")
    }

    /// What its file is.
    pub fn media(&self) -> &'static str {
        match self.words {
            ["export", "parquet"] => "application/vnd.apache.parquet",
            _ => "text/plain",
        }
    }

    /// The parameters that stand in the path.
    pub fn in_path(&self) -> impl Iterator<Item = &'static str> {
        let braced = |part: &'static str| part.strip_prefix('{')?.strip_suffix('}');
        self.path.split('/').filter_map(braced)
    }
}

/// The operations with what may be asked of each; made once.
pub static ASKABLE: LazyLock<Vec<(&'static Operation, Askable)>> = LazyLock::new(|| {
    let askable = |operation: &'static Operation| {
        Askable::of(operation.words).map(|askable| (operation, askable))
    };
    super::router::OPERATIONS.iter().filter_map(askable).collect()
});
