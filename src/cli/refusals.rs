//! `jejak refusals`: attempts that rules refused.

use std::path::Path;

use serde_json::Value;

use super::{Context, Failure, open, output};
use crate::ledger::refusals::{Logged, RefusalLog};
use crate::ledger::rules::{self, Language};

/// Options of `refusals`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only those of a rule.
    #[arg(long, value_name = "CODE")]
    rule: Option<String>,
    /// Only the last N.
    #[arg(long, value_name = "N")]
    last: Option<usize>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let folder = open::folder(context)?;
    let path = folder.refusals();
    let Logged { attempts: mut lines, unreadable } = RefusalLog::read(&path)
        .map_err(|error| Failure::Io(format!("{}: {error}", path.display())))?;
    if unreadable > 0 {
        tell_unreadable(context.language, &path, unreadable);
    }
    if let Some(rule) = &args.rule {
        lines.retain(|line| line["rule"] == rule.as_str());
    }
    let skip = args.last.map_or(0, |last| lines.len().saturating_sub(last));
    let lines = &lines[skip..];
    if context.json {
        return output::json(&serde_json::json!({ "refusals": lines }));
    }
    let mut table = output::table(&["at", "account", "rule", "what", "figures"], 9);
    for line in lines {
        let code = line["rule"].as_str().unwrap_or_default();
        let title = rules::by_code(code).map_or("", |rule| rule.title(context.language));
        table.add_row([
            line["at"].as_str().unwrap_or_default().to_owned(),
            line["account"].to_string(),
            code.to_owned(),
            title.to_owned(),
            figures(&line["figures"]),
        ]);
    }
    if !lines.is_empty() {
        output::line(&table.to_string())?;
    }
    output::line(&format!("{} refused attempts", lines.len()))
}

fn tell_unreadable(language: Language, path: &Path, count: usize) {
    let shown = path.display();
    output::note(&match language {
        Language::Id => format!("catatan: {count} baris {shown} tidak terbaca"),
        Language::En => format!("note: {count} lines of {shown} cannot be read"),
    });
}

fn figures(value: &Value) -> String {
    let fields = value.as_object().into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parts: Vec<String> =
        fields.map(|(name, value)| format!("{name} {}", text(value))).collect();
    parts.join(", ")
}
