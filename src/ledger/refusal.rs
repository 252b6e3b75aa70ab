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

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.field.map(|field| format!("field `{field}`")));
        parts.extend(self.expected.as_ref().map(|text| format!("expected {text}")));
        parts.extend(self.found.as_ref().map(|text| format!("found {text}")));
        parts.extend(self.asked.map(|amount| format!("asked {}", amount.id_id())));
        parts.extend(self.available.map(|amount| format!("available {}", amount.id_id())));
        parts.extend(self.line.map(|line| format!("line {line}")));
        parts.extend(self.event.map(|event| format!("see event {event}")));
        f.write_str(&parts.join(", "))
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
    match figures.to_string() {
        figures if figures.is_empty() => format!("{}: {title}", rule.code),
        figures => format!("{}: {title} ({figures})", rule.code),
    }
}
