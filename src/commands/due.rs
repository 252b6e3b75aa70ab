//! `jejak due`: everything that has a deadline, the latest first.

use jejak_projections::due::{DueKind, Wanted, due};

use super::tables::OutArgs;
use super::when::WhenArgs;
use super::{Context, Failure, answer};
use crate::said::said;

/// Options of `due`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One kind: tu, up, return, report, spj, channel, kpm, refund-claim, recommendation,
    /// complaint, licence, accreditation, agreement, guarantee, contract, work, loss, spm, sp2d,
    /// retention, certificate, progress, mentoring, replacement, handover, expiry.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// What is due within so many days, and what is late.
    #[arg(long, value_name = "DAYS")]
    within: Option<u16>,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

fn kind(text: &str) -> Result<DueKind, Failure> {
    DueKind::from_word(text).ok_or_else(|| {
        let words: Vec<&str> = DueKind::ALL.iter().map(|kind| kind.word()).collect();
        let words = words.join(", ");
        Failure::Usage(said!(
            "--kind: expected one of {words}, found `{text}`",
            "--kind: seharusnya salah satu dari {words}, ditemukan `{text}`"
        ))
    })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let kind = args.kind.as_deref().map(kind).transpose()?;
    let wanted = Wanted { kind, within: args.within.map(i32::from) };
    answer::table(context, &args.out, args.when.asked(), |view| due(view, wanted))
}
