//! `jejak rules`: the rule parameters in force on a day, or all that ever were, with their legal basis.

use jejak_projections::report::rules_list;

use super::tables::OutArgs;
use super::when::WhenArgs;
use super::{Context, Failure, answer};

/// Options of `rules`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// All that were ever enacted, not only what holds on the day.
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    out: OutArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    answer::table(context, &args.out, args.when.asked(), |view| rules_list(view, args.history))
}
