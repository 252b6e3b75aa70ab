//! `jejak matchlist`: compares a list of numbers with the vault. Ids and counts come out, and the
//! commitment to the file; the numbers stay in.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jejak_events::ids::{Bytes32, ExternalDataRef, RecipientId};
use jejak_events::reference::ExternalDataImported;
use jejak_events::vocabulary::{Dataset, VaultUse};
use jejak_events::{Date, Event, Text};

use super::person::{self, Desk, DeskArgs, TextArg, list_bad_lines, read};
use super::{Context, Failure};
use crate::exchange::matchlist;
use crate::ledger::{Clock, Draft, SystemClock};
use crate::said::said;
use crate::vault::{List, ListKind};

/// Options of `matchlist`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Import a list; whoever stands on it gets an event.
    Import(ImportArgs),
}

#[derive(Debug, clap::Args)]
struct ImportArgs {
    /// CSV with a column `nik`, for deaths one `tanggal_meninggal` too; `-` for standard input. It
    /// is accepted whole or not at all.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// What the list is of.
    #[arg(long, value_enum)]
    kind: Kind,
    /// Version of the list, such as `2026-11`; today when absent.
    #[arg(long, value_name = "TEXT")]
    version: Option<TextArg>,
    /// Day for which the list speaks; today when absent.
    #[arg(long, value_name = "DATE")]
    position: Option<Date>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The dead.
    Deceased,
    /// Civil servants, army and police.
    Asn,
    /// Staff and officials of the programmes.
    Staff,
    /// Officers of companies (AHU).
    Ahu,
    /// People who earn more than the minimum wage.
    Wage,
}

impl Kind {
    fn list(self) -> ListKind {
        match self {
            Kind::Deceased => ListKind::Deceased,
            Kind::Asn => ListKind::Asn,
            Kind::Staff => ListKind::Staff,
            Kind::Ahu => ListKind::Ahu,
            Kind::Wage => ListKind::Wage,
        }
    }

    fn dataset(self) -> Dataset {
        match self {
            Kind::Deceased => Dataset::Deceased,
            Kind::Asn => Dataset::CivilServants,
            Kind::Staff => Dataset::Staff,
            Kind::Ahu => Dataset::CompanyOfficers,
            Kind::Wage => Dataset::Wages,
        }
    }
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let Command::Import(args) = args.command;
    let file = read(&args.file)?;
    // The day that has begun somewhere in the country: no day of death is after it.
    let today = SystemClock::default().now().date_in(jejak_events::ZoneId::Wit);
    let rows = matchlist::read(&file, args.kind.list(), today)
        .map_err(|bad| list_bad_lines(context, &bad))?;
    let desk = Desk::open_to(context, &args.desk, VaultUse::Match)?;
    let version = match &args.version {
        Some(version) => version.read("--version")?,
        None => desk.today.to_string().parse().map_err(Failure::io)?,
    };
    let days = (desk.today, args.position.unwrap_or(desk.today));
    let list = desk
        .vault
        .write()
        .import_list(args.kind.list(), version.as_str(), days, &file, &rows)
        .map_err(person::vault)?;
    if let Some(seq) = recorded_before(&desk, list.file)? {
        desk.close()?;
        return print(context, &list, seq, true);
    }
    unregistered(&desk, &list)?;
    let drafts = drafts(&list, args.kind.dataset(), version);
    let receipt = desk.record(drafts)?;
    desk.close()?;
    print(context, &list, receipt.map_or(0, |receipt| receipt.first_seq), false)
}

/// The event that recorded the import of a file, if one did.
fn recorded_before(desk: &Desk, file: Bytes32) -> Result<Option<u64>, Failure> {
    let imports: Vec<u64> =
        desk.state(|state| state.reference.external.iter().map(|(seq, _)| seq).collect());
    for seq in imports {
        let fact = desk.ledger.event(seq).map_err(Failure::io)?;
        if let Some(Event::ExternalDataImported(body)) = fact.map(|fact| fact.event)
            && body.file == file
        {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

/// Whoever is in the vault but not in the ledger must be registered before being found on a list.
fn unregistered(desk: &Desk, list: &List) -> Result<(), Failure> {
    let known = |id: &RecipientId| desk.state(|state| state.proposal.recipients.contains(id));
    let missing = list.matches.iter().filter(|found| !known(&found.recipient)).count();
    if missing == 0 {
        return Ok(());
    }
    Err(Failure::Refused(said!(
        "{missing} people of the vault who stand on the list are not registered in the ledger: \
         repeat the `jejak person add` that was interrupted, then this command",
        "{missing} orang di brankas yang ada pada daftar belum terdaftar di buku: ulangi `jejak \
         person add` yang terputus, lalu perintah ini"
    )))
}

fn drafts(list: &List, dataset: Dataset, version: Text) -> Vec<Draft> {
    let imported = ExternalDataImported {
        dataset,
        version,
        position: list.position,
        period: None,
        file: list.file,
        rows_accepted: list.rows,
        rows_rejected: 0,
        rows_total: list.rows,
    };
    let data = ExternalDataRef::in_batch(0);
    let matched = list.matches.iter().map(|found| matchlist::event(found, data));
    let events = std::iter::once(Event::from(imported)).chain(matched);
    events.map(|event| Draft::new(list.imported_on, event)).collect()
}

fn print(context: &Context, list: &List, seq: u64, before: bool) -> Result<(), Failure> {
    let ids: Vec<RecipientId> = list.matches.iter().map(|found| found.recipient).collect();
    if context.json {
        return context.print_json(&serde_json::json!({
            "seq": seq, "repeated": before, "rows": list.rows, "matches": ids,
            "commitment": list.file,
        }));
    }
    let what = if before { "was imported before" } else { "imported" };
    context.print_line(&format!(
        "{what}, event {seq}: {} rows, {} matches",
        list.rows,
        ids.len()
    ))?;
    ids.iter().try_for_each(|id| context.print_line(&id.to_string()))
}
