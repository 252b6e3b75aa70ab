//! `jejak person find` and `jejak person show`: ids by what people are found by, and what is known
//! of an id.

use std::path::PathBuf;

use jejak_events::Code;
use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::RevealedField;
use serde_json::{Value, json};

use super::super::{Context, Failure, open, reveals};
use super::desk::{KeyArgs, list_bad_lines, open_vault, read};
use super::{IdArg, TextArg, reach, vault};
use crate::exchange::people::{self, For};
use crate::exchange::render::Looker;
use crate::vault::{Person, Standing, Vault, VaultError, mask_name, mask_number};

/// Options of `person find`.
#[derive(Debug, clap::Args)]
pub struct FindArgs {
    /// File of JSON lines with `nik`, `document` or `reference`; `-` for standard input.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    #[command(flatten)]
    key: KeyArgs,
}

/// Options of `person show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// Random id of the person.
    #[arg(value_name = "ID")]
    id: IdArg,
    /// Show everything. Who looks, what for and for which case is recorded first.
    #[arg(long, requires = "purpose", requires = "case")]
    reveal: bool,
    /// What for, in one word of a-z and dashes, such as `verifikasi`.
    #[arg(long, value_name = "WORD", value_parser = purpose)]
    purpose: Option<Code>,
    /// Number of the case or letter; public, never a name.
    #[arg(long, value_name = "REF")]
    case: Option<TextArg>,
    /// Account that looks, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<u64>,
    #[command(flatten)]
    key: KeyArgs,
}

/// Reads a purpose.
pub fn purpose(text: &str) -> Result<Code, String> {
    let letters = text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let wrong = || "expected 1 to 32 of a-z and dashes".to_owned();
    text.parse().ok().filter(|_| letters).ok_or_else(wrong)
}

pub(super) fn find(context: &Context, args: FindArgs) -> Result<(), Failure> {
    let file = read(&args.file)?;
    let read = people::read(&file, For::Finding).map_err(|bad| list_bad_lines(context, &bad))?;
    let folder = open::folder(context)?;
    let opened = open_vault(context, &folder, &args.key)?;
    let opened = opened.read();
    let mut found = Vec::new();
    for (line, person) in &read {
        found.push((*line, opened.find(person).map_err(vault)?));
    }
    let own = reach::own(context, &folder, found.iter().filter_map(|(_, id)| *id).collect())?;
    // Somebody who lives elsewhere is as unknown as somebody whom nobody knows.
    for (_, id) in &mut found {
        *id = id.filter(|id| own.contains(id));
    }
    if context.json {
        let found = found.iter().map(|(line, id)| json!({ "line": line, "recipient": id }));
        return context.print_json(&json!({ "found": found.collect::<Vec<_>>() }));
    }
    for (line, id) in &found {
        let shown = id.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
        context.print_line(&format!("{line} {shown}"))?;
    }
    Ok(())
}

pub(super) fn show(context: &Context, args: ShowArgs) -> Result<(), Failure> {
    let id = args.id.read()?;
    let case = args.case.as_ref().map(|case| case.read("--case")).transpose()?;
    let folder = open::folder(context)?;
    reach::of(context, &folder, &[id])?;
    let opened = open_vault(context, &folder, &args.key)?;
    let opened = opened.read();
    let standing = opened.standing(id).map_err(vault)?;
    let person = match opened.read(id) {
        Ok(person) => Some(person),
        // What is restricted or gone is told as such; asking to reveal it is refused.
        Err(VaultError::Restricted { .. } | VaultError::Erased(_)) if !args.reveal => None,
        Err(error) => return Err(vault(error)),
    };
    if let (true, Some(purpose), Some(case)) = (args.reveal, &args.purpose, &case) {
        let account = context.actor(args.account).account.0;
        let looker = Looker { account, purpose: purpose.clone(), case: case.clone() };
        let ledger = open::ledger_of(context, &folder)?;
        let _leave = reveals::leave(context, &ledger, account, 1)?;
        open::oversee(&ledger, vec![looker.sees(id, vec![RevealedField::All])])?;
        ledger.close().map_err(Failure::io)?;
    }
    let mut shown = facts(&opened, id, &standing)?;
    if let (Some(person), Value::Object(facts)) = (&person, &mut shown) {
        let particulars = if args.reveal { all(person)? } else { masked(person) };
        facts.insert("person".to_owned(), particulars);
    }
    if context.json { context.print_json(&shown) } else { print(context, &shown, 0) }
}

/// What stands of an id, nothing of which is personal.
fn facts(opened: &Vault, id: RecipientId, standing: &Standing) -> Result<Value, Failure> {
    let households = opened.memberships(id).map_err(vault)?;
    let households = households.iter().map(
        |known| json!({ "household": known.household, "from": known.from, "until": known.until }),
    );
    let erased = standing.erased.as_ref();
    Ok(json!({
        "recipient": id,
        "versions": standing.versions,
        "keep_until": standing.keep_until,
        "linked_to": standing.linked_to,
        "holds": standing.holds,
        "restrictions": standing.restrictions,
        "erased": erased.map(|erased| json!({ "on": erased.on, "ground": erased.ground.word() })),
        "households": households.collect::<Vec<_>>(),
        "tokens": opened.tokens(id).map_err(vault)?,
    }))
}

fn all(person: &Person) -> Result<Value, Failure> {
    serde_json::to_value(person).map_err(Failure::io)
}

/// What may be seen without a reason.
fn masked(person: &Person) -> Value {
    let number = |text: &Option<String>| text.as_deref().map(mask_number);
    json!({
        "nik": number(&person.nik),
        "document": person.document.as_ref().map(|document| mask_number(&document.number)),
        "reference": number(&person.reference),
        "name": mask_name(&person.name),
        "kk": number(&person.kk),
        "region": person.region.and_then(jejak_events::Region::regency),
        "accounts": person.accounts.len(),
    })
}

/// Fields line by line; what is empty is left out.
fn print(context: &Context, value: &Value, depth: usize) -> Result<(), Failure> {
    let Value::Object(fields) = value else { return Ok(()) };
    let indent = "  ".repeat(depth);
    for (name, value) in fields {
        match value {
            Value::Null => {}
            Value::Array(items) if items.is_empty() => {}
            Value::Object(_) => {
                context.print_line(&format!("{indent}{name}"))?;
                print(context, value, depth + 1)?;
            }
            Value::String(text) => context.print_line(&format!("{indent}{name} {text}"))?,
            other => context.print_line(&format!("{indent}{name} {other}"))?,
        }
    }
    Ok(())
}
