//! `jejak check ID --open`: findings become events, all in one request.

use jejak_projections::check::{self, Spec};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::recording::{Recording, refused};
use super::super::{Context, Failure, when};
use super::{Args, KnownArg, only_now};
use crate::ledger::checks::opening::{self, Known};
use crate::ledger::{Condition, Draft, Receipt, Request};
use crate::said::said;

pub(super) fn run(context: &Context, args: &Args, specs: &[&'static Spec]) -> Result<(), Failure> {
    only_now(args.when.asked())?;
    let recording = Recording::open(context, args.record)?;
    let outcome = propose(context, args, specs, &recording);
    recording.ledger.close().map_err(Failure::io)?;
    print(context, outcome?.as_ref(), args.dry_run)
}

/// Checks, makes drafts of what nobody opened, and proposes them if the head is still the one that
/// was checked; nothing where there is nothing to open.
fn propose(
    context: &Context,
    args: &Args,
    specs: &[&'static Spec],
    recording: &Recording,
) -> Result<Option<Receipt>, Failure> {
    let (ledger, today) = (&recording.ledger, recording.today);
    let head = ledger.head();
    // What was wrong by the rules of its time, unless today's are asked for.
    let known = if args.known == KnownArg::Now { KnownArg::Now } else { KnownArg::Then };
    let asked = (args.when.asked(), known.asked());
    let (checked, _) = super::made(context, ledger, specs, asked)?;
    let only = args.open.as_deref().unwrap_or_default();
    let drafts = when::view(context, ledger, args.when.asked(), |view| {
        let opened = Known::of(view)?;
        let mut drafts: Vec<Draft> = Vec::new();
        for (spec, outcomes) in &checked {
            let found = outcomes.first().map_or(&[][..], |(_, it)| check::findings(it));
            drafts.extend(opening::drafts(view, &opened, (spec, found), only, today)?);
        }
        drafts.truncate(args.limit.unwrap_or(usize::MAX));
        Ok(drafts)
    })?;
    if drafts.is_empty() {
        return Ok(None);
    }
    let (condition, dry_run) = (Condition::HeadIs(head), args.dry_run);
    let outcome = ledger.propose(Request { condition, dry_run, ..recording.request(drafts) });
    let nothing = said!("no finding was opened", "tidak ada temuan yang dibuka");
    outcome.map(Some).map_err(|error| refused(context, &error, &nothing))
}

/// Findings that were opened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Opened)]
pub struct OpenedShown {
    /// Whether they are in the ledger.
    recorded: bool,
    /// How many.
    opened: u64,
    /// The event of the first; null: there was none to open.
    first_seq: Option<u64>,
}

fn print(context: &Context, receipt: Option<&Receipt>, dry_run: bool) -> Result<(), Failure> {
    let (count, first) = receipt.map_or((0, None), |it| (it.count, Some(it.first_seq)));
    if context.json {
        let recorded = !dry_run && count > 0;
        return context.print_answer(&OpenedShown { recorded, opened: count, first_seq: first });
    }
    context.tell(&match first {
        None => said!(
            "no finding to open: every one was opened before",
            "tidak ada temuan untuk dibuka: semuanya sudah pernah dibuka"
        ),
        Some(first) if dry_run => said!(
            "would open {count} findings from {first}",
            "akan membuka {count} temuan mulai {first}"
        ),
        Some(first) => {
            said!("opened {count} findings from {first}", "membuka {count} temuan mulai {first}")
        }
    })
}
