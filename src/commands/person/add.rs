//! `jejak person add`: people from a file, into the vault, and their ids into the ledger.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jejak_events::ids::RecipientId;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure};
use super::desk::{Desk, DeskArgs, list_bad_lines, named, read, refused};
use super::{reach, vault};
use crate::exchange::people::{self, For};
use crate::ledger::limits::EVENTS_PER_REQUEST_MAX;
use crate::ledger::{Draft, WriteError};
use crate::said::said;
use crate::vault::{Added, Known, Person, Vault};

/// Most people in one file: each makes two events.
const PEOPLE_MAX: usize = EVENTS_PER_REQUEST_MAX / 2;

/// Options of `person add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// File of JSON lines, one person each; `-` for standard input.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    /// Judge only: say what would happen, keep and record nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// People who were added, or would be.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PeopleAdded)]
pub struct PeopleShown {
    /// One for each line, in their order.
    people: Vec<AddedShown>,
    /// Whether it was judged only: nothing was kept or recorded.
    dry_run: bool,
    /// The first event that registers them; null: none was recorded.
    first_seq: Option<u64>,
    /// How many events were recorded.
    events: u64,
}

/// Somebody of a line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonAdded)]
pub struct AddedShown {
    /// The line, from 1.
    line: usize,
    /// Random id; null: nobody yet, where it was judged only.
    #[schema(value_type = Option<String>)]
    recipient: Option<RecipientId>,
    /// `new`, `known`, or `known-differs`: known with other particulars.
    known: &'static str,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let file = read(&args.file)?;
    let read = people::read(&file, For::Keeping).map_err(|bad| list_bad_lines(context, &bad))?;
    if read.is_empty() || read.len() > PEOPLE_MAX {
        let (found, shown) = (read.len(), named(context, &args.file));
        return Err(Failure::Usage(said!(
            "{shown}: expected 1 to {PEOPLE_MAX} people, found {found}; divide the file",
            "{shown}: seharusnya 1 sampai {PEOPLE_MAX} orang, ditemukan {found}; bagi berkasnya"
        )));
    }
    let (lines, people): (Vec<usize>, Vec<Person>) = read.into_iter().unzip();
    let desk = Desk::open(context, &args.desk)?;
    // The rules first, with ids that are drawn for this question alone.
    let kept = desk.vault.write();
    let trial = kept.would_add(&people).map_err(vault)?;
    let known = trial.iter().filter(|added| added.known != Known::New).map(|added| added.id);
    if !known.clone().all(|id| desk.state(|state| reach::sees(context, state, id))) {
        return Err(reach::elsewhere(context));
    }
    let (drafts, of) = registrations(&desk, &kept, &people, &trial)?;
    desk.judge(&drafts).map_err(|error| refused_line(context, &error, &lines, &of))?;
    let mut receipt = None;
    let mut added = trial;
    if !args.dry_run {
        added = kept.add(&people).map_err(vault)?;
        let (drafts, _) = registrations(&desk, &kept, &people, &added)?;
        receipt = desk.record(drafts)?;
    }
    drop(kept);
    desk.close()?;
    print(
        context,
        &lines,
        &added,
        receipt.map(|receipt| (receipt.first_seq, receipt.count)),
        args.dry_run,
    )
}

/// The events that register who the ledger does not know yet, and for each the place of its person.
fn registrations(
    desk: &Desk,
    kept: &Vault,
    people: &[Person],
    added: &[Added],
) -> Result<(Vec<Draft>, Vec<usize>), Failure> {
    let (mut drafts, mut of) = (Vec::new(), Vec::new());
    let mut seen: BTreeSet<RecipientId> = BTreeSet::new();
    for (place, (person, added)) in people.iter().zip(added).enumerate() {
        let registered = desk.state(|state| state.proposal.recipients.contains(&added.id));
        if registered || !seen.insert(added.id) {
            continue;
        }
        // Of somebody known, what the vault says counts, not the file.
        let identity = match added.known {
            Known::New => desk.identity_of(person),
            Known::Same | Known::Differs => desk.identity(kept, added.id)?,
        };
        // A line without a region was refused when the file was read.
        let events = people::registration(person, added, identity);
        of.extend(events.iter().map(|_| place));
        drafts.extend(events.into_iter().map(|event| desk.draft(event)));
    }
    Ok((drafts, of))
}

/// A refusal, with the line of the file that it is about.
fn refused_line(context: &Context, error: &WriteError, lines: &[usize], of: &[usize]) -> Failure {
    let WriteError::Refused(refusal) = error else { return refused(context, error) };
    let place = refusal.concerned().and_then(|draft| of.get(draft));
    let Some(line) = place.and_then(|place| lines.get(*place)) else {
        return refused(context, error);
    };
    let sentence = refusal.sentence(context.language);
    Failure::Refused(said!(
        "refused, nothing was kept or recorded: line {line}: {sentence}",
        "ditolak, tidak ada yang disimpan atau dicatat: baris {line}: {sentence}"
    ))
}

fn word(known: Known) -> &'static str {
    match known {
        Known::New => "new",
        Known::Same => "known",
        Known::Differs => "known-differs",
    }
}

fn print(
    context: &Context,
    lines: &[usize],
    added: &[Added],
    recorded: Option<(u64, u64)>,
    dry_run: bool,
) -> Result<(), Failure> {
    let count = |known| added.iter().filter(|added| added.known == known).count();
    let (new, same, differs) = (count(Known::New), count(Known::Same), count(Known::Differs));
    if context.json {
        let people = lines.iter().zip(added).map(|(line, added)| AddedShown {
            line: *line,
            // An id that was drawn for a question stands for nobody.
            recipient: (!dry_run || added.known != Known::New).then_some(added.id),
            known: word(added.known),
        });
        return context.print_answer(&PeopleShown {
            people: people.collect(),
            dry_run,
            first_seq: recorded.map(|(first, _)| first),
            events: recorded.map_or(0, |(_, count)| count),
        });
    }
    if !dry_run {
        for (line, added) in lines.iter().zip(added) {
            context.print_line(&format!("{line} {} {}", added.id, word(added.known)))?;
        }
    }
    let verb = if dry_run { "would be new" } else { "new" };
    context
        .note_text(&format!("{new} {verb}, {same} known, {differs} known with other particulars"));
    if differs > 0 {
        context.note_text(
            "hint: what the vault has stays; look at it with `jejak person show`, then `correct` it",
        );
    }
    Ok(())
}
