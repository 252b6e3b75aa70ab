//! `jejak findings`: the findings that were opened and how far each has come, or the life of one.

use jejak_events::codes::Region;
use jejak_projections::Unanswered;
use jejak_projections::finding::FindingStage;
use jejak_projections::report::{WantedFindings, findings_list, life_of_finding, trail_list};
use serde::Serialize;
use utoipa::ToSchema;

use super::tables::OutArgs;
use super::when::{self, WhenArgs};
use super::{Context, Failure, answer, open};
use crate::exchange::events::{self, EventShown};
use crate::said::said;

/// Options of `findings`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One finding, by the number of the event that opened it: its life, from its opening to its end.
    #[arg(value_name = "SEQ", conflicts_with_all = ["stage", "region"])]
    seq: Option<u64>,
    /// Only those that have come so far.
    #[arg(long, value_name = "STAGE", value_parser = ["open", "answered", "closed"])]
    stage: Option<String>,
    /// Only those of this region and every region below it.
    #[arg(long, value_name = "REGION")]
    region: Option<Region>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

/// A finding and its life.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingShown {
    /// Events that it was made from.
    size: u64,
    /// Hash of the chain after them.
    chain_head: String,
    /// The event that opened it.
    finding: u64,
    /// How far it has come: open, answered or closed.
    stage: &'static str,
    /// Opened, answered, recommended, followed up, closed: in their order.
    events: Vec<EventShown>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    if let Some(seq) = args.seq {
        return life(context, &args, seq);
    }
    let stage = args.stage.as_deref().and_then(FindingStage::from_word);
    let wanted = WantedFindings { stage, region: args.region };
    answer::table(context, &args.out, args.when.asked(), |view| findings_list(view, wanted))
}

fn life(context: &Context, args: &Args, seq: u64) -> Result<(), Failure> {
    let ledger = open::ledger(context)?;
    let at = args.when.asked();
    let found = when::view(context, &ledger, at, |view| {
        let known = view.reading.state.finding.findings.get(&seq);
        let Some((finding, life)) = known.zip(life_of_finding(view, seq)) else {
            return Ok(None);
        };
        let facts = life.into_iter().map(|seq| view.facts.fact(seq));
        let facts: Result<Vec<_>, Unanswered> = facts.collect();
        Ok(Some((finding.stage, facts?, view.stamp)))
    })?;
    let Some((stage, facts, stamp)) = found else {
        return Err(Failure::Absent(said!(
            "expected the number of an event that opened a finding, found {seq}; see `jejak findings`",
            "seharusnya nomor kejadian yang membuka temuan, ditemukan {seq}; lihat `jejak findings`"
        )));
    };
    if context.json && !args.out.wants_table(context) {
        return context.print_answer(&FindingShown {
            size: stamp.size,
            chain_head: stamp.head.to_string(),
            finding: seq,
            stage: stage.word(),
            events: facts.iter().map(events::shown).collect(),
        });
    }
    let mut table = trail_list(&format!("finding:{seq}"), &facts);
    table.about.push((said!("Stage", "Tahap"), stage.said()));
    args.out.give(context, &ledger, at, &table, &stamp)
}
