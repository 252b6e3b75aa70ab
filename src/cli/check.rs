//! `jejak check`: what auditors look for.

use jejak_projections::check;

use super::{Context, Failure, output};

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub(super) fn run(context: &Context, _args: Args) -> Result<(), Failure> {
    for spec in check::all() {
        output::line(&format!("{} {}", spec.id, context.pick(spec.en, spec.title_id)))?;
    }
    Ok(())
}
