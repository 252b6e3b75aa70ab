//! Problem documents (RFC 9457): what went wrong, for a program by its code, for a person in their
//! language.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::seen;
use crate::access::Denied;
use crate::commands::{Failure, errors};
use crate::exchange::drafts::BadLine;
use crate::ledger::rules::Language;
use crate::ledger::{Refusal, Unwarranted, WriteError};
use crate::said::{Said, said};

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What kind of problem it is: `urn:jejak:problem:` and a word that never changes.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What went wrong this time, in the language asked for.
    detail: String,
    /// The same in Indonesian.
    detail_id: String,
    /// The same in English.
    detail_en: String,
    /// The stable code: of the rule that refused, or of what was denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// The parameter, header or field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// The draft that was refused, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<usize>,
    /// The number of the request, to ask the operator about: the same as in `X-Request-Id`. Where the
    /// fault is the service's alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    /// The figures that decided, or what a command told before it failed.
    #[serde(skip_serializing_if = "Map::is_empty")]
    figures: Map<String, Value>,
}

/// Kinds of problems: word, title, status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request is not understood.
    Wrong,
    /// Nobody said who they are, or not rightly.
    Unknown,
    /// They may not.
    Denied,
    /// There is nothing there.
    Nowhere,
    /// That path takes other methods.
    Method,
    /// The answer cannot be had in that form.
    Form,
    /// The body is too large.
    TooLarge,
    /// The body came too slowly.
    TooSlow,
    /// The body is of another type.
    BodyType,
    /// A rule of the ledger refused.
    Refused,
    /// What was expected is no longer so.
    Conflict,
    /// Too often.
    TooOften,
    /// The work was cancelled.
    Gone,
    /// Nothing can be stored now.
    NotNow,
    /// It is our fault.
    Broken,
}

