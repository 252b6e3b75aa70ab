//! `jejak person erase`: destroys personal data, and records that it was.

use jejak_events::privacy::RecipientErased;
use jejak_events::vocabulary::ErasureGround;

use super::super::{Context, Failure};
use super::desk::{Desk, KeyArgs, RecordArgs, refused};
use super::{IdArg, TextArg, vault};

/// Options of `person erase`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Random ids of the people.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<IdArg>,
    /// Why it is lawful, one of the words of `ErasureGround`.
    #[arg(long, value_name = "WORD", value_parser = ground)]
    ground: ErasureGround,
    /// Law, decision or letter that it stands on; public, never a name.
    #[arg(long, value_name = "TEXT")]
    basis: TextArg,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    record: RecordArgs,
}

/// Reads a ground.
fn ground(text: &str) -> Result<ErasureGround, String> {
    ErasureGround::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = ErasureGround::ALL.iter().map(|ground| ground.word()).collect();
        format!("expected one of {}", words.join(", "))
    })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let mut ids = args.ids.iter().map(IdArg::read).collect::<Result<Vec<_>, _>>()?;
    let basis = args.basis.read("--basis")?;
    ids.sort();
    ids.dedup();
    let desk = Desk::of(context, &args.key, args.record, &ids)?;
    let mut kept = desk.vault.write();
    for id in &ids {
        kept.erasable(*id, args.ground, desk.today).map_err(vault)?;
    }
    // Nothing is destroyed that the rules would not let be recorded.
    let drafts: Vec<_> = ids
        .iter()
        .filter(|id| desk.state(|state| state.erased(**id).is_none()))
        .map(|id| {
            let basis = basis.clone();
            desk.draft(RecipientErased { recipient: *id, ground: args.ground, basis })
        })
        .collect();
    desk.judge(&drafts).map_err(|error| refused(context, &error))?;
    let erased = kept.erase(&ids, args.ground, desk.today).map_err(vault)?;
    let receipt = desk.record(drafts)?;
    drop(kept);
    desk.close()?;
    let recorded = receipt.map(|receipt| (receipt.first_seq, receipt.count));
    if context.json {
        return context.print_json(&serde_json::json!({
            "erased": erased.now, "erased_before": erased.before,
            "first_seq": recorded.map(|(first, _)| first),
            "events": recorded.map_or(0, |(_, count)| count),
        }));
    }
    context.print_line(&format!(
        "destroyed the personal data of {} people, {} before",
        erased.now, erased.before
    ))?;
    if let Some((first, count)) = recorded {
        context.print_line(&format!("recorded {count} events from {first}"))?;
    }
    context.note_text(
        "note: backups of the vault still hold it; destroy or replace them (docs/VAULT.md)",
    );
    Ok(())
}
