//! `jejak refusals`: attempts that rules refused, as the second ledger tells of them.

use jejak_events::Event;
use serde_json::{Value, json};

use super::{Context, Failure, errors, open};
use crate::ledger::second::{each, figures as figures_of};
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
    let mut lines = attempts(context)?;
    if let Some(rule) = &args.rule {
        lines.retain(|line| line["rule"] == rule.as_str());
    }
    let skip = args.last.map_or(0, |last| lines.len().saturating_sub(last));
    let lines = &lines[skip..];
    if context.json {
        return context.print_json(&json!({ "refusals": lines }));
    }
    let header = context.pick(
        ["at", "account", "rule", "what", "figures"],
        ["pada", "akun", "aturan", "apa", "angka"],
    );
    let mut table = context.table(&header, 9);
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
        context.print_line(&table.to_string())?;
    }
    context.tell(&said!("{} refused attempts", "{} percobaan ditolak", lines.len()))
}

/// Every refused attempt, oldest first.
fn attempts(context: &Context) -> Result<Vec<Value>, Failure> {
    let mut lines = Vec::new();
    let folder = open::folder(context)?;
    let Some(second) = open::second(context, &folder)? else { return Ok(lines) };
    let read = each(&second, |done| {
        if let Event::AttemptRefused(body) = &done.fact.event {
            lines.push(json!({
                "at": done.fact.recorded_at, "account": body.account, "rule": body.rule,
                "draft": body.draft, "figures": figures_of(body),
            }));
        }
    });
    read.map_err(|error| Failure::Io(errors::said(&error)))?;
    Ok(lines)
}

fn figures(context: &Context, value: &Value) -> String {
    let fields = value.as_object().into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let word = |name| Figures::word(name, context.language);
    let parts: Vec<String> =
        fields.map(|(name, value)| format!("{} {}", word(name), text(value))).collect();
    parts.join(", ")
}
