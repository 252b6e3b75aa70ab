//! `jejak export parquet`: tables for SQL, one file each.

use std::path::PathBuf;

use crate::commands::{Context, Failure, open};
use crate::exchange::tables::{self, folder};
use crate::said::said;

/// Options of `export parquet`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the files; made where it is not there.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Only this table; may be given again. All when absent; docs/DATA.md describes them.
    #[arg(long = "table", value_name = "NAME")]
    names: Vec<String>,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let tables = super::tables(&args.names)?;
    let there = folder::existing(&args.to, &tables);
    if let Some(path) = there.first().filter(|_| !args.force) {
        return Err(Failure::Refused(said!(
            "{} is there already, as are {} more of these files; nothing was written. Give another \
             folder, or --force to replace them",
            "{} sudah ada, begitu pula {} berkas lain; tidak ada yang ditulis. Sebutkan folder \
             lain, atau --force untuk menggantinya",
            path.display(),
            there.len() - 1
        )));
    }
    let ledger = open::ledger(context)?;
    let size = ledger.head().size;
    open::oversee_export(context, &ledger, None, ("tables", "PARQUET"), size, false)?;
    let (head, written) = ledger.read(|folded| {
        let size = tables::events_read(folded, &tables);
        let bar = context.progress(size, context.pick("exporting", "menulis ekspor"));
        let progress = &mut |more| bar.inc(more);
        let written = folder::write(&ledger, folded, &args.to, tables, progress);
        bar.finish_and_clear();
        (folded.head, written)
    });
    let written = written.map_err(super::table_failure)?;
    if context.json {
        return context.print_json(&serde_json::json!({
            "size": head.size, "chain_head": head.hash.to_string(), "files": written,
        }));
    }
    context.tell(&said!(
        "{} files written to {}, from {} events",
        "{} berkas ditulis ke {}, dari {} kejadian",
        written.len(),
        args.to.display(),
        head.size
    ))
}
