//! `jejak refusals`: attempts that rules refused.

use serde_json::Value;

use super::{Context, Failure, errors, open, output};
use crate::ledger::refusals::{Logged, RefusalLog};
use crate::ledger::{Figures, rules};
use crate::said::said;

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
        .map_err(|error| Failure::Io(errors::said(&error).after(path.display())))?;
    if unreadable > 0 {
        let shown = path.display();
        context.note(&said!(
            "note: {unreadable} lines of {shown} cannot be read",
            "catatan: {unreadable} baris {shown} tidak terbaca"
        ));
    }
    if let Some(rule) = &args.rule {
        lines.retain(|line| line["rule"] == rule.as_str());
    }
    let skip = args.last.map_or(0, |last| lines.len().saturating_sub(last));
    let lines = &lines[skip..];
    if context.json {
        return output::json(&serde_json::json!({ "refusals": lines }));
    }
    let header = context.pick(
        ["at", "account", "rule", "what", "figures"],
        ["pada", "akun", "aturan", "apa", "angka"],
    );
    let mut table = output::table(&header, 9);
    for line in lines {
        let code = line["rule"].as_str().unwrap_or_default();
        let title = rules::by_code(code).map_or("", |rule| rule.title(context.language));
        table.add_row([
            line["at"].as_str().unwrap_or_default().to_owned(),
            line["account"].to_string(),
            code.to_owned(),
            title.to_owned(),
            figures(context, &line["figures"]),
        ]);
    }
    if !lines.is_empty() {
        output::line(&table.to_string())?;
    }
    context.tell(&said!("{} refused attempts", "{} percobaan ditolak", lines.len()))
}

fn figures(context: &Context, value: &Value) -> String {
    let fields = value.as_object().into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let word = |name| Figures::word(name, context.language);
    let parts: Vec<String> =
        fields.map(|(name, value)| format!("{} {}", word(name), text(value))).collect();
    parts.join(", ")
}
