//! `jejak person link`, `separate` and `correct`.

use std::path::PathBuf;

use jejak_events::Event;
use jejak_events::privacy::IdentityAssessed;
use jejak_events::proposal::{RecipientsLinked, RecipientsSeparated};
use jejak_events::vocabulary::Reason;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{Context, Failure, open};
use super::desk::{Desk, DeskArgs, list_bad_lines, named, read, refused};
use super::{IdArg, reach, vault};
use crate::exchange::people::{self, For};
use crate::ledger::Receipt;
use crate::said::said;
use crate::vault::Identity;

/// Options of `person link` and `person separate`.
#[derive(Debug, clap::Args)]
pub struct LinkArgs {
    /// The id that stays, or stayed.
    #[arg(value_name = "ID")]
    id: IdArg,
    /// The other id.
    #[arg(value_name = "OTHER")]
    other: IdArg,
    /// Why, one of the words of `Reason`.
    #[arg(long, value_name = "WORD", value_parser = reason)]
    reason: Option<Reason>,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Options of `person correct`.
#[derive(Debug, clap::Args)]
pub struct CorrectArgs {
    /// Random id of the person.
    #[arg(value_name = "ID")]
    id: IdArg,
    /// File with the one line that counts from now on; `-` for standard input.
    #[arg(value_name = "FILE.jsonl")]
    file: PathBuf,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Reads a reason.
fn reason(text: &str) -> Result<Reason, String> {
    Reason::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = Reason::ALL.iter().map(|reason| reason.word()).collect();
        format!("expected one of {}", words.join(", "))
    })
}

pub(super) fn link(context: &Context, args: LinkArgs) -> Result<(), Failure> {
    let (recipient, other) = (args.id.read()?, args.other.read()?);
    let desk = Desk::of(context, &args.desk, &[recipient, other])?;
    let kept = desk.vault.write();
    let linked = desk.state(|state| state.proposal.links.get(&other).copied().flatten());
    let reason = args.reason.unwrap_or(Reason::Duplicate);
    let event = (linked != Some(recipient))
        .then(|| desk.draft(RecipientsLinked { recipient, other, reason }));
    let drafts: Vec<_> = event.into_iter().collect();
    desk.judge(&drafts).map_err(|error| refused(context, &error))?;
    let changed = kept.link(recipient, other).map_err(vault)?;
    let recorded = desk.record(drafts)?;
    drop(kept);
    finish(context, desk, recorded.as_ref(), changed, "linked")
}

pub(super) fn separate(context: &Context, args: LinkArgs) -> Result<(), Failure> {
    let (recipient, other) = (args.id.read()?, args.other.read()?);
    let desk = Desk::of(context, &args.desk, &[recipient, other])?;
    let kept = desk.vault.write();
    let linked = desk.state(|state| state.proposal.links.get(&other).copied().flatten());
    let reason = args.reason.unwrap_or(Reason::EntryError);
    let event =
        linked.is_some().then(|| desk.draft(RecipientsSeparated { recipient, other, reason }));
    let drafts: Vec<_> = event.into_iter().collect();
    desk.judge(&drafts).map_err(|error| refused(context, &error))?;
    let changed = kept.separate(recipient, other).map_err(vault)?;
    let recorded = desk.record(drafts)?;
    drop(kept);
    finish(context, desk, recorded.as_ref(), changed, "separate")
}

pub(super) fn correct(context: &Context, args: CorrectArgs) -> Result<(), Failure> {
    let id = args.id.read()?;
    // Before anything is said of what was sent.
    reach::of(context, &*open::folder(context)?, &[id])?;
    let file = read(&args.file)?;
    let read = people::read(&file, For::Keeping).map_err(|bad| list_bad_lines(context, &bad))?;
    let [(_, person)] = read.as_slice() else {
        let (found, shown) = (read.len(), named(context, &args.file));
        return Err(Failure::Usage(said!(
            "{shown}: expected one line, found {found}",
            "{shown}: seharusnya satu baris, ditemukan {found}"
        )));
    };
    let desk = Desk::open(context, &args.desk)?;
    let kept = desk.vault.write();
    let Identity { kind, level, fault } = desk.identity_of(person);
    let known = desk.state(|state| {
        let recipient = state.proposal.recipients.get(&id)?;
        let level = state.privacy.levels.get(&id).copied();
        Some((recipient.identity, level, recipient.fault))
    });
    let same = known.is_some_and(|known| known == (kind, Some(level), fault));
    let assessed = IdentityAssessed { recipient: id, identity: kind, level, fault };
    let drafts: Vec<_> = (!same).then(|| desk.draft(Event::from(assessed))).into_iter().collect();
    desk.judge(&drafts).map_err(|error| refused(context, &error))?;
    let changed = kept.correct(id, person).map_err(vault)?;
    let recorded = desk.record(drafts)?;
    drop(kept);
    finish(context, desk, recorded.as_ref(), changed, "corrected")
}

/// What was done with a person's data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonDone)]
pub struct DoneShown<'a> {
    /// How it is now: `linked`, `separate`, `corrected`, `restricted`, `readable`, `held`, `released`.
    done: &'a str,
    /// Whether the vault changed: it was not so before.
    changed: bool,
    /// The event that was recorded; null: none, it was so before.
    seq: Option<u64>,
}

/// Says what was done in vault and ledger.
pub(super) fn finish(
    context: &Context,
    desk: Desk,
    receipt: Option<&Receipt>,
    changed: bool,
    what: &str,
) -> Result<(), Failure> {
    desk.close()?;
    let seq = receipt.map(|receipt| receipt.first_seq);
    if context.json {
        return context.print_answer(&DoneShown { done: what, changed, seq });
    }
    match (seq, changed) {
        (Some(seq), _) => context.print_line(&format!("{what}, event {seq}")),
        (None, true) => context.print_line(what),
        (None, false) => context.print_line(&format!("was {what} before")),
    }
}
