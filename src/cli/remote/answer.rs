//! What a service answers: printed as it comes, or a problem in the words of the command line.

use std::io::{Read, Write};

use serde::Deserialize;
use serde_json::{Map, Value};
use ureq::http::{Response, header};

use crate::commands::{Context, Failure, errors};
use crate::said::{Said, said};

/// Largest problem document that is read, in bytes: bad rows of a large file are many.
const PROBLEM_MAX: u64 = 64 * 1024 * 1024;
/// Bytes copied at once.
const CHUNK: usize = 64 * 1024;

/// An answer whose body was not read yet.
pub struct Answer {
    response: Response<ureq::Body>,
    machine: String,
}

/// A problem document (RFC 9457), as far as it is told here.
#[derive(Debug, Deserialize)]
pub struct Problem {
    detail_en: String,
    detail_id: String,
    /// The rule that refused.
    pub code: Option<String>,
    /// The draft that was refused, from 0.
    pub draft: Option<usize>,
    /// The figures that decided, or what the command told before.
    #[serde(default)]
    pub figures: Map<String, Value>,
}

impl Problem {
    /// Its sentence in both languages.
    pub fn said(&self) -> Said {
        Said { en: self.detail_en.clone(), id: self.detail_id.clone() }
    }

    /// What the command told before it failed: as JSON, or as lines with notes beside them.
    fn tell(&self, context: &Context) -> Result<(), Failure> {
        let figures = &self.figures;
        let answer = figures.get("answer");
        if context.json {
            return match answer.filter(|_| figures.len() == 1) {
                Some(answer) => context.print_json(answer),
                None if figures.is_empty() => Ok(()),
                None => context.print_json(&Value::Object(figures.clone())),
            };
        }
        if let Some(Value::String(lines)) = answer {
            context.print_text(lines.as_bytes())?;
        }
        for note in figures.get("notes").and_then(Value::as_array).into_iter().flatten() {
            context.note_text(note.as_str().unwrap_or_default());
        }
        Ok(())
    }
}

impl Answer {
    /// An answer of a machine.
    pub fn of(response: Response<ureq::Body>, machine: String) -> Answer {
        Answer { response, machine }
    }

    /// Its status.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// A header of it.
    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.response.headers().get(name).and_then(|value| value.to_str().ok())
    }

    /// The answer, where it is one of these media types; else what the problem is.
    pub fn good(self, context: &Context, media: &[&str]) -> Result<Answer, Failure> {
        match self.or_problem(media)? {
            Ok(answer) => {
                answer.notes().for_each(|note| context.note_text(&note));
                Ok(answer)
            }
            Err((status, problem)) => {
                problem.tell(context)?;
                Err(failure(status, problem.said()))
            }
        }
    }

    /// What the command noted beside its answer.
    fn notes(&self) -> impl Iterator<Item = String> {
        let notes = self.response.headers().get_all("jejak-note").iter();
        notes.filter_map(|note| note.to_str().ok()).map(decoded)
    }

    /// The answer, or the problem that came in its place with its status.
    pub fn or_problem(mut self, media: &[&str]) -> Result<Result<Answer, (u16, Problem)>, Failure> {
        let (status, found) = (self.status(), self.media());
        if (200..300).contains(&status) && (media.is_empty() || media.contains(&found.as_str())) {
            return Ok(Ok(self));
        }
        if found == "application/problem+json" {
            let text = self.response.body_mut().with_config().limit(PROBLEM_MAX).read_to_vec();
            let text = text.map_err(|error| self.cut(&error))?;
            if let Ok(problem) = serde_json::from_slice(&text) {
                return Ok(Err((status, problem)));
            }
        }
        Err(self.no_service(&found))
    }

    /// The body as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(mut self) -> Result<T, Failure> {
        let body = self.response.body_mut().with_config().limit(PROBLEM_MAX).read_to_vec();
        let body = body.map_err(|error| self.cut(&error))?;
        serde_json::from_slice(&body).map_err(|_| self.no_service(&self.media()))
    }

    /// Copies the body as it comes.
    pub fn copy_to(self, out: &mut impl Write) -> Result<(), Failure> {
        self.each_chunk(|bytes| out.write_all(bytes).map_err(Failure::io))
    }

    fn each_chunk(
        mut self,
        mut take: impl FnMut(&[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let machine = self.machine.clone();
        let mut body = self.response.body_mut().with_config().limit(u64::MAX).reader();
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = body.read(&mut chunk);
            match read.map_err(|error| Failure::Io(ended_early(&machine, &errors::said(&error))))? {
                0 => return Ok(()),
                size => take(&chunk[..size])?,
            }
        }
    }

    fn media(&self) -> String {
        let media = self.header(header::CONTENT_TYPE).unwrap_or("-");
        media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase()
    }

    fn cut(&self, error: &ureq::Error) -> Failure {
        Failure::Io(ended_early(&self.machine, &errors::said(error)))
    }

    fn no_service(&self, media: &str) -> Failure {
        let (status, machine) = (self.status(), &self.machine);
        let media = jejak_events::parse::Found::quote(media);
        Failure::Io(said!(
            "expected an answer of a jejak service from {machine}, found status {status} with {media}; \
             check --server",
            "seharusnya jawaban layanan jejak dari {machine}, ditemukan status {status} dengan \
             {media}; periksa --server"
        ))
    }
}

/// Percent-encoded UTF-8, read. A sign that stands for nothing stays as it is.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(&part.as_bytes()[2..]);
            }
            None => {
                bytes.push(b'%');
                bytes.extend(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn ended_early(machine: &str, why: &Said) -> Said {
    said!(
        with why;
        "the answer of {machine} ended early: {why}; ask again",
        "jawaban {machine} terputus: {why}; tanyakan lagi"
    )
}

/// How a command ends that a service did not do.
pub fn failure(status: u16, what: Said) -> Failure {
    match status {
        401 | 403 | 409 | 422 => Failure::Refused(what),
        400..500 if !matches!(status, 408 | 429) => Failure::Usage(what),
        _ => Failure::Io(what),
    }
}

/// Prints an answer as it is.
pub fn print(context: &Context, answer: Answer) -> Result<(), Failure> {
    if context.json && context.is_watched() && answer.media() == "application/json" {
        return context.print_json(&answer.json()?);
    }
    answer.each_chunk(|bytes| context.print_text(bytes))
}
