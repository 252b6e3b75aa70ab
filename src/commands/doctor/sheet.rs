//! What was found, line by line: well, to be looked at, or failed, each with what to do.

use std::path::Path;

use serde::Serialize;
use utoipa::ToSchema;

use crate::commands::{Context, Failure};
use crate::ledger::rules::Language;
use crate::said::Said;

/// How bad it is: well, to be looked at, failed, or not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = DoctorLevel)]
pub enum Level {
    /// It is well.
    Ok,
    /// It should be looked at.
    Warn,
    /// It has failed.
    Fail,
    /// Not looked at, with the reason.
    Skipped,
}

/// Something that was looked at.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DoctorCheck)]
pub struct Line {
    /// How bad it is.
    level: Level,
    /// What was looked at, in English.
    topic: String,
    /// What was found, in the language asked for.
    found: String,
    /// What to do, in the language asked for; absent: nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    advice: String,
}

/// What was found around the entries.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Doctor)]
pub struct SheetShown<'a> {
    /// Whether nothing has failed.
    ok: bool,
    /// How many things have failed.
    failed: usize,
    /// How many should be looked at.
    warnings: usize,
    /// Everything that was looked at, in order.
    checks: &'a [Line],
}

/// All lines.
#[derive(Debug)]
pub(super) struct Sheet {
    language: Language,
    lines: Vec<Line>,
    /// The path of the copy that is looked at, and that of the user's folder.
    copy: Option<(String, String)>,
    /// Whether what is looked at belongs to the second ledger.
    second: bool,
}

impl Sheet {
    pub fn new(language: Language) -> Sheet {
        Sheet { language, lines: Vec::new(), copy: None, second: false }
    }

    /// From now on a finding that names the copy names the folder that it is a copy of.
    pub fn tell_copy_as(&mut self, copy: &Path, original: &Path) {
        self.copy = Some((copy.display().to_string(), original.display().to_string()));
    }

    /// Whether findings from now on are of the second ledger.
    pub fn of_second(&mut self, second: bool) {
        self.second = second;
    }

    pub fn skipped(&mut self, topic: &'static str, why: impl Into<Said>) {
        self.add(Level::Skipped, topic, &why.into(), &Said::same(""));
    }

    pub fn ok(&mut self, topic: &'static str, found: impl Into<Said>) {
        self.add(Level::Ok, topic, &found.into(), &Said::same(""));
    }

    pub fn warn(&mut self, topic: &'static str, found: impl Into<Said>, advice: Said) {
        self.add(Level::Warn, topic, &found.into(), &advice);
    }

    pub fn fail(&mut self, topic: &'static str, found: impl Into<Said>, advice: Said) {
        self.add(Level::Fail, topic, &found.into(), &advice);
    }

    fn add(&mut self, level: Level, topic: &'static str, found: &Said, advice: &Said) {
        let told = |said: &Said| match &self.copy {
            Some((copy, original)) => said.within(self.language).replace(copy, original),
            None => said.within(self.language).to_owned(),
        };
        let topic = if self.second { format!("second {topic}") } else { topic.to_owned() };
        self.lines.push(Line { level, topic, found: told(found), advice: told(advice) });
    }

    pub fn count(&self, level: Level) -> usize {
        self.lines.iter().filter(|line| line.level == level).count()
    }

    pub fn shown(&self) -> SheetShown<'_> {
        let (failed, warnings) = (self.count(Level::Fail), self.count(Level::Warn));
        SheetShown { ok: failed == 0, failed, warnings, checks: &self.lines }
    }

    pub fn print(&self, context: &Context) -> Result<(), Failure> {
        for line in &self.lines {
            let word = match (line.level, self.language) {
                (Level::Ok, Language::En) => "ok",
                (Level::Warn, Language::En) => "warn",
                (Level::Fail, Language::En) => "FAIL",
                (Level::Skipped, _) => "-",
                (Level::Ok, Language::Id) => "baik",
                (Level::Warn, Language::Id) => "awas",
                (Level::Fail, Language::Id) => "GAGAL",
            };
            let topic = match self.language {
                Language::En => line.topic.clone(),
                Language::Id => topic_id(&line.topic),
            };
            context.print_line(&format!("{word:5} {topic:14} {}", line.found))?;
            if !line.advice.is_empty() {
                context.print_line(&format!("{:20} -> {}", "", line.advice))?;
            }
        }
        Ok(())
    }
}

/// A topic in Indonesian. JSON keeps the English one.
fn topic_id(topic: &str) -> String {
    if let Some(topic) = topic.strip_prefix("second ") {
        return format!("{} kedua", topic_id(topic));
    }
    let id = match topic {
        "store" => "penyimpanan",
        "frames" => "bingkai",
        "highwater" => "tanda air",
        "last batch" => "kelompok akhir",
        "identity" => "identitas",
        "snapshots" => "potret",
        "start" => "pembukaan",
        "signed" => "tanda tangan",
        "keys" => "kunci",
        "clock" => "jam",
        "old log" => "log lama",
        "disk" => "cakram",
        "leftovers" => "sisa",
        "access" => "akses",
        "backup" => "cadangan",
        "vault" => "brankas",
        other => other,
    };
    id.to_owned()
}

/// A number of bytes for people: `12.3 MiB`.
pub(super) fn bytes(count: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    let (mut whole, mut tenth, mut unit) = (count, 0, "B");
    for next in UNITS {
        if whole < 1024 {
            break;
        }
        (tenth, whole, unit) = (whole % 1024 * 10 / 1024, whole / 1024, next);
    }
    if unit == "B" { format!("{whole} B") } else { format!("{whole}.{tenth} {unit}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn bytes_are_readable() {
        let table = [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (1536, "1.5 KiB"),
            (5 * 1024 * 1024 + 100 * 1024, "5.0 MiB"),
            (u64::MAX, "16383.9 PiB"),
        ];
        for (count, text) in table {
            assert_eq!(super::bytes(count), text);
        }
    }
}
