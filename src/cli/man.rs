//! `jejak man`: the manual page, in roff.

use super::{Failure, definition, output};
use crate::said::said;

/// Options of `man`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Page of one subcommand.
    #[arg(value_name = "SUBCOMMAND")]
    subcommand: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let mut command = definition();
    if let Some(name) = &args.subcommand {
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| {
            Failure::Usage(said!("there is no subcommand `{name}`", "tidak ada perintah `{name}`"))
        })?;
        command = command.display_name(format!("jejak-{name}"));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(Failure::io)?;
    output::text(&page)
}
