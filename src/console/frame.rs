//! What every page has around it.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};

use super::asked::{Asked, dressed};
use super::views::{SECTIONS, Section};
use crate::exchange::render::fragment::encoded;
use crate::ledger::rules::Language;

/// The two times of a page, as they were typed; empty is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Time {
    /// What was true on a day.
    pub as_of: String,
    /// What the ledger knew after an event, or at a time.
    pub as_recorded: String,
}

impl Time {
    /// Whether both are now.
    pub fn is_now(&self) -> bool {
        self.as_of.is_empty() && self.as_recorded.is_empty()
    }
}

/// A way to another section.
pub struct Way {
    /// Where.
    pub href: String,
    /// What it is called.
    pub label: &'static str,
    /// Whether one is there.
    pub here: bool,
}

/// What a page has around it.
pub struct Frame {
    /// Language of the page.
    pub language: Language,
    /// What the page is.
    pub title: String,
    /// The sections that whoever asks may see something of.
    pub ways: Vec<Way>,
    /// Account of whoever is signed in.
    pub account: Option<u64>,
    /// Roles that they hold today.
    pub roles: String,
    /// What forms carry.
    pub csrf: String,
    /// The two times.
    pub time: Time,
    /// What the form of the times keeps of the page.
    pub kept: Vec<(String, String)>,
    /// The page in the other language.
    pub other: String,
    /// The name of the ledger.
    pub origin: String,
    /// Path of the page.
    pub path: String,
}

impl Frame {
    /// Around a page of somebody who is signed in.
    pub fn of(asked: &Asked, section: Section, title: &str) -> Frame {
        let language = asked.language;
        let seen = SECTIONS.iter().filter(|it| it.is_for(asked));
        let way = |it: &super::views::SectionOf| Way {
            href: it.first(asked).to_owned() + &asked.query_without(&[], &names(asked)),
            label: it.label.of(language),
            here: it.section == section,
        };
        let word = match language {
            Language::Id => "en",
            Language::En => "id",
        };
        let in_path = |(name, value): &&(String, String)| {
            !asked.path.split('/').any(|part| part == encoded(value)) || name == "lang"
        };
        let roles: Vec<&str> =
            asked.asker.standing.roles().iter().map(|role| role.word()).collect();
        Frame {
            language,
            title: title.to_owned(),
            ways: seen.map(way).collect(),
            account: Some(asked.asker.known.account.0),
            roles: roles.join(", "),
            csrf: asked.csrf.clone(),
            time: asked.time.clone(),
            kept: asked.given.iter().filter(in_path).cloned().collect(),
            other: format!("{}{}lang={word}", asked.path, asked.query_without(&[], &[])),
            origin: asked
                .service
                .house
                .ledger
                .read_as_is(|it| it.reading.state.integrity.meta().origin.clone()),
            path: asked.path.clone(),
        }
    }

    /// Around a page for nobody in particular.
    pub fn plain(language: Language, path: &str, title: &str) -> Frame {
        let word = match language {
            Language::Id => "en",
            Language::En => "id",
        };
        Frame {
            language,
            title: title.to_owned(),
            ways: Vec::new(),
            account: None,
            roles: String::new(),
            csrf: String::new(),
            time: Time::default(),
            kept: Vec::new(),
            other: format!("{path}?lang={word}"),
            origin: String::new(),
            path: path.to_owned(),
        }
    }

    /// The word of the page's language.
    pub fn w<'a>(&self, id: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }

    /// The code of the language.
    pub const fn code(&self) -> &'static str {
        match self.language {
            Language::Id => "id",
            Language::En => "en",
        }
    }
}

fn names(asked: &Asked) -> Vec<&str> {
    asked.given.iter().map(|(name, _)| &**name).collect()
}

/// A page, sent.
pub fn sent(status: StatusCode, page: &impl askama::Template) -> Response {
    match page.render() {
        Ok(text) => dressed((status, Html(text)).into_response()),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
