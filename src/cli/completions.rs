//! `jejak completions`: for bash, zsh, fish and others.

use clap_complete::Shell;

use super::{Failure, definition, output};

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut definition(), "jejak", &mut script);
    output::text(&script)
}