impl Kind {
    const fn of(self) -> (&'static str, &'static str, StatusCode) {
        match self {
            Kind::Wrong => ("wrong-request", "Wrong request", StatusCode::BAD_REQUEST),
            Kind::Unknown => ("unknown", "Not signed in", StatusCode::UNAUTHORIZED),
            Kind::Denied => ("denied", "Not allowed", StatusCode::FORBIDDEN),
            Kind::Nowhere => ("not-found", "Not found", StatusCode::NOT_FOUND),
            Kind::Method => ("method", "Other method", StatusCode::METHOD_NOT_ALLOWED),
            Kind::Form => ("form", "Other form", StatusCode::NOT_ACCEPTABLE),
            Kind::TooLarge => ("too-large", "Too large", StatusCode::PAYLOAD_TOO_LARGE),
            Kind::TooSlow => ("too-slow", "Too slow", StatusCode::REQUEST_TIMEOUT),
            Kind::BodyType => ("body-type", "Other type", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Kind::Refused => ("refused", "Refused", StatusCode::UNPROCESSABLE_ENTITY),
            Kind::Conflict => ("conflict", "Conflict", StatusCode::CONFLICT),
            Kind::TooOften => ("too-often", "Too often", StatusCode::TOO_MANY_REQUESTS),
            Kind::Gone => ("gone", "Gone", StatusCode::GONE),
            Kind::NotNow => ("not-now", "Not now", StatusCode::SERVICE_UNAVAILABLE),
            Kind::Broken => ("broken", "Our fault", StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

impl Problem {
    /// A problem of a kind, in words.
    pub fn new(kind: Kind, language: Language, what: &Said) -> Problem {
        let (word, title, status) = kind.of();
        Problem {
            kind: format!("urn:jejak:problem:{word}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: what.within(language).to_owned(),
            detail_id: what.id.clone(),
            detail_en: what.en.clone(),
            code: None,
            parameter: None,
            draft: None,
            request_id: None,
            figures: Map::new(),
        }
    }

    /// The same, about a parameter.
    #[must_use]
    pub fn about(mut self, parameter: impl Into<String>) -> Problem {
        self.parameter = Some(parameter.into());
        self
    }

    /// The same, with a stable code.
    #[must_use]
    pub fn coded(mut self, code: &str) -> Problem {
        self.code = Some(code.to_owned());
        self
    }

    /// The same, with what was told before.
    #[must_use]
    pub fn telling(mut self, told: Value) -> Problem {
        match told {
            Value::Object(figures) => self.figures.extend(figures),
            Value::Null => {}
            other => drop(self.figures.insert("answer".to_owned(), other)),
        }
        self
    }

    /// What a command did not do.
    pub fn of_failure(failure: Failure, language: Language) -> Problem {
        match failure {
            Failure::Refused(what) => Problem::new(Kind::Refused, language, &what),
            Failure::Denied(unwarranted) => Problem::of_unwarranted(&unwarranted, language),
            Failure::Usage(what) => Problem::new(Kind::Wrong, language, &what),
            Failure::Absent(what) => Problem::new(Kind::Nowhere, language, &what),
            Failure::Io(what) => Problem::new(Kind::Broken, language, &what),
            Failure::Full(what, room) => Problem::full(&what, room, language),
            Failure::NotNow(code, what) => Problem::new(Kind::NotNow, language, &what).coded(code),
            Failure::TooOften { code, what, figures } => {
                Problem::new(Kind::TooOften, language, &what).coded(code).telling(figures)
            }
            Failure::NobodyReads => {
                Problem::new(Kind::Broken, language, &said!("cut off", "terputus"))
            }
        }
    }

    /// What somebody may not.
    pub fn of_denied(denied: &Denied, language: Language) -> Problem {
        Problem::new(Kind::Denied, language, &denied.said()).coded(denied.code())
    }

    /// What the ledger did not record.
    pub fn of_write(error: &WriteError, language: Language) -> Problem {
        match error {
            WriteError::Refused(refusal) => Problem::of_refusal(refusal, language),
            WriteError::Unwarranted(unwarranted) => Problem::of_unwarranted(unwarranted, language),
            error => Problem::not_now(error, language),
        }
    }

    /// A fault of ours.
    pub fn fault(language: Language) -> Problem {
        let what = said!("a fault of the service", "kesalahan layanan");
        Problem::new(Kind::Broken, language, &what)
    }

    /// What cannot be stored now; with figures where a disk is full.
    pub fn not_now(error: &(dyn std::error::Error + 'static), language: Language) -> Problem {
        let what = errors::said(error);
        match errors::full(error) {
            Some(room) => Problem::full(&what, room, language),
            None => Problem::new(Kind::NotNow, language, &what),
        }
    }

    fn full(what: &Said, (free, needed): (u64, u64), language: Language) -> Problem {
        let figures = serde_json::json!({ "free": free, "needed": needed });
        Problem::new(Kind::NotNow, language, what).telling(figures)
    }

    fn of_unwarranted(unwarranted: &Unwarranted, language: Language) -> Problem {
        let problem = Problem::new(Kind::Denied, language, &unwarranted.why);
        Problem { draft: Some(unwarranted.draft), ..problem.coded(unwarranted.code) }
    }

    fn of_refusal(refusal: &Refusal, language: Language) -> Problem {
        let (en, id) = (refusal.sentence(Language::En), refusal.sentence(Language::Id));
        let mut problem = Problem::new(Kind::Refused, language, &Said { en, id });
        problem.draft = refusal.concerned();
        let figures = serde_json::to_value(&refusal.figures).unwrap_or_default();
        problem.coded(refusal.rule.code).telling(figures)
    }

    /// Drafts that cannot be read.
    pub fn of_bad_lines(bad: &[BadLine], language: Language) -> Problem {
        let count = bad.len();
        let what = said!(
            "{count} fields are wrong; nothing was recorded. Mend them and send everything again",
            "{count} isian salah; tidak ada yang dicatat. Perbaiki dan kirim lagi semuanya"
        );
        let bad = serde_json::json!({ "bad_lines": bad });
        Problem::new(Kind::Wrong, language, &what).telling(bad)
    }

    /// What went wrong this time, in the language asked for.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The stable code, where there is one.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What is wrong, where it is one parameter.
    pub fn parameter(&self) -> Option<&str> {
        self.parameter.as_deref()
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            self.request_id = seen::request_id();
        }
        if let Some(code) = &self.code {
            seen::refused_by(code);
        }
        let wait = self.figures.get("wait_seconds").and_then(Value::as_u64).unwrap_or(1);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        let problem = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, problem);
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            headers.insert(header::RETRY_AFTER, wait.into());
        }
        response
    }
}
