//! `jejak completions`: for bash, zsh, fish and others.

use clap_complete::Shell;

use super::definition;

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args) {
    clap_complete::generate(args.shell, &mut definition(), "jejak", &mut std::io::stdout());
}
