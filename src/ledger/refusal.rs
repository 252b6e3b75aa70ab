//! Why something was not recorded, or was recorded with a flag: rule, draft, and the figures that
//! decided.

use std::fmt;

use jejak_events::Rupiah;
use serde::Serialize;

use super::rules::{Language, Rule, request};

/// The figures that decided, as far as the rule has any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Field of the draft that is concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// What would have been accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Amount asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Rupiah>,
    /// Amount that was there to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<Rupiah>,
    /// Budget line concerned, by sequence number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Earlier event that decided, by sequence number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<u64>,
}

impl Figures {
    /// Figures about one field.
    pub fn field(field: &'static str) -> Figures {
        Figures { field: Some(field), ..Figures::default() }
    }

    /// An amount asked for and what was there.
    pub fn amounts(field: &'static str, asked: i64, available: i64) -> Figures {
        Figures {
            asked: Some(Rupiah::from_sen(asked)),
            available: Some(Rupiah::from_sen(available)),
            ..Figures::field(field)
        }
    }

    /// What was expected and what was found in a field.
    pub fn expected(
        field: &'static str,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Figures {
        Figures {
            expected: Some(expected.to_string()),
            found: Some(found.to_string()),
            ..Figures::field(field)
        }
    }

    /// The same, on a line.
    #[must_use]
    pub fn on_line(self, line: u64) -> Figures {
        Figures { line: Some(line), ..self }
    }

    /// The same, decided by an event.
    #[must_use]
    pub fn by(self, event: u64) -> Figures {
        Figures { event: Some(event), ..self }
    }
}

impl Figures {
    /// The word before a figure, by its name in JSON; the name itself where it has none.
    pub fn word(name: &str, language: Language) -> &str {
        let words = match name {
            "field" => ["field", "isian"],
            "expected" => ["expected", "seharusnya"],
            "found" => ["found", "ditemukan"],
            "asked" => ["asked", "diminta"],
            "available" => ["available", "tersedia"],
            "line" => ["line", "baris anggaran"],
            "event" => ["see event", "lihat kejadian"],
            other => [other, other],
        };
        match language {
            Language::En => words[0],
            Language::Id => words[1],
        }
    }

    /// The figures in words, with a comma between them.
    pub fn sentence(&self, language: Language) -> String {
        let figures = [
            ("field", self.field.map(|field| format!("`{field}`"))),
            ("expected", self.expected.clone()),
            ("found", self.found.clone()),
            ("asked", self.asked.map(|amount| amount.id_id())),
            ("available", self.available.map(|amount| amount.id_id())),
            ("line", self.line.map(|line| line.to_string())),
            ("event", self.event.map(|event| event.to_string())),
        ];
        let told = figures.into_iter().filter_map(|(name, figure)| {
            Some(format!("{} {}", Figures::word(name, language), figure?))
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

/// A proposed batch was refused; nothing of it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule.
    pub rule: &'static Rule,
    /// Index of the draft within the batch.
    pub draft: usize,
    /// The figures that decided.
    pub figures: Figures,
}

impl Refusal {
    /// Index of the draft that broke the rule; nothing where it is about the request as a whole.
    pub fn concerned(&self) -> Option<usize> {
        let whole = request::WHOLE.iter().any(|rule| rule.code == self.rule.code);
        (!whole).then_some(self.draft)
    }

    /// The refusal in words.
    pub fn sentence(&self, language: Language) -> String {
        sentence(self.rule, &self.figures, language)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

impl std::error::Error for Refusal {}

/// An event was recorded although a rule finds something remarkable in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Sequence number of the event.
    pub seq: u64,
    /// The rule.
    pub rule: &'static Rule,
    /// The figures that decided.
    pub figures: Figures,
}

impl Flag {
    /// The flag in words.
    pub fn sentence(&self, language: Language) -> String {
        sentence(self.rule, &self.figures, language)
    }
}

fn sentence(rule: &Rule, figures: &Figures, language: Language) -> String {
    let title = rule.title(language);
    match figures.sentence(language) {
        figures if figures.is_empty() => format!("{}: {title}", rule.code),
        figures => format!("{}: {title} ({figures})", rule.code),
    }
}
