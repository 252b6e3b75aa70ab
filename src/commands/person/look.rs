//! `jejak person find` and `jejak person show`: ids by what people are found by, and what is known
//! of an id.

use std::path::PathBuf;

use jejak_events::ids::{HouseholdId, RecipientId, Token};
use jejak_events::vocabulary::{ErasureGround, RevealedField};
use jejak_events::{Code, Date, Region};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::{Context, Failure, open, reveals};
use super::desk::{KeyArgs, list_bad_lines, open_vault, read};
use super::{IdArg, TextArg, reach, vault};
use crate::exchange::people::{self, For};
use crate::exchange::render::Looker;
use crate::vault::{
    Membership, Person, Standing, Tombstone, Vault, VaultError, mask_name, mask_number,
};

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

/// People who were looked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PeopleFound)]
pub struct FoundShown {
    /// One for each line, in their order.
    found: Vec<LineShown>,
}

/// Somebody who was looked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonFound)]
pub struct LineShown {
    /// The line, from 1.
    line: usize,
    /// Random id; null: nobody whom whoever asks may see.
    #[schema(value_type = Option<String>)]
    recipient: Option<RecipientId>,
}

/// What is known of an id.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonShown {
    /// Random id.
    #[schema(value_type = String)]
    recipient: RecipientId,
    /// Versions of what is kept; 0: it was destroyed.
    versions: u32,
    /// Last day on which it is to be kept; null: none was set.
    #[schema(value_type = Option<String>, format = Date)]
    keep_until: Option<Date>,
    /// The id that stands for this one, where both are the same human; null: none.
    #[schema(value_type = Option<String>)]
    linked_to: Option<RecipientId>,
    /// Cases that keep it from being destroyed.
    holds: Vec<String>,
    /// Cases that keep it from being read.
    restrictions: Vec<String>,
    /// When and why it was destroyed; null: it was not.
    erased: Option<ErasureShown>,
    /// The households that the person belonged to.
    households: Vec<HouseholdShown>,
    /// Random ids that stand for the person's accounts, as events name them.
    #[schema(value_type = Vec<String>)]
    tokens: Vec<Token>,
    /// The particulars; absent: they are restricted or destroyed.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<ParticularsShown>,
}

/// That somebody's data was destroyed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonErased)]
pub struct ErasureShown {
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// Why it was lawful, one of the words of `ErasureGround`.
    #[schema(value_type = String)]
    ground: ErasureGround,
}

/// A person's time in a household.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonHousehold)]
pub struct HouseholdShown {
    /// Random id of the household.
    #[schema(value_type = String)]
    household: HouseholdId,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Last day; null: it lasts.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
}

/// Particulars of a person: whole where they were revealed, else masked.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = PersonParticulars)]
pub enum ParticularsShown {
    /// Masked.
    Masked(MaskedShown),
    /// Whole.
    Whole(Box<Person>),
}

/// What may be seen of a person without a reason.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonMasked)]
pub struct MaskedShown {
    /// NIK, most digits hidden; null: none is kept.
    nik: Option<String>,
    /// Number of another paper, most of it hidden; null: none is kept.
    document: Option<String>,
    /// Reference of the registrar's own, most of it hidden; null: none is kept.
    reference: Option<String>,
    /// Name, most letters hidden.
    name: String,
    /// Number of the household card, most digits hidden; null: none is kept.
    kk: Option<String>,
    /// Regency or city of domicile; null: none is kept.
    #[schema(value_type = Option<String>)]
    region: Option<Region>,
    /// How many bank accounts are kept.
    accounts: usize,
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
        let found = found.into_iter().map(|(line, recipient)| LineShown { line, recipient });
        return context.print_answer(&FoundShown { found: found.collect() });
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
    let person = person.map(|person| {
        if args.reveal {
            ParticularsShown::Whole(Box::new(person))
        } else {
            ParticularsShown::Masked(masked(&person))
        }
    });
    let shown = shown(&opened, id, standing, person)?;
    if context.json {
        return context.print_answer(&shown);
    }
    print(context, &serde_json::to_value(&shown).map_err(Failure::io)?, 0)
}

/// What stands of an id, nothing of which is personal, and the particulars.
fn shown(
    opened: &Vault,
    recipient: RecipientId,
    standing: Standing,
    person: Option<ParticularsShown>,
) -> Result<PersonShown, Failure> {
    let households = opened.memberships(recipient).map_err(vault)?;
    let households = households.into_iter().map(|known| {
        let Membership { household, from, until } = known;
        HouseholdShown { household, from, until }
    });
    let Standing { versions, keep_until, linked_to, holds, restrictions, erased } = standing;
    Ok(PersonShown {
        recipient,
        versions,
        keep_until,
        linked_to,
        holds,
        restrictions,
        erased: erased.map(|Tombstone { on, ground }| ErasureShown { on, ground }),
        households: households.collect(),
        tokens: opened.tokens(recipient).map_err(vault)?,
        person,
    })
}

/// What may be seen without a reason.
fn masked(person: &Person) -> MaskedShown {
    let number = |text: &Option<String>| text.as_deref().map(mask_number);
    MaskedShown {
        nik: number(&person.nik),
        document: person.document.as_ref().map(|document| mask_number(&document.number)),
        reference: number(&person.reference),
        name: mask_name(&person.name),
        kk: number(&person.kk),
        region: person.region.and_then(Region::regency),
        accounts: person.accounts.len(),
    }
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
