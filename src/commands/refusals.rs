//! `jejak refusals`: attempts that rules refused, as the second ledger tells of them.

use jejak_events::Event;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

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
        lines.retain(|line| line.rule == *rule);
    }
    let skip = args.last.map_or(0, |last| lines.len().saturating_sub(last));
    let lines = lines.split_off(skip);
    if context.json {
        return context.print_answer(&RefusalsShown { refusals: lines });
    }
    let header = context.pick(
        ["at", "account", "rule", "what", "figures"],
        ["pada", "akun", "aturan", "apa", "angka"],
    );
    let mut table = context.table(&header, 9);
    for line in &lines {
        let code = &*line.rule;
        let title = rules::by_code(code).map_or("", |rule| rule.title(context.language));
        table.add_row([
            line.at.to_string(),
            line.account.to_string(),
            code.to_owned(),
            title.to_owned(),
            figures(context, &line.figures),
        ]);
    }
    if !lines.is_empty() {
        context.print_line(&table.to_string())?;
    }
    context.tell(&said!("{} refused attempts", "{} percobaan ditolak", lines.len()))
}

/// Refused attempts, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refusals)]
pub struct RefusalsShown {
    /// The attempts.
    refusals: Vec<RefusalShown>,
}

/// An attempt that a rule refused.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refusal)]
pub struct RefusalShown {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: jejak_events::Timestamp,
    /// The account that tried.
    #[schema(value_type = u64)]
    account: Value,
    /// The rule, by its code.
    rule: String,
    /// The draft that it was about, from 0; null: all of them.
    #[schema(value_type = Option<u64>)]
    draft: Value,
    /// The figures that decided.
    #[schema(value_type = Object)]
    figures: Value,
}

/// Every refused attempt, oldest first.
fn attempts(context: &Context) -> Result<Vec<RefusalShown>, Failure> {
    let mut lines = Vec::new();
    let folder = open::folder(context)?;
    let Some(second) = open::second(context, &folder)? else { return Ok(lines) };
    let read = each(&second, |done| {
        if let Event::AttemptRefused(body) = &done.fact.event {
            lines.push(RefusalShown {
                at: done.fact.recorded_at,
                account: serde_json::json!(body.account),
                rule: body.rule.to_string(),
                draft: serde_json::json!(body.draft),
                figures: serde_json::json!(figures_of(body)),
            });
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
