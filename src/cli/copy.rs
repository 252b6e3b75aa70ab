//! `jejak copy`: the same ledger in another folder or engine, every hash unchanged.

use std::fs;
use std::path::PathBuf;

use super::{Context, Failure, init, open, output};
use crate::store::{Engine, Folder, copy, open_store};

/// Options of `copy`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// New folder.
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// Engine of the copy; that of the original when absent.
    #[arg(long, value_name = "sled|redb", value_parser = init::engine)]
    store: Option<Engine>,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let from = open::folder(context)?;
    let engine = args.store.unwrap_or(from.engine());
    let source = open_store(&from).map_err(Failure::io)?;
    let to = Folder::create(&args.to, engine).map_err(Failure::io)?;
    let target = open_store(&to).map_err(Failure::io)?;
    let bar = output::progress(source.head().size, "copying");
    let copied = copy(&*source, &*target, &mut |done| bar.set_position(done));
    bar.finish_and_clear();
    copied.map_err(Failure::io)?;
    target.close().map_err(Failure::io)?;
    copy_files(&from, &to).map_err(Failure::io)?;
    let head = target.head();
    if context.json {
        return output::json(&serde_json::json!({
            "data": args.to, "store": engine.name(), "size": head.size,
            "chain_head": head.hash.to_string(),
        }));
    }
    output::line(&format!(
        "copied {} events to {} ({})",
        head.size,
        args.to.display(),
        engine.name()
    ))?;
    output::line(&format!("head {head}"))
}

/// What belongs to the ledger besides its entries: keys, what was signed, refused attempts.
fn copy_files(from: &Folder, to: &Folder) -> std::io::Result<()> {
    fs::create_dir_all(to.keys())?;
    if from.keys().is_dir() {
        for entry in fs::read_dir(from.keys())? {
            let entry = entry?;
            fs::copy(entry.path(), to.keys().join(entry.file_name()))?;
        }
    }
    for (one, other) in [(from.signed(), to.signed()), (from.refusals(), to.refusals())] {
        if one.is_file() {
            fs::copy(one, other)?;
        }
    }
    Ok(())
}
