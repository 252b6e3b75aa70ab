//! Answers that still hold. Dashboards and many people ask the same again while nothing was recorded.
//!
//! Invariants: an answer is found for the same operation, parameters, form, language and regions alone,
//! while head and day are the same; only what [`Operation::lasts`](super::Operation::lasts) is kept;
//! memory is bounded. Whoever asks was let in before anything is looked for here.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::negotiate;
use super::sent::Answer;
use crate::access::Reach;
use crate::exchange::render::Here;
use crate::ledger::rules::Language;

/// What an answer depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// Place of the operation among all.
    operation: usize,
    given: Vec<(String, String)>,
    accept: Option<HeaderValue>,
    language: Language,
    /// The page that it is a piece of.
    here: Option<Here>,
    reach: Reach,
    /// Head and day.
    tag: String,
}

impl Question {
    /// The question that a request is.
    pub fn of(
        operation: usize,
        given: &[(String, String)],
        headers: &HeaderMap,
        reach: &Reach,
        tag: &str,
    ) -> Question {
        Question {
            operation,
            given: given.to_vec(),
            accept: headers.get(header::ACCEPT).cloned(),
            language: negotiate::language(headers),
            here: None,
            reach: reach.clone(),
            tag: tag.to_owned(),
        }
    }

    /// The same for a piece of a page in a language.
    #[must_use]
    pub fn on_page(self, here: &Here, language: Language) -> Question {
        Question { here: Some(here.clone()), language, ..self }
    }

    fn weight(&self) -> usize {
        let given = self.given.iter().map(|(name, value)| name.len() + value.len());
        let here = self.here.as_ref().map_or(0, |here| here.query.len());
        here + given.sum::<usize>()
            + self.accept.as_ref().map_or(0, HeaderValue::len)
            + self.tag.len()
    }
}

/// The answers.
pub struct Remembered {
    answers: Cache<Question, Arc<Answer>, Weight>,
}

/// What an entry takes beside its bytes, about.
const ENTRY: usize = 512;

#[derive(Clone)]
struct Weight;

impl Weighter<Question, Arc<Answer>> for Weight {
    fn weight(&self, question: &Question, answer: &Arc<Answer>) -> u64 {
        (ENTRY + question.weight() + answer.weight()) as u64
    }
}

impl Remembered {
    /// Room for so many bytes; none keeps nothing.
    pub fn with_room(bytes: u64) -> Remembered {
        const USUAL: u64 = 4096;
        let entries = usize::try_from(bytes / USUAL).unwrap_or(usize::MAX);
        Remembered { answers: Cache::with_weighter(entries, bytes, Weight) }
    }

    /// The answer to a question that was asked before.
    pub fn find(&self, question: &Question) -> Option<Answer> {
        self.answers.get(question)?.again()
    }

    /// Keeps an answer, if it is in memory.
    pub fn keep(&self, question: Question, answer: &Answer) {
        if let Some(answer) = answer.again() {
            self.answers.insert(question, Arc::new(answer));
        }
    }

    /// Bytes that are kept, about.
    pub fn bytes(&self) -> u64 {
        self.answers.weight()
    }
}
