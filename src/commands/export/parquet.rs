//! `jejak export parquet`: tables for SQL, one file each.

use std::path::PathBuf;

use crate::commands::{Context, Failure, open};
use crate::exchange::tables::{self, Table, folder};
use crate::said::said;

/// Options of `export parquet`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the files; made where it is not there. Without it, the one table that is named goes
    /// to standard output.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Only this table; may be given again. All when absent; docs/DATA.md describes them.
    #[arg(long = "table", value_name = "NAME")]
    names: Vec<String>,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let tables = super::tables(&args.names)?;
    let Some(to) = &args.to else { return one(context, tables) };
    let there = folder::existing(to, &tables);
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
        let written = folder::write(&ledger, folded, to, tables, progress);
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
        to.display(),
        head.size
    ))
}

/// Writes the one table that was named to where answers go.
fn one(context: &Context, tables: Vec<Table>) -> Result<(), Failure> {
    let ([table], false) = (&tables[..], context.is_watched()) else {
        return Err(Failure::Usage(said!(
            "expected --to FOLDER, or one --table for standard output, which is no terminal",
            "seharusnya --to FOLDER, atau satu --table untuk keluaran standar yang bukan terminal"
        )));
    };
    let file = folder::file_name(table);
    // The end of a Parquet file tells of all of it: it is made beside, and then sent.
    let made = tempfile::Builder::new().prefix("jejak-parquet-").tempdir().map_err(Failure::io)?;
    let ledger = open::ledger(context)?;
    let size = ledger.head().size;
    open::oversee_export(context, &ledger, None, (table.name, "PARQUET"), size, false)?;
    let written = ledger.read(|folded| {
        let size = tables::events_read(folded, &tables);
        let bar = context.progress(size, context.pick("exporting", "menulis ekspor"));
        let written =
            folder::write(&ledger, folded, made.path(), tables, &mut |more| bar.inc(more));
        bar.finish_and_clear();
        written
    });
    written.map_err(super::table_failure)?;
    let mut file = std::fs::File::open(made.path().join(file)).map_err(Failure::io)?;
    std::io::copy(&mut file, &mut context.writer()).map(|_| ()).map_err(Failure::io)
}
